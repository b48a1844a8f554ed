import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApi, type TestApi } from './support/api.js';
import { budgetOf } from './support/approval.js';
import {
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  orderOf,
  putInForce,
  TODAY,
  type Placing,
} from './support/works.js';

const FLOW = `query ($id: ID!) { cashFlow(planId: $id) { asOf baselinePlanId
  months { month baselinePence committedPence actualPence forecastPence baselineToDatePence actualToDatePence forecastToDatePence budgetLeftPence }
  years { fiscalYear budgetPence takenByOthersPence baselinePence committedPence actualPence forecastPence leftPence }
  lines { budget { externalId } forecastPence leftPence runsOutOn } } }`;
const VARIANCES = `query ($id: ID!) { variances(planId: $id) { dimension name baselinePence forecastPence actualPence variancePence } }`;
const SAVE_BUDGET = 'mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }';

/**
 * A and B cost £100 each, in February 2026. A cost £90 in the end, today. Planned anew, B costs £200, on 20 March 2027.
 * C is another plan's, of the whole estate, at £50.
 */
describe('the money of a plan', () => {
  let api: TestApi;
  let first: number;
  let second: number;
  let ofOthers: number;
  const flowOf = async (id: number, subject?: string) =>
    (await api.query(FLOW, { id: String(id) }, subject)).cashFlow;
  const saveBudget = (pence: number) =>
    api.query(SAVE_BUDGET, { input: { externalId: 'BUD', organisation: 'ORG', fiscalYear: 2026, pence } });

  /** Brings an order to COMMISSIONED, with nothing in place of what it takes down. */
  const finish = async ({ id, devices }: Placing, actualCostPence: number) => {
    const workOrderId = await orderOf(api, id);
    await moveOrder(api, workOrderId, 'ORDERED');
    await api.dataSource.query("UPDATE work_orders SET status = 'INSTALLED' WHERE id = ?", [workOrderId]);
    await api.dataSource.query(
      "UPDATE work_order_devices SET ticked_at = UTC_TIMESTAMP(3), ticked_by = 'x' WHERE work_order_id = ?",
      [workOrderId],
    );
    for (const replaces of devices.slice(0, 2)) {
      await api.query('mutation ($input: UnreplacedInput!) { leaveUnreplaced(input: $input) { id } }', {
        input: { workOrderId, replaces, reason: 'no longer needed' },
      });
    }
    await moveOrder(api, workOrderId, 'COMMISSIONED', { actualCostPence });
  };

  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    await makeYard(api, 'ORG2');
    const [a, b, c] = [
      await makeYardSite(api, 'A'),
      await makeYardSite(api, 'B'),
      await makeYardSite(api, 'C'),
    ];
    first = await putInForce(api, 'ORG', [a, b]);
    await api.dataSource.query(
      `INSERT INTO plan_stage_changes (plan_id, act, from_stage, to_stage, by_subject, by_name, at, accepted_stale)
       VALUES (?, 'APPROVE_WORKS', 'PROPOSED', 'APPROVED', 'x', 'X', UTC_TIMESTAMP(3), 0)`,
      [first],
    );
    await issueWorks(api, first);
    await finish(a, 9_000);
    second = await putInForce(api, 'ORG', [
      { ...b, start: '2027-03-19', finish: '2027-03-20', costPence: 20_000 },
    ]);
    await api.dataSource.query(
      `INSERT INTO replans (plan_id, base_plan_id, as_of, reason, keep_ordered, released, works, created_at, created_by)
       VALUES (?, ?, ?, 'A slip', 1, '[]', '[]', UTC_TIMESTAMP(3), 'x')`,
      [second, first, TODAY],
    );
    await putInForce(api, null, [{ ...c, costPence: 5_000 }]);
    const theirs = await makeYardSite(api, 'T', { organisation: 'ORG2' });
    ofOthers = await putInForce(api, 'ORG2', [{ ...theirs, crew: '2CREW', vendor: '2VEN', budget: '2BUD' }]);
    await api.grant('org-lead', ['FINANCE'], 'ORG');
    await api.grant('follower', ['CLIENT']);
  });
  afterAll(() => api.close());

  it('flows month by month against its first approval, and agrees with the books to the penny', async () => {
    const { asOf, baselinePlanId, months, years } = await flowOf(second);
    expect([asOf, baselinePlanId]).toEqual([TODAY, String(first)]);
    const of = (month: string) => months.find((each: { month: string }) => each.month === month);
    expect(of('2026-02')).toMatchObject({ baselinePence: 20_000, forecastPence: 0, actualToDatePence: 0 });
    expect(of(TODAY.slice(0, 7))).toMatchObject({
      actualPence: 9_000,
      forecastPence: 9_000,
      actualToDatePence: 9_000,
    });
    expect(of('2027-03')).toMatchObject({
      ...{ committedPence: 20_000, forecastPence: 20_000, baselineToDatePence: 20_000 },
      ...{
        actualToDatePence: null,
        forecastToDatePence: 29_000,
        budgetLeftPence: 1_000_000 - 5_000 - 29_000,
      },
    });
    const budget = await budgetOf(api, 'BUD');
    expect(years).toContainEqual({
      ...{ fiscalYear: 2026, budgetPence: 1_000_000, takenByOthersPence: 5_000, baselinePence: 0 },
      ...{ committedPence: (budget?.committedPence ?? 0) - 5_000, actualPence: budget?.spentPence },
      ...{ forecastPence: 29_000, leftPence: 966_000 },
    });
  });

  it('says on which day a line runs out', async () => {
    expect((await flowOf(second)).lines).toEqual([
      { budget: { externalId: 'BUD' }, forecastPence: 29_000, leftPence: 966_000, runsOutOn: null },
    ]);
    await saveBudget(33_999);
    expect((await flowOf(second)).lines).toEqual([
      { budget: { externalId: 'BUD' }, forecastPence: 29_000, leftPence: -1, runsOutOn: '2027-03-20' },
    ]);
    await saveBudget(1_000_000);
  });

  it('of a plan before the first approval has no baseline', async () => {
    await api.dataSource.query("UPDATE plan_stage_changes SET to_stage = 'PROPOSED' WHERE plan_id = ?", [
      first,
    ]);
    const flow = await flowOf(second);
    expect([flow.baselinePlanId, flow.months[0].baselinePence]).toEqual([null, null]);
    await api.dataSource.query("UPDATE plan_stage_changes SET to_stage = 'APPROVED' WHERE plan_id = ?", [
      first,
    ]);
  });

  it('varies from its first approval by body, phase, vendor and kind of cost', async () => {
    const { variances } = await api.query(VARIANCES, { id: String(second) });
    const figures = {
      baselinePence: 20_000,
      forecastPence: 29_000,
      actualPence: 9_000,
      variancePence: 9_000,
    };
    expect(variances).toEqual([
      { dimension: 'ORGANISATION', name: 'ORG', ...figures },
      { dimension: 'PHASE', name: '1', ...figures },
      { dimension: 'VENDOR', name: 'VEN', ...figures },
      { dimension: 'CATEGORY', name: 'NOT_PARTED', ...figures },
    ]);
  });

  it('goes to spreadsheets, marked and on record', async () => {
    const read = async (file: string): Promise<Record<string, string>[]> => {
      const response = await api.fetch(`/plans/${second}/${file}`, {}, 'org-lead');
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'text/csv; charset=utf-8',
      ]);
      return parse(await response.text(), { bom: true, columns: true });
    };
    const flow = await read('cash-flow.csv');
    expect(flow.at(-1)).toMatchObject({
      month: '2027-03',
      forecast_to_date_pence: '29000',
      made_for: 'org-lead',
    });
    const variance = await read('variance.csv');
    expect(variance[0]).toMatchObject({ dimension: 'ORGANISATION', name: 'ORG', variance_pence: '9000' });
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { action: "export", caller: "org-lead" }) { nodes { subjectId after } } }',
    );
    const whats = auditEntries.nodes.map(({ after }: { after: string }) => JSON.parse(after).what as string);
    expect(whats.sort()).toEqual(['cash flow', 'variance']);
  });

  it('of another body is as if it were not there, and for those alone who may read money', async () => {
    expect(await flowOf(ofOthers, 'org-lead')).toBeNull();
    expect((await api.query(VARIANCES, { id: String(ofOthers) }, 'org-lead')).variances).toEqual([]);
    for (const file of ['cash-flow.csv', 'variance.csv']) {
      expect((await api.fetch(`/plans/${ofOthers}/${file}`, {}, 'org-lead')).status).toBe(404);
      expect((await api.fetch(`/plans/${second}/${file}`, {}, 'follower')).status).toBe(403);
    }
    const [error] = await api.refuse(FLOW, { id: String(second) }, 'follower');
    expect(error?.extensions.code).toBe('FORBIDDEN');
  });
});
