import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { letApproversIn, makePlan, TREASURER } from './support/approval.js';
import { planFinished } from './support/plans.js';
import { makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

const ALLOCATE = `query ($planId: ID!, $pence: Pence!, $fiscalYear: Int) {
  allocateFunding(planId: $planId, pence: $pence, fiscalYear: $fiscalYear) {
    neededPence grantedPence grants { organisation { externalId } tier neededPence grantedPence } } }`;

/**
 * Two bodies, A and B, with a sensitive and another site each, and a camera at each site. A camera is 10,000 pence and
 * fitted in an hour, so that a crew of 50,000 a day comes for a day: 60,000 a site. A has 60,000 and B 130,000 for 2027:
 * A can do its sensitive site alone, B both.
 */
describe('funding', () => {
  let api: TestApi;
  let worker: TestWorker;
  let planId: string;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    worker = await startWorker(api);
    await makeProgramme(api);
    const save = (type: string, input: Record<string, unknown>) =>
      api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
    for (const [body, pence] of [
      ['A', 60_000],
      ['B', 130_000],
    ] as const) {
      await save('Organisation', { externalId: body, name: `Body ${body}`, kind: 'POLICE', nation: 'ENG' });
      for (const sensitive of [true, false]) {
        const site = `${body}-${sensitive ? 'S' : 'O'}`;
        const grounds = sensitive ? { sensitivityGrounds: ['SECRET_MATERIAL'] } : {};
        await save('Site', {
          ...{ externalId: site, organisation: body, name: site, nation: 'ENG', region: 'London' },
          ...{ sensitive, ...grounds },
        });
        const device = { manufacturer: 'Hikvision', network: 'CORE', kind: 'CAMERA' };
        await save('Device', { ...device, externalId: `${site}-CAM`, site });
      }
      await save('Budget', { externalId: `${body}-27`, organisation: body, fiscalYear: 2027, pence });
    }
    await letApproversIn(api);
    planId = await makePlan(api);
  }, 120_000);
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  const granted = async (pence: number, more: Record<string, unknown> = {}) => {
    const { allocateFunding } = await api.query(ALLOCATE, { planId, pence, ...more }, TREASURER);
    const { neededPence, grantedPence, grants } = allocateFunding;
    return [
      neededPence,
      grantedPence,
      ...grants.map(
        (grant: { organisation: { externalId: string }; tier: number; grantedPence: number }) =>
          `${grant.organisation.externalId}${grant.tier} ${grant.grantedPence}`,
      ),
    ];
  };

  it('that is short goes to sensitive sites first, then to the others by what they need', async () => {
    const { plan } = await api.query(
      'query ($planId: ID!) { plan(id: $planId) { unscheduled { reason workPackage { id } } } }',
      { planId },
    );
    expect(plan.unscheduled).toEqual([{ reason: 'BUDGET_EXHAUSTED', workPackage: { id: 'A-O' } }]);
    // Each of the four needs 60,000, what is left out too.
    expect(await granted(240_000)).toEqual([
      240_000,
      240_000,
      'A1 60000',
      'B1 60000',
      'A2 60000',
      'B2 60000',
    ]);
    expect(await granted(120_001)).toEqual([240_000, 120_001, 'A1 60000', 'B1 60000', 'A2 1', 'B2 0']);
    expect(await granted(90_001)).toEqual([240_000, 90_001, 'A1 45001', 'B1 45000', 'A2 0', 'B2 0']);
    // Of another year nothing is placed; what is left out has no year.
    expect(await granted(10, { fiscalYear: 2028 })).toEqual([60_000, 10, 'A2 10']);
  });

  it('is parted of a plan that is there, and an amount that is one', async () => {
    const refused = async (variables: Record<string, unknown>) =>
      (await api.refuse(ALLOCATE, { planId, pence: 1, ...variables }))[0]?.extensions.code;
    expect(await refused({ planId: '4000000' })).toBe('NOT_FOUND');
    expect(await refused({ pence: -1 })).toBe('BAD_INPUT');
    expect(await refused({ fiscalYear: 7 })).toBe('BAD_INPUT');
  });

  it('in full buys what money kept out', async () => {
    const ask = `mutation ($id: ID!) { askFullFunding(basePlanId: $id) { id changes { budget { addPence } } plan { id } } }`;
    const { askFullFunding } = await api.query(ask, { id: planId }, TREASURER);
    // The dearest way to do all four.
    expect(askFullFunding.changes).toEqual([{ budget: { addPence: 240_000 } }]);
    await planFinished(api, askFullFunding.plan.id);
    const read = `query ($id: ID!) { scenario(id: $id) {
      difference(filter: { kinds: [ADDED] }) { nodes { workPackage { id } after { costPence } } } plan { years { costPence } } } }`;
    const { scenario } = await api.query(read, { id: askFullFunding.id });
    expect(scenario.difference.nodes).toEqual([{ workPackage: { id: 'A-O' }, after: { costPence: 60_000 } }]);
    expect(scenario.plan.years).toEqual([{ costPence: 240_000 }]);
  });
});
