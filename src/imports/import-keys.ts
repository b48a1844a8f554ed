import type { EntityManager } from 'typeorm';
import type { DeviceKind } from '../estate/estate.types.js';
import { BY_CONFINED_IDS, confined } from '../platform/database/confinement/condition.js';
import type { Standing } from '../estate/recorder-links.js';

const ROWS_AT_A_TIME = 10_000;

export interface MetKey {
  externalId: string;
  line: number;
  /** Where the import put the device; null until it has, and with sites. */
  standing: Standing | null;
}

/** The ids that one import has met so far. They are kept in the database, because a register may be large. */
export class ImportKeys {
  constructor(private readonly importId: number) {}

  /** The lines on which ids were met before. */
  async linesOf(manager: EntityManager, externalIds: readonly string[]): Promise<Map<string, number>> {
    if (externalIds.length === 0) return new Map();
    const rows: { externalId: string; line: number }[] = await manager.query(
      `SELECT external_id AS externalId, line_number AS line FROM import_keys
        WHERE import_id = ? AND external_id IN (?) AND ${confined(manager, 'import_keys')}`,
      [this.importId, externalIds],
    );
    return new Map(rows.map(({ externalId, line }) => [externalId, line]));
  }

  /** Where the import put devices. */
  async standings(manager: EntityManager, externalIds: readonly string[]): Promise<Map<string, Standing>> {
    const rows: (Standing & { externalId: string })[] = await manager.query(
      `SELECT external_id AS externalId, site_id AS siteId, kind, recorder FROM import_keys
       WHERE import_id = ? AND external_id IN (?) AND site_id IS NOT NULL AND ${confined(manager, 'import_keys')}`,
      [this.importId, externalIds],
    );
    return new Map(rows.map(({ externalId, ...standing }) => [externalId, standing]));
  }

  /** How many devices the import has hung on each of these. */
  async hangingOn(manager: EntityManager, externalIds: readonly string[]): Promise<Map<string, number>> {
    const rows: { recorder: string; count: string }[] = await manager.query(
      `SELECT recorder, COUNT(*) AS count FROM import_keys
        WHERE import_id = ? AND recorder IN (?) AND ${confined(manager, 'import_keys')} GROUP BY recorder`,
      [this.importId, externalIds],
    );
    return new Map(rows.map(({ recorder, count }) => [recorder, Number(count)]));
  }

  async write(manager: EntityManager, keys: readonly MetKey[]): Promise<void> {
    if (keys.length === 0) return;
    type Row = [number, string, number, number | null, DeviceKind | null, string | null];
    const rows = keys.map(({ externalId, line, standing }): Row => [
      this.importId,
      externalId,
      line,
      standing?.siteId ?? null,
      standing?.kind ?? null,
      standing?.recorder ?? null,
    ]);
    await manager.query(
      `INSERT ${BY_CONFINED_IDS} INTO import_keys (import_id, external_id, line_number, site_id, kind, recorder) VALUES ?
       ON DUPLICATE KEY UPDATE site_id = VALUES(site_id), kind = VALUES(kind), recorder = VALUES(recorder)`,
      [rows],
    );
  }

  /** Forgets the ids of this import. */
  async forget(manager: EntityManager): Promise<void> {
    for (let affected = ROWS_AT_A_TIME; affected === ROWS_AT_A_TIME;) {
      const result: { affectedRows: number } = await manager.query(
        `DELETE FROM import_keys WHERE import_id = ? AND ${confined(manager, 'import_keys')} LIMIT ${ROWS_AT_A_TIME}`,
        [this.importId],
      );
      affected = result.affectedRows;
    }
  }

  /** Forgets the ids that imports left behind which are over. */
  static async forgetOfEnded(manager: EntityManager): Promise<void> {
    const ended: { id: number }[] = await manager.query(
      `SELECT i.id FROM imports i WHERE i.status <> 'RUNNING'
         AND EXISTS (SELECT 1 FROM import_keys k WHERE k.import_id = i.id)`,
    );
    for (const { id } of ended) await new ImportKeys(id).forget(manager);
  }
}
