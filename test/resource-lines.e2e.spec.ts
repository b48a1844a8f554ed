import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../src/platform/database/transactions.js';
import { Commitments } from '../src/plans/approval/commitments.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { act, budgetOf, letApproversIn, makePlan, refusal } from './support/approval.js';
import { expectBooksInOrder } from './support/books.js';
import { makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

/**
 * Two sites with a camera each. A camera is 10,000 and a crew's day 50,000 of capital, its licence 4,000 of resource:
 * 64,000 a site, of which 4 in 64 are resource.
 */
describe('capital and resource', () => {
  let api: TestApi;
  let worker: TestWorker;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    worker = await startWorker(api);
    await makeProgramme(api);
    await save('Organisation', { externalId: 'A', name: 'Body A', kind: 'POLICE', nation: 'ENG' });
    for (const site of ['A-1', 'A-2']) {
      await save('Site', {
        ...{
          externalId: site,
          organisation: 'A',
          name: site,
          nation: 'ENG',
          region: 'London',
          sensitive: false,
        },
      });
      const device = { manufacturer: 'Hikvision', network: 'CORE', kind: 'CAMERA' };
      await save('Device', { ...device, externalId: `${site}-CAM`, site });
    }
    await save('CostRate', {
      ...{ category: 'LICENCES', per: 'UNIT', from: '2020-01-01', class: 'RESOURCE', amountPence: 4_000 },
      basis: { kind: 'CATALOGUE', reference: 'A price list', on: '2026-01-01' },
    });
    await budget('A-C', 'CAPITAL', 130_000);
    await letApproversIn(api);
  }, 120_000);
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  const save = (type: string, input: Record<string, unknown>) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
  const budget = (externalId: string, category: string, pence: number) =>
    save('Budget', { externalId, organisation: 'A', fiscalYear: 2027, category, pence });
  const placed = async (id: string) => {
    const { plan } = await api.query(
      'query ($id: ID!) { plan(id: $id) { assignments { nodes { costPence budget { externalId } } } unscheduled { reason } } }',
      { id },
    );
    return [plan.assignments.nodes.length, plan.unscheduled.map(({ reason }: { reason: string }) => reason)];
  };
  const outlooks = async (id: string) => {
    const { cashFlow } = await api.query(
      'query ($id: ID!) { cashFlow(planId: $id) { lines { budget { externalId } forecastPence } } }',
      { id },
    );
    return cashFlow.lines;
  };
  const money = async (externalId: string) => {
    const found = await budgetOf(api, externalId);
    return [found?.pence, found?.committedPence, found?.spentPence];
  };

  it('both have to be there for what a plan places', async () => {
    expect(await placed(await makePlan(api))).toEqual([0, ['BUDGET_EXHAUSTED', 'BUDGET_EXHAUSTED']]);
    // 7,999 of resource are one licence, and a penny less than two.
    await budget('A-R', 'RESOURCE', 7_999);
    expect(await placed(await makePlan(api))).toEqual([1, ['BUDGET_EXHAUSTED']]);
    await budget('A-R', 'RESOURCE', 8_000);
    expect(await placed(await makePlan(api))).toEqual([2, []]);
    await budget('A-C', 'CAPITAL', 119_999);
    expect(await placed(await makePlan(api))).toEqual([1, ['BUDGET_EXHAUSTED']]);
    await budget('A-C', 'CAPITAL', 120_000);
  });

  it('are committed from their lines, each its part as was forecast, and neither beyond what it has', async () => {
    const id = await makePlan(api);
    const forecast = [
      { budget: { externalId: 'A-C' }, forecastPence: 120_000 },
      { budget: { externalId: 'A-R' }, forecastPence: 8_000 },
    ];
    expect(await outlooks(id)).toEqual(forecast);
    await act(api, id, 'PROPOSE');
    await act(api, id, 'APPROVE_WORKS');
    await budget('A-R', 'RESOURCE', 7_999);
    expect(await refusal(api, id, 'APPROVE_MONEY', { acceptStale: true })).toMatchObject({
      ...{ code: 'BUDGET_OVERDRAWN', fields: [{ path: 'budgets.A-R', message: 'short by 1 pence' }] },
    });
    expect([await money('A-C'), await money('A-R')]).toEqual([
      [120_000, 0, 0],
      [7_999, 0, 0],
    ]);
    await api.query('mutation { removeBudget(externalId: "A-R") { removed } }');
    expect(await refusal(api, id, 'APPROVE_MONEY', { acceptStale: true })).toMatchObject({
      code: 'NO_RESOURCE_LINE',
    });
    await budget('A-R', 'RESOURCE', 9_000);
    await act(api, id, 'APPROVE_MONEY', { acceptStale: true });
    expect([await money('A-C'), await money('A-R')]).toEqual([
      [120_000, 120_000, 0],
      [9_000, 8_000, 0],
    ]);
    expect(await outlooks(id)).toEqual(forecast);
    await expectBooksInOrder(api);

    // 80,000 for a site that was set aside 60,000 and 4,000: 75,000 and 5,000, of which there are 1,000 of resource left
    // and no capital at all.
    const spend = (pence: number) =>
      asSystem(api.app.get(Transactions)).run((manager) =>
        api.app.get(Commitments).spend(manager, Number(id), 0, pence, 'A longer ladder'),
      );
    await expect(spend(80_000)).rejects.toMatchObject({ code: 'BUDGET_OVERDRAWN' });
    await budget('A-C', 'CAPITAL', 135_000);
    await spend(80_000);
    expect([await money('A-C'), await money('A-R')]).toEqual([
      [135_000, 60_000, 75_000],
      [9_000, 4_000, 5_000],
    ]);
    await spend(32_000);
    expect([await money('A-C'), await money('A-R')]).toEqual([
      [135_000, 60_000, 30_000],
      [9_000, 4_000, 2_000],
    ]);
    // Withdrawn, both lines get back what is not spent.
    await act(api, id, 'WITHDRAW');
    expect([await money('A-C'), await money('A-R')]).toEqual([
      [135_000, 0, 30_000],
      [9_000, 0, 2_000],
    ]);
    await expectBooksInOrder(api);
  });
});
