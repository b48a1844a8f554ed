/** Devices in and assessments out as plain rows, thousands at a time: an estate may hold a million devices. */
import type { EntityManager } from 'typeorm';
import { DEVICE_DETAIL } from '../estate/sealed-details.js';
import { BY_CONFINED_IDS, confined } from '../platform/database/confinement/condition.js';
import { chunksOf, groupRows } from '../platform/database/rows.js';
import type { KeyRing } from '../platform/sealing/key-ring.js';
import { Sealed } from '../platform/sealing/sealed.js';
import type { DeviceAssessment, DeviceToAssess } from './assess.js';
import type { DeviceToRecognise, Survey } from './recognise.js';
import type { ExemptionInForce } from './policy.types.js';
import { ASSESSMENT_DETAIL, EVIDENCE_NOTE } from './sealed-details.js';

/** A device with all that its assessment depends on. */
export type DeviceRow = DeviceToAssess & DeviceToRecognise & { id: number };

type StoredRow = Omit<DeviceRow, 'mac' | 'network' | 'surveys' | 'exemptions'> & {
  externalId: string;
  detail: Buffer;
  siteId: number;
};

/** Well below the smallest packet that servers take by default. */
const ROWS_A_STATEMENT = 500;

/**
 * The devices of these ids, but those that were taken down. They, their sites, bodies and surveys stay as they are until the transaction ends, so
 * that an assessment never overwrites one of a later state.
 */
export function readDevices(
  manager: EntityManager,
  keyRing: KeyRing,
  ids: readonly number[],
): Promise<DeviceRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : readWhere(manager, keyRing, 'd.id IN (?)', [ids]);
}

/** The next devices in order of their ids, steady like {@link readDevices}. */
export function readDevicesAfter(
  manager: EntityManager,
  keyRing: KeyRing,
  id: number,
  most: number,
): Promise<DeviceRow[]> {
  return readWhere(manager, keyRing, 'd.id > ?', [id], `LIMIT ${most}`);
}

/** All devices of a site, steady like {@link readDevices}. */
export function readDevicesAt(
  manager: EntityManager,
  keyRing: KeyRing,
  siteId: number,
): Promise<DeviceRow[]> {
  return readWhere(manager, keyRing, 'd.site_id = ?', [siteId]);
}

async function readWhere(
  manager: EntityManager,
  keyRing: KeyRing,
  condition: string,
  parameters: unknown[],
  limit = '',
): Promise<DeviceRow[]> {
  // Joined in this order, or a server may sort the whole estate to find the first few thousand.
  const devices = await manager.query<StoredRow[]>(
    `SELECT d.id, d.external_id AS externalId, d.site_id AS siteId, d.manufacturer, d.model, d.detail, d.installed_on AS installedOn,
            d.recorded_by AS recordedBy, DATE(d.recorded_at) AS recordedOn, IF(s.is_sensitive, 'SENSITIVE', 'NON_SENSITIVE') AS siteClass, o.kind AS bodyKind
       FROM devices d
       STRAIGHT_JOIN sites s ON s.id = d.site_id
       STRAIGHT_JOIN organisations o ON o.id = s.organisation_id
      WHERE ${condition} AND d.status <> 'REMOVED' AND ${confined(manager, 'sites', 's')} ORDER BY d.id ${limit} LOCK IN SHARE MODE`,
    parameters,
  );
  if (devices.length === 0) return [];
  const surveys = await manager.query<(Omit<Survey, 'note'> & { deviceId: number; note: Buffer | null })[]>(
    `SELECT device_id AS deviceId, manufacturer, note, asserted_by AS assertedBy, asserted_on AS assertedOn
       FROM device_evidence
      WHERE grade = 'SURVEY' AND device_id IN (?) AND ${confined(manager, 'device_evidence')}
      ORDER BY asserted_on, id LOCK IN SHARE MODE`,
    [devices.map(({ id }) => id)],
  );
  const opened = surveys.map(({ note, ...survey }) => {
    const { deviceId, manufacturer, assertedBy, assertedOn } = survey;
    const row = [deviceId, manufacturer, assertedBy, assertedOn];
    return { ...survey, note: note && keyRing.open(EVIDENCE_NOTE, row, new Sealed<string>(note)) };
  });
  const surveysOf = groupRows(opened, ({ deviceId }) => deviceId);
  const exemptionsOf = groupRows(
    await readExemptions(manager, [...new Set(devices.map(({ siteId }) => siteId))]),
    ({ siteId }) => siteId,
  );
  return devices.map(({ externalId, detail, siteId, ...device }) => {
    const { mac, network } = keyRing.open(DEVICE_DETAIL, [externalId], new Sealed(detail));
    const exemptions = (exemptionsOf.get(siteId) ?? []).filter(
      ({ deviceId }) => deviceId === null || deviceId === device.id,
    );
    return { ...device, mac, network, surveys: surveysOf.get(device.id) ?? [], exemptions };
  });
}

