import type { EntityManager } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';

const AT_A_TIME = 5_000;

const CONDITIONS = {
  site: 'd.site_id IN (?)',
  organisation: 'd.site_id IN (SELECT s.id FROM sites s WHERE s.organisation_id IN (?))',
} as const;

/** The devices at sites or of bodies, a few thousand at a time, because a body may hold hundreds of thousands. */
export async function* streamDeviceIds(
  manager: EntityManager,
  of: keyof typeof CONDITIONS,
  ids: readonly number[],
): AsyncGenerator<number[]> {
  if (ids.length === 0) return;
  for (let after = 0; ;) {
    const rows: { id: number }[] = await manager.query(
      `SELECT d.id FROM devices d WHERE ${CONDITIONS[of]} AND d.id > ? AND ${confined(manager, 'devices', 'd')} ORDER BY d.id LIMIT ${AT_A_TIME}`,
      [ids, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ id }) => id);
    after = last.id;
  }
}
