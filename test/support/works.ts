/** Approved plans without a planner, for what comes after them. */
import { Transactions } from '../../src/platform/database/transactions.js';
import { Commitments } from '../../src/plans/approval/commitments.service.js';
import { WorkIssuing } from '../../src/works/work-issuing.service.js';
import { asSystem, type TestApi } from './api.js';

export interface Placing {
  /** What the package is called in every plan. */
  id: string;
  site: string;
  devices: string[];
  crew?: string;
  vendor?: string;
  budget?: string;
  start?: string;
  finish?: string;
  costPence?: number;
}

/**
 * Puts a plan of a body in force, with its money committed, in place of the one that is in force there.
 *
 * @returns its row id
 */
export async function putInForce(
  api: TestApi,
  organisation: string | null,
  placings: Placing[],
): Promise<number> {
  const { dataSource } = api;
  const organisationId = organisation === null ? null : await rowIdOf(api, 'organisations', organisation);
  const former: { id: number }[] = await dataSource.query(
    "SELECT id FROM plans WHERE stage = 'APPROVED' AND organisation_id <=> ?",
    [organisationId],
  );
  for (const { id } of former) {
    await dataSource.query("UPDATE plans SET stage = 'SUPERSEDED' WHERE id = ?", [id]);
  }
  const planId = await insertPlan(api, organisationId, placings, 'APPROVED');
  const superseded = former.map(({ id }) => id);
  await commitMoney(api, planId, superseded);
  return planId;
}