/** Forgets what was said of devices that were taken down: nothing is demanded of them any longer. */
export async function dropAssessments(manager: EntityManager, deviceIds: readonly number[]): Promise<void> {
  if (deviceIds.length === 0) return;
  await manager.query(
    `DELETE FROM assessments WHERE device_id IN (?) AND ${confined(manager, 'assessments')}`,
    [deviceIds],
  );
}

/** Whoever grants or ends one locks its site, which those who assess hold: none comes or goes in between. */
function readExemptions(
  manager: EntityManager,
  siteIds: readonly number[],
): Promise<(ExemptionInForce & { siteId: number; deviceId: number | null })[]> {
  return manager.query(
    `SELECT id, site_id AS siteId, device_id AS deviceId, directive_key AS directiveKey, from_date AS \`from\`,
            expires_on AS expiresOn, granted_by AS grantedBy
       FROM exemptions
      WHERE site_id IN (?) AND revoked_at IS NULL AND ${confined(manager, 'exemptions')}
      ORDER BY id LOCK IN SHARE MODE`,
    [siteIds],
  );
}

/**
 * True where a directive has come into force, or an exemption has begun or run out, after the day by whose rules some
 * device was last assessed.
 */
export async function hasRuleNewerThanAssessments(manager: EntityManager, today: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT d.id FROM directives d
      WHERE d.effective_from <= ?
        AND d.effective_from > (SELECT MIN(a.rules_on) FROM assessments a)
      UNION ALL
     SELECT e.id FROM exemptions e
      WHERE e.revoked_at IS NULL AND ${confined(manager, 'exemptions', 'e')}
        AND (e.from_date BETWEEN (SELECT MIN(a.rules_on) FROM assessments a) + INTERVAL 1 DAY AND ?
          OR e.expires_on BETWEEN (SELECT MIN(a.rules_on) FROM assessments a) AND ? - INTERVAL 1 DAY) LIMIT 1`,
    [today, today, today],
  );
  return rows.length > 0;
}

/**
 * Stores assessments in place of the ones that the devices had.
 *
 * @param rulesOn the day whose directives they follow
 */
export async function writeAssessments(
  manager: EntityManager,
  keyRing: KeyRing,
  assessments: readonly (DeviceAssessment & { deviceId: number })[],
  assessedAt: Date,
  rulesOn: string,
): Promise<void> {
  const replaced = COLUMNS.slice(1).map((column) => `${column} = VALUES(${column})`);
  const statement = `INSERT ${BY_CONFINED_IDS} INTO assessments (${COLUMNS.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${replaced.join(', ')}`;
  for (const rows of chunksOf(assessments, ROWS_A_STATEMENT)) {
    await manager.query(statement, [
      rows.map((assessment) => [...valuesOf(keyRing, assessment), assessedAt, rulesOn]),
    ]);
  }
}

const COLUMNS = [
  'device_id',
  'verdict',
  'site_class',
  'obligation',
  'manufacturer',
  'brand',
  'must_be_removed',
  'removal_deadline',
  'exempt_until',
  'detail',
  'directive_key',
  'directive_version',
  'rule_id',
  'assessed_at',
  'rules_on',
];

/** In the order of {@link COLUMNS}, all but when it was assessed. */
function valuesOf(keyRing: KeyRing, assessment: DeviceAssessment & { deviceId: number }): unknown[] {
  const { deviceId, verdict, siteClass, obligation, manufacturer, brand } = assessment;
  const { mustBeRemoved, removalDeadline, demands, grounds, unknowns, explanation } = assessment;
  const { directiveKey, directiveVersion, ruleId, exemptUntil } = assessment;
  return [
    ...[deviceId, verdict, siteClass, obligation, manufacturer, brand],
    ...[mustBeRemoved, removalDeadline, exemptUntil],
    keyRing.seal(ASSESSMENT_DETAIL, [deviceId], { demands, grounds, unknowns, explanation }).bytes,
    ...[directiveKey, directiveVersion, ruleId],
  ];
}
