import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { planFinished } from './support/plans.js';
import { loadSampleEstate } from './support/sample-estate.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

const ITERATIONS = 200;
const PLACE = 'start finish costPence optionId crew { id } vendor { id } budget { externalId }';
const PLAN = `query ($id: ID!) { plan(id: $id) {
  status start stage failure { code message }
  phases { phase gap objective lastFinish }
  assignments(first: 200) { nodes { workPackage { id phase site { id externalId } } ${PLACE} } }
  replan {
    asOf reason keepOrdered released frozenUntil mostMoved createdBy basePlan { id }
    moves(first: 200) { totalCount nodes {
      movedDays workPackage { id phase } before { start } after { start } reasons { limit detail }
    } }
  }
} }`;

interface Place {
  workPackage: { id: string; phase: number; site: { id: string; externalId: string } };
  start: string;
  finish: string;
  costPence: number;
  optionId: string;
  crew: { id: string };
  vendor: { id: string };
  budget: { externalId: string };
}

describe('planning the sample estate anew', () => {
  let api: TestApi;
  let worker: TestWorker;
  let basePlanId: string;
  let base: Place[];
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    await loadSampleEstate(api);
    worker = await startWorker(api);
    const { createPlan } = await api.query(
      'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }',
      { input: { iterations: ITERATIONS } },
    );
    basePlanId = createPlan.id;
    await planFinished(api, basePlanId);
    base = (await read(basePlanId)).assignments.nodes;
    base.sort((a, b) => (a.start < b.start ? -1 : 1));
  });
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  const read = async (id: string) => (await api.query(PLAN, { id })).plan;
  const replan = async (input: Record<string, unknown>) => {
    const { replan: asked } = await api.query(
      'mutation ($input: ReplanInput!) { replan(input: $input) { id } }',
      { input: { planId: basePlanId, reason: 'the second quarter', iterations: ITERATIONS, ...input } },
    );
    await planFinished(api, asked.id);
    return { id: asked.id as string, ...(await read(asked.id)) };
  };
  const refusal = async (input: Record<string, unknown>) => {
    const [error] = await api.refuse('mutation ($input: ReplanInput!) { replan(input: $input) { id } }', {
      input: { planId: basePlanId, asOf: base[0]!.start, reason: 'why not', ...input },
    });
    return error?.extensions;
  };
  /** As the works say it. */
  const stand = ({ workPackage: { id } }: Place, standing: string, startedOn: string | null, cost?: number) =>
    api.dataSource.query(
      `INSERT INTO plan_standings (plan_id, number, standing, started_on, done_on, cost_pence)
       SELECT plan_id, number, ?, ?, NULL, ? FROM plan_work_packages WHERE plan_id = ? AND work_package_id = ?`,
      [standing, startedOn, cost ?? null, basePlanId, id],
    );
  const placeIn = (places: Place[], { workPackage: { id } }: Place) =>
    places.find(({ workPackage }) => workPackage.id === id);

  it('moves nothing where nothing has happened, unless the plan is better for it', async () => {
    const was = await read(basePlanId);
    const plan = await replan({ asOf: was.start });
    expect(plan.failure).toBeNull();
    expect(plan.replan.basePlan.id).toBe(basePlanId);
    const { nodes } = plan.replan.moves;
    const isSame = plan.phases[0].objective === was.phases[0].objective;
    if (isSame)
      expect(nodes.filter((one: { workPackage: { phase: number } }) => one.workPackage.phase === 1)).toEqual(
        [],
      );
    else expect(plan.phases[0].objective).toBeLessThan(was.phases[0].objective);
  });

  it('fixes what is done, under way or ordered, moves what is kept from its place, and says why', async () => {
    const [done, begun] = base as [Place, Place];
    const ordered = base.find(({ start }) => start > begun.finish)!;
    const later = base.filter(({ start }) => start > ordered.finish);
    const shut = later.find(({ workPackage }) => workPackage.phase === 2)!;
    await stand(done, 'DONE', done.start, done.costPence + 700);
    await stand(begun, 'UNDER_WAY', begun.start);
    await stand(ordered, 'ORDERED', null);
    await api.dataSource.query(
      `UPDATE assessments SET must_be_removed = 0 WHERE device_id IN
       (SELECT device_id FROM plan_work_package_devices d JOIN plan_work_packages w ON w.plan_id = d.plan_id AND w.number = d.number
         WHERE w.plan_id = ? AND w.work_package_id = ?)`,
      [basePlanId, done.workPackage.id],
    );
    await api.dataSource.query('INSERT INTO site_closures (site_id, from_date, to_date) VALUES (?, ?, ?)', [
      shut.workPackage.site.id,
      shut.start,
      shut.finish,
    ]);

    const plan = await replan({ asOf: begun.finish, frozenDays: 14 });
    expect(plan.failure).toBeNull();
    const now: Place[] = plan.assignments.nodes;
    expect(placeIn(now, done)).toBeUndefined();
    for (const fixed of [begun, ordered]) {
      const { budget: _, costPence: __, ...place } = fixed;
      expect(placeIn(now, fixed)).toMatchObject(place);
    }
    const { moves } = plan.replan;
    const move = moves.nodes.find(
      ({ workPackage }: { workPackage: { id: string } }) => workPackage.id === shut.workPackage.id,
    );
    expect(move.before.start).toBe(shut.start);
    expect(move.reasons.map(({ limit }: { limit: string }) => limit)).toContain('SITE_CLOSURES');
    const movedIds = base
      .filter((was) => was !== done)
      .filter((was) => {
        const is = placeIn(now, was);
        return is?.start !== was.start || is.optionId !== was.optionId || is.crew.id !== was.crew.id;
      })
      .map(({ workPackage }) => workPackage.id);
    expect(moves.nodes.map((one: { workPackage: { id: string } }) => one.workPackage.id).sort()).toEqual(
      movedIds.sort(),
    );
    for (const { reasons } of moves.nodes) expect(reasons.length).toBeGreaterThan(0);

    const { budgets } = await api.query('{ budgets { externalId pence } }');
    for (const { externalId, pence } of budgets as { externalId: string; pence: number }[]) {
      const planned = now
        .filter(({ budget }) => budget.externalId === externalId)
        .reduce((sum, { costPence }) => sum + costPence, 0);
      const used = done.budget.externalId === externalId ? done.costPence + 700 : 0;
      expect(planned + used).toBeLessThanOrEqual(pence);
    }
    expect((await read(basePlanId)).assignments.nodes.length).toBe(base.length);
  });

  it('fails and says how many cannot stay, where fewer may move', async () => {
    const plan = await replan({ asOf: base[2]!.start, mostMoved: 0 });
    expect(plan.status).toBe('FAILED');
    expect(plan.failure.code).toBe('PLAN_TOO_MANY_MOVES');
    expect(plan.failure.message).toMatch(/^[1-9]\d* work packages/);
  });

  it('is refused for what is not there, too early, not released, or of a scenario', async () => {
    expect((await refusal({ planId: '999999' }))?.code).toBe('NOT_FOUND');
    expect((await refusal({ asOf: '2020-01-01' }))?.code).toBe('BAD_INPUT');
    expect((await refusal({ release: ['nothing'] }))?.code).toBe('BAD_INPUT');
    expect((await refusal({ reason: '' }))?.code).toBe('BAD_INPUT');
    const { createScenario } = await api.query(
      'mutation ($input: CreateScenarioInput!) { createScenario(input: $input) { plan { id } } }',
      { input: { name: 'No money', basePlanId, changes: [{ budget: { percent: -50 } }] } },
    );
    await planFinished(api, createScenario.plan.id);
    expect((await refusal({ planId: createScenario.plan.id }))?.code).toBe('PLAN_NOT_REPLANNABLE');
  });
});
