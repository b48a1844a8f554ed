import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { DeviceKind } from './estate.types.js';
import { groupRows } from '../platform/database/rows.js';
import { DeviceModel } from './manufacturer.entity.js';
import { modelKey } from './reference/model-key.js';

/** What a register says of a device's make. */
export interface MakeWords {
  manufacturer: string | null;
  model: string | null;
}

export interface KnownModel {
  id: number;
  kind: DeviceKind;
}

const DEVICES_AT_A_TIME = 5_000;

/** Finds the known model behind a register's words, whatever maker the register names: badges differ. */
@Injectable()
export class KnownModels {
  /** @returns for each of the words the model, or null where none fits or several do and the maker does not tell */
  async match(manager: EntityManager, words: readonly MakeWords[]): Promise<(KnownModel | null)[]> {
    const keysOfWords = words.map(keysOf);
    const keys = [...new Set(keysOfWords.flat())];
    if (keys.length === 0) return words.map(() => null);
    const models = await manager.find(DeviceModel, {
      where: { nameKey: In(keys) },
      relations: { manufacturer: true },
    });
    const byKey = groupRows(models, ({ nameKey }) => nameKey);
    return words.map(({ manufacturer }, index) => {
      for (const key of keysOfWords[index] ?? []) {
        const fitting = byKey.get(key);
        if (!fitting) continue;
        const maker = modelKey(manufacturer ?? '');
        const own = fitting.filter((model) => modelKey(model.manufacturer.name) === maker);
        const [only, another] = own.length > 0 ? own : fitting;
        return only && !another ? { id: only.id, kind: only.kind } : null;
      }
      return null;
    });
  }

  /**
   * Matches the devices again that have no known model, after models were added.
   *
   * @returns how many devices have one now
   */
  async matchAgain(manager: EntityManager): Promise<number> {
    let matched = 0;
    for (let after = 0; ;) {
      const devices: ({ id: number } & MakeWords)[] = await manager.query(
        `SELECT id, manufacturer, model FROM devices
         WHERE known_model_id IS NULL AND model IS NOT NULL AND id > ? ORDER BY id LIMIT ${DEVICES_AT_A_TIME}`,
        [after],
      );
      const last = devices.at(-1);
      if (!last) return matched;
      const models = await this.match(manager, devices);
      const found = devices.flatMap(({ id }, index) => {
        const modelId = models[index]?.id;
        return modelId === undefined ? [] : [{ id, modelId }];
      });
      for (const [modelId, group] of groupRows(found, (match) => match.modelId)) {
        await manager.query('UPDATE devices SET known_model_id = ? WHERE id IN (?)', [
          modelId,
          group.map(({ id }) => id),
        ]);
      }
      matched += found.length;
      after = last.id;
    }
  }
}

/** The model as it is written, then without the maker's name that some registers put before it. */
function keysOf({ manufacturer, model }: MakeWords): string[] {
  const key = modelKey(model ?? '');
  if (key === '') return [];
  const maker = modelKey(manufacturer ?? '');
  return maker !== '' && key.startsWith(maker) && key.length > maker.length
    ? [key, key.slice(maker.length)]
    : [key];
}
