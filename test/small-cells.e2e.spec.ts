import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { tamper } from './support/audit.js';

const SENSITIVE_SITES = 9;
const SUMMARY = '{ assessmentSummary { verdict siteClass deviceCount roundedTo } }';
const PROGRESS = `{ plan(id: 1) {
  phases { phase workPackageCount siteCount deviceCount roundedTo }
  quarters { phase quarter siteCount deviceCount roundedTo }
} }`;

interface Told {
  verdict: string;
  siteClass: string;
  deviceCount: number | null;
  roundedTo: number | null;
}

/** Statements that put a plan in place: two sensitive sites in a first quarter, three in the next, four in the last. */
function planOf(siteIds: readonly number[]): string[] {
  const finishes = ['2027-03-30', '2027-06-30', '2027-09-30'];
  const quarterOf = (index: number) => (index < 2 ? 0 : index < 5 ? 1 : 2);
  const packages = siteIds.map((id, index) => {
    const phase = index < SENSITIVE_SITES ? 1 : 2;
    return `(1, ${index}, 'P-${index}', ${id}, ${phase}, 1, 4)`;
  });
  const assignments = siteIds.map((_, index) => {
    const finish = finishes[index < SENSITIVE_SITES ? quarterOf(index) : 2] ?? '';
    return `(1, ${index}, 'o', 1, 1, '2027-01-05', '${finish}', 100, 1, 1)`;
  });
  return [
    `INSERT INTO plans (status, start_date, end_date, rule, pence_for_risk_day, seed, requested_at, heartbeat_at)
     VALUES ('COMPLETED', '2027-01-04', '2027-12-31', 'STRICT_PHASES', 0, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
    `INSERT INTO plan_phases (plan_id, phase, late_risk, exposure, cost_pence, objective, lower_bound, gap)
     VALUES (1, 1, 0, 0, 900, 1, 1, 0), (1, 2, 0, 0, 100, 1, 1, 0)`,
    `INSERT INTO plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, device_count)
     VALUES ${packages.join(', ')}`,
    `INSERT INTO plan_assignments
       (plan_id, number, option_id, vendor_id, crew_id, start_date, finish_date, cost_pence, budget_id, units)
     VALUES ${assignments.join(', ')}`,
  ];
}

describe('counts for who only follows the progress', () => {
  let api: TestApi;
  const save = (type: string, input: object) =>
    api.query(`mutation ($input: ${type}Input!) { saved: save${type}(input: $input) { id } }`, { input });
  const summary = async (subject?: string): Promise<Told[]> =>
    (await api.query(SUMMARY, {}, subject)).assessmentSummary;

  beforeAll(async () => {
    api = await startApi({ SMALL_CELL: '3' });
    await api.grant('portal', ['CLIENT']);
    await api.grant('both', ['CLIENT', 'FINANCE']);
    await save('Organisation', { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' });
    const siteIds: number[] = [];
    for (let index = 0; index <= SENSITIVE_SITES; index += 1) {
      const sensitive = index < SENSITIVE_SITES;
      const externalId = `S-${index}`;
      const grounds = sensitive ? ['SECRET_MATERIAL'] : [];
      const site = { externalId, organisation: 'ORG', name: externalId, nation: 'ENG', region: 'London' };
      const { saved } = await save('Site', { ...site, sensitive, sensitivityGrounds: grounds });
      siteIds.push(Number(saved.id));
      for (const number of sensitive && index > 0 ? [1] : [1, 2])
        await save('Device', { externalId: `${externalId}-${number}`, site: externalId, kind: 'CAMERA' });
    }
    await tamper(api.dataSource, planOf(siteIds));
  });
  afterAll(() => api.close());

  it('are exact for whoever may read the estate', async () => {
    for (const subject of ['team', 'both'])
      expect(await summary(subject)).toEqual([
        { verdict: 'UNKNOWN', siteClass: 'SENSITIVE', deviceCount: 10, roundedTo: null },
        { verdict: 'UNKNOWN', siteClass: 'NON_SENSITIVE', deviceCount: 2, roundedTo: null },
      ]);
    const { plan } = await api.query(PROGRESS);
    expect(plan.phases).toEqual([
      { phase: 1, workPackageCount: 9, siteCount: 9, deviceCount: 36, roundedTo: null },
      { phase: 2, workPackageCount: 1, siteCount: 1, deviceCount: 4, roundedTo: null },
    ]);
    const quarters = plan.quarters.map(({ siteCount }: { siteCount: number }) => siteCount);
    expect(quarters).toEqual([2, 3, 4, 1]);
  });

  it('are rounded and never over a few sites, and every row is there whether it counts anything or not', async () => {
    const told = await summary('portal');
    expect(told).toHaveLength(8);
    expect(told.filter(({ deviceCount }) => deviceCount !== null)).toEqual([
      { verdict: 'UNKNOWN', siteClass: 'SENSITIVE', deviceCount: 9, roundedTo: 3 },
    ]);
    const { plan } = await api.query(PROGRESS, {}, 'portal');
    expect(plan.phases).toEqual([
      { phase: 1, workPackageCount: 9, siteCount: 9, deviceCount: 36, roundedTo: 3 },
      { phase: 2, workPackageCount: null, siteCount: null, deviceCount: null, roundedTo: 3 },
    ]);
  });

  it('do not come back by taking what is shown from the total', async () => {
    const { plan } = await api.query(PROGRESS, {}, 'portal');
    // The first quarter is small, and the second goes with it: else the first would be what is left.
    expect(plan.quarters).toEqual([
      { phase: 1, quarter: '2027-Q3', siteCount: 3, deviceCount: 15, roundedTo: 3 },
    ]);
  });

  it('do not come back by asking for one body at a time', async () => {
    const [error] = await api.refuse(
      '{ assessmentSummary(organisationId: "1") { deviceCount } }',
      {},
      'portal',
    );
    expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'organisationId' }] });
  });

  it.each([
    'phases { costPence }',
    'phases { firstStart }',
    'quarters { costPence }',
    'quarters { lastFinish }',
  ])('are all that there is: no %s', async (asked) => {
    const [error] = await api.refuse(`{ plan(id: 1) { ${asked} } }`, {}, 'portal');
    expect(error?.extensions.code).toBe('FORBIDDEN');
  });
});
