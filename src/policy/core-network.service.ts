import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { DEVICE_DETAIL } from '../estate/sealed-details.js';
import { confined } from '../platform/database/confinement/condition.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Sealed } from '../platform/sealing/sealed.js';
import { ASSESSMENT_DETAIL, type AssessmentDetail } from './sealed-details.js';

/** A device on a core network that a directive demands to be taken off it. */
export interface CoreNetworkViolation {
  deviceId: number;
  siteId: number;
}

export interface CoreNetworkViolations {
  /** Null where it would tell of the one sensitive site that the present caller may not know. */
  deviceCount: number | null;
  /** Those at sites that the present caller may know, by the ids of the devices. */
  known: CoreNetworkViolation[];
}

interface Assessed {
  deviceId: number;
  siteId: number;
  isSensitive: number;
  detail: Buffer;
}

/** Read and opened together: enough to be fast, few enough to be small. */
const ROWS_AT_A_TIME = 2_000;

/**
 * Finds what hangs on core networks against a directive. Networks are stored sealed, so nothing less than opening what
 * is demanded of every device in scope tells it.
 */
@Injectable()
export class CoreNetworkService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  /** @param organisationId the body at whose sites to look; null: at all that the caller may see */
  async find(
    organisationId: number | null = null,
    { manager }: { manager: EntityManager } = this.dataSource,
  ): Promise<CoreNetworkViolations> {
    const violations: CoreNetworkViolation[] = [];
    const sensitiveSites = new Set<number>();
    for (let after = 0, rows = await readAssessed(manager, after, organisationId); rows.length > 0;) {
      for (const { siteId, isSensitive } of rows) if (isSensitive) sensitiveSites.add(siteId);
      violations.push(...(await this.violationsAmong(manager, rows)));
      after = rows.at(-1)?.deviceId ?? after;
      rows = rows.length < ROWS_AT_A_TIME ? [] : await readAssessed(manager, after, organisationId);
    }
    const known = await this.disclosure.knownAmong(manager, [...sensitiveSites]);
    const unknown = [...sensitiveSites].filter((siteId) => !known.has(siteId));
    return {
      // All but one known, the sum would be that one's.
      deviceCount: unknown.length === 1 ? null : violations.length,
      known: violations.filter(({ siteId }) => !sensitiveSites.has(siteId) || known.has(siteId)),
    };
  }

  private async violationsAmong(
    manager: EntityManager,
    rows: readonly Assessed[],
  ): Promise<CoreNetworkViolation[]> {
    const demanded = rows.filter(({ deviceId, detail }) =>
      this.keyRing
        .open(ASSESSMENT_DETAIL, [deviceId], new Sealed<AssessmentDetail>(detail))
        .demands.some(({ action }) => action === 'DISCONNECT_FROM_CORE'),
    );
    if (demanded.length === 0) return [];
    const devices = await manager.query<{ id: number; externalId: string; detail: Buffer }[]>(
      `SELECT id, external_id AS externalId, detail FROM devices
        WHERE id IN (?) AND ${confined(manager, 'devices')}`,
      [demanded.map(({ deviceId }) => deviceId)],
    );
    const onCore = new Set(
      devices
        .filter(
          ({ externalId, detail }) =>
            this.keyRing.open(DEVICE_DETAIL, [externalId], new Sealed(detail)).network === 'CORE',
        )
        .map(({ id }) => id),
    );
    return demanded.flatMap(({ deviceId, siteId }) => (onCore.has(deviceId) ? [{ deviceId, siteId }] : []));
  }
}

/** What is switched off hangs on no network. */
function readAssessed(
  manager: EntityManager,
  after: number,
  organisationId: number | null,
): Promise<Assessed[]> {
  return manager.query<Assessed[]>(
    `SELECT a.device_id AS deviceId, d.site_id AS siteId, s.is_sensitive AS isSensitive, a.detail
       FROM assessments a JOIN devices d ON d.id = a.device_id JOIN sites s ON s.id = d.site_id
      WHERE a.device_id > ? AND a.verdict = 'IN_SCOPE' AND d.status = 'IN_USE'
        AND (? IS NULL OR s.organisation_id = ?) AND ${confined(manager, 'assessments', 'a')}
      ORDER BY a.device_id LIMIT ${ROWS_AT_A_TIME}`,
    [after, organisationId, organisationId],
  );
}
