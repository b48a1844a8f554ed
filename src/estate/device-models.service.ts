import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { EstateChanges } from './estate-changes.js';
import { KnownModels } from './known-models.js';
import { DeviceModel, Manufacturer } from './manufacturer.entity.js';
import { deviceModelInput } from './manufacturer.input.js';
import { lockRegister } from './manufacturers.service.js';
import { modelKey } from './reference/model-key.js';

interface ModelKey {
  maker: Manufacturer;
  name: string;
}

const DEVICE_MODEL: Audited<ModelKey> = {
  type: 'DeviceModel',
  idOf: ({ maker, name }) => `${maker.name} ${name}`,
  read: readSnapshot,
};

/** The models that are known to be of a maker, one at a time. */
@Injectable()
export class DeviceModelsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly knownModels: KnownModels,
    private readonly estateChanges: EstateChanges,
    private readonly audit: Audit,
  ) {}

  /**
   * Creates or changes a model of a maker, by its name, and has the estate assessed anew.
   *
   * @throws {BadInput} for a maker that there is not, too
   */
  async saveDeviceModel(input: unknown): Promise<DeviceModel> {
    const { manufacturer, name, kind } = readInput(deviceModelInput, input);
    const key = await this.transactions.run(async (manager) => {
      await lockRegister(manager);
      const maker = await manager.findOneBy(Manufacturer, { name: manufacturer });
      if (!maker) {
        const message = `there is no manufacturer "${manufacturer}"`;
        throw new BadInput([{ path: 'input.manufacturer', message }]);
      }
      const model = { manufacturerId: maker.id, name, nameKey: modelKey(name), kind };
      await this.audit.change(manager, 'saveDeviceModel', DEVICE_MODEL, { maker, name }, async () => {
        await manager.upsert(DeviceModel, model, ['manufacturerId', 'name']);
        await this.follow(manager);
      });
      return { manufacturerId: maker.id, name };
    });
    return this.dataSource.manager.findOneByOrFail(DeviceModel, key);
  }

  /** @returns false where the maker has no such model */
  removeDeviceModel(manufacturer: string, name: string): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      await lockRegister(manager);
      const maker = await manager.findOneBy(Manufacturer, { name: manufacturer });
      if (!maker) return false;
      return this.audit.change(manager, 'removeDeviceModel', DEVICE_MODEL, { maker, name }, async () => {
        const { affected } = await manager.delete(DeviceModel, { manufacturerId: maker.id, name });
        if (affected) await this.follow(manager);
        return Boolean(affected);
      });
    });
  }

  private async follow(manager: EntityManager): Promise<void> {
    await this.knownModels.matchAgain(manager);
    await this.estateChanges.makersChanged(manager);
  }
}

async function readSnapshot(manager: EntityManager, { maker, name }: ModelKey): Promise<Snapshot | null> {
  const model = await manager.findOneBy(DeviceModel, { manufacturerId: maker.id, name });
  return (
    model && { organisationId: null, state: { manufacturer: maker.name, name: model.name, kind: model.kind } }
  );
}