/** The rows of a completed plan at a stage. @returns its row id */
export async function insertPlan(
  api: TestApi,
  organisationId: number | null,
  placings: readonly Placing[],
  stage: string,
): Promise<number> {
  const { dataSource } = api;
  const idOf = (table: string, externalId: string) => rowIdOf(api, table, externalId);
  const { insertId: planId } = await dataSource.query<{ insertId: number }>(
    `INSERT INTO plans (status, stage, start_date, end_date, rule, pence_for_risk_day, seed, organisation_id,
                        requested_at, heartbeat_at)
     VALUES ('COMPLETED', ?, '2026-01-05', '2027-12-31', 'STRICT_PHASES', 1, 1, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
    [stage, organisationId],
  );
  for (const [number, placing] of placings.entries()) {
    const { id, site, devices, crew = 'CREW', vendor = 'VEN', budget = 'BUD', costPence = 10_000 } = placing;
    const { start = '2026-02-02', finish = '2026-02-03' } = placing;
    await dataSource.query('INSERT INTO plan_work_packages VALUES (?, ?, ?, ?, 1, 1, NULL, ?)', [
      ...[planId, number, id, await idOf('sites', site), devices.length],
    ]);
    for (const device of devices) {
      await dataSource.query('INSERT INTO plan_work_package_devices VALUES (?, ?, ?)', [
        ...[planId, number, await idOf('devices', device)],
      ]);
    }
    await dataSource.query(
      `INSERT INTO plan_assignments (plan_id, number, option_id, vendor_id, crew_id, start_date, finish_date, cost_pence, budget_id, units)
       VALUES (?, ?, 'option', ?, ?, ?, ?, ?, ?, 1)`,
      [
        ...[
          planId,
          number,
          await idOf('vendors', vendor),
          await idOf('crews', crew),
          start,
          finish,
          costPence,
        ],
        await idOf('budgets', budget),
      ],
    );
  }
  return planId;
}

export async function rowIdOf(api: TestApi, table: string, externalId: string): Promise<number> {
  const [row] = await api.dataSource.query(`SELECT id FROM ${table} WHERE external_id = ?`, [externalId]);
  if (!row) throw new Error(`there is no ${externalId} in ${table}`);
  return row.id as number;
}

/** Commits what a plan costs, as its approval would. */
export function commitMoney(api: TestApi, planId: number, superseded: number[] = []): Promise<void> {
  const commitments = api.app.get(Commitments);
  return asSystem(api.app.get(Transactions)).run((manager) =>
    commitments.commit(manager, planId, superseded),
  );
}

/** Makes the orders of a plan that is in force, as a worker would. */
export function issueWorks(api: TestApi, planId: number): Promise<void> {
  return asSystem(api.app.get(WorkIssuing)).issue(planId);
}

/** The row id of the order of a package. */
export async function orderOf(api: TestApi, workPackageId: string): Promise<string> {
  const rows: { id: number }[] = await api.dataSource.query(
    'SELECT id FROM work_orders WHERE work_package_id = ? ORDER BY id DESC',
    [workPackageId],
  );
  if (!rows[0]) throw new Error(`there is no order of ${workPackageId}`);
  return String(rows[0].id);
}

const MOVE = 'mutation ($input: MoveWorkOrderInput!) { moveWorkOrder(input: $input) { status version } }';

/** Today, on which everything has happened already. */
export const TODAY = new Date().toISOString().slice(0, 10);

export async function moveOrder(
  api: TestApi,
  workOrderId: string,
  to: string,
  more: Record<string, unknown> = {},
  subject?: string,
): Promise<string> {
  const input = { workOrderId, to, on: TODAY, ...more };
  return (await api.query(MOVE, { input }, subject)).moveWorkOrder.status;
}

/** The refusal of a move: its code and fields. */
export async function moveRefusal(
  api: TestApi,
  workOrderId: string,
  to: string,
  more: Record<string, unknown> = {},
  subject?: string,
) {
  const [error] = await api.refuse(MOVE, { input: { workOrderId, to, on: TODAY, ...more } }, subject);
  return { message: error?.message ?? '', ...error?.extensions };
}

/** The smallest file that is taken for a photograph. */
export const PHOTO = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a photograph')]);

/** Sends a file of a work order, a photograph where nothing is said. */
export function sendEvidence(
  api: TestApi,
  workOrderId: string,
  subject?: string,
  { bytes = PHOTO, type = 'image/jpeg', query = '?kind=PHOTO' } = {},
): Promise<Response> {
  const request = { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(bytes) };
  return api.fetch(`/works/${workOrderId}/evidence${query}`, request, subject);
}

const SAVE = (type: string) =>
  `mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`;

/**
 * What works need to stand on: a body, makers, a directive, a vendor, crews, and a budget.
 *
 * @param organisation where it is not ORG, the external ids of the others begin as its own does
 */
export async function makeYard(api: TestApi, organisation = 'ORG'): Promise<void> {
  const save = (type: string, input: Record<string, unknown>) => api.query(SAVE(type), { input });
  const prefix = organisation.replace('ORG', '');
  await save('Organisation', { externalId: organisation, name: 'A body', kind: 'POLICE', nation: 'ENG' });
  await save('Manufacturer', { name: 'Hikvision', country: 'CN', macPrefixes: ['C42F90'] });
  await save('Manufacturer', { name: 'Axis', country: 'SE', macPrefixes: ['00408C'] });
  await coverMakers(api, ['Hikvision'], 1, `${prefix}dir`);
  await save('Vendor', { externalId: `${prefix}VEN`, name: 'A vendor' });
  for (const externalId of [`${prefix}CREW`, `${prefix}CREW2`]) {
    await save('Crew', {
      ...{ externalId, name: `The ${externalId}`, nation: 'ENG', regions: ['London'], clearance: 'DV' },
      ...{ minutesPerDay: 450, dayRatePence: 50_000 },
    });
  }
  await save('Budget', { externalId: `${prefix}BUD`, organisation, fiscalYear: 2026, pence: 1_000_000 });
}

/** A directive that demands that whatever these makers made is removed. */
export async function coverMakers(
  api: TestApi,
  manufacturers: string[],
  version: number,
  key = 'dir',
): Promise<void> {
  const demand = { action: 'REMOVE_AND_REPLACE', strength: 'MANDATORY', deadline: '2027-12-31' };
  await api.query(SAVE('Directive'), {
    input: {
      ...{
        key,
        version,
        title: 'A directive',
        issuedBy: 'A ministry',
        source: 'A statement',
      },
      effectiveFrom: '2022-11-24',
      coverage: [
        {
          ...{
            ruleId: 'COVERED',
            law: 'A law',
            state: 'CN',
            through: 'OWNERSHIP',
            manufacturers,
          },
          ...{ decidedBy: 'A unit', decidedOn: '2022-11-24', basis: 'Headquarters' },
        },
      ],
      demands: ['SENSITIVE', 'NON_SENSITIVE'].map((siteClass) => ({
        ...demand,
        ruleId: siteClass,
        siteClass,
      })),
      obligations: [],
    },
  });
}

/** A site of the yard with a recorder and two cameras that hang on it, one of them switched off. */
export async function makeYardSite(api: TestApi, externalId: string, more: Record<string, unknown> = {}) {
  const save = (type: string, input: Record<string, unknown>) => api.query(SAVE(type), { input });
  const site = { organisation: 'ORG', nation: 'ENG', region: 'London', sensitive: false, ...more };
  await save('Site', { externalId, name: `House ${externalId}`, postcode: 'AB1 2CD', ...site });
  const device = { site: externalId, manufacturer: 'Hikvision', network: 'CORE' };
  await save('Device', {
    ...{ ...device, externalId: `${externalId}-REC`, kind: 'RECORDER', serial: `${externalId}-SR` },
    retentionDays: 31,
  });
  const camera = { ...device, kind: 'CAMERA', recorder: `${externalId}-REC` };
  await save('Device', {
    ...{ ...camera, externalId: `${externalId}-CAM`, serial: `${externalId}-SC` },
    mac: 'C4:2F:90:00:00:01',
  });
  await save('Device', {
    ...{ ...camera, externalId: `${externalId}-OFF`, serial: `${externalId}-SO` },
    status: 'DECOMMISSIONED_PRESENT',
  });
  return {
    id: `${externalId}/${externalId}-REC`,
    site: externalId,
    devices: ['REC', 'CAM', 'OFF'].map((name) => `${externalId}-${name}`),
  };
}
