import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { letApproversIn, makePlan, PROPOSER } from './support/approval.js';
import { leadOf, makeBody, makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';

const ASK = 'mutation ($id: ID!) { askCostOfDelay(basePlanId: $id) { id } }';
const READ = `query ($id: ID!) { plan(id: $id) { costOfDelay {
  months lessPence extraRiskDays scenario { id name basePlan { id } plan { status } } } } }`;

interface Point {
  months: number | null;
  lessPence: number | null;
  extraRiskDays: number | null;
  scenario: { id: string; plan: { status: string } };
}

describe('what delay costs', () => {
  let api: TestApi;
  let worker: TestWorker;
  let id: string;
  const read = async (subject?: string): Promise<Point[]> =>
    (await api.query(READ, { id }, subject)).plan.costOfDelay;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    worker = await startWorker(api);
    await makeProgramme(api);
    await makeBody(api, 'XX');
    await letApproversIn(api);
    const { organisations } = await api.query('{ organisations { nodes { id } } }');
    id = await makePlan(api, organisations.nodes[0].id);
  }, 60_000);
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  it('is nothing before anybody asks', async () => {
    expect(await read()).toEqual([]);
  });

  it('is a curve in risk-days, by months and by money, that workers compute', async () => {
    await api.query(ASK, { id }, leadOf('XX'));
    const curve = await until(async () => {
      const points = await read(leadOf('XX'));
      return points.every(({ scenario }) => scenario.plan.status === 'COMPLETED') ? points : undefined;
    });
    const money = [1, 2, 3, 4, 5].map((step) => step * 10_000_000);
    expect(curve.map(({ months, lessPence }) => months ?? lessPence)).toEqual([1, 2, 3, 4, 5, 6, ...money]);
    const extra = curve.map(({ extraRiskDays }) => extraRiskDays ?? NaN);
    // The budget begins in April, three months after the plan: until then nothing is lost.
    expect(extra.slice(0, 2)).toEqual([0, 0]);
    const [, , , fourth = 0, fifth = 0, sixth = 0, ...less] = extra;
    expect(fourth).toBeGreaterThan(0);
    expect(fifth).toBeGreaterThan(fourth);
    expect(sixth).toBeGreaterThan(fifth);
    // There is less than £100,000: nothing can be done at all, and that costs the most.
    for (const each of less) expect(each).toBeGreaterThan(sixth);
  }, 60_000);

  it('is not told where it would give the risk of a site away that one may not know', async () => {
    const points = await read(PROPOSER);
    expect(points).toHaveLength(11);
    expect(points.map(({ extraRiskDays }) => extraRiskDays)).toEqual(points.map(() => null));
  });

  it('makes what is missing when it is asked again, and nothing else', async () => {
    const [first, ...others] = await read();
    await api.query('mutation ($id: ID!) { removeScenario(id: $id) { removed } }', {
      id: first?.scenario.id,
    });
    expect(await read()).toHaveLength(10);
    await api.query(ASK, { id });
    const again = await read();
    expect(again.slice(1).map(({ scenario }) => scenario.id)).toEqual(
      others.map(({ scenario }) => scenario.id),
    );
    expect(again[0]?.months).toBe(1);
    expect(again[0]?.scenario.id).not.toBe(first?.scenario.id);
    const [error] = await api.refuse(ASK, { id: '4000000000' });
    expect(error?.extensions.code).toBe('NOT_FOUND');
  });
});
