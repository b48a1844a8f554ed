import type { EntityManager } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';
import type { DeviceToAssess } from './assess.js';

/** What of a site decides what a directive demands there. */
export type Place = Pick<DeviceToAssess, 'siteClass' | 'bodyKind'>;

/** It stays as it is until the transaction ends. @returns null where there is no such site */
export async function readPlace(manager: EntityManager, siteId: number): Promise<Place | null> {
  const [place]: Place[] = await manager.query(
    `SELECT IF(s.is_sensitive, 'SENSITIVE', 'NON_SENSITIVE') AS siteClass, o.kind AS bodyKind
       FROM sites s JOIN organisations o ON o.id = s.organisation_id
      WHERE s.id = ? AND ${confined(manager, 'sites', 's')} LOCK IN SHARE MODE`,
    [siteId],
  );
  return place ?? null;
}
