import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { planFinished } from './support/plans.js';
import { loadSampleEstate } from './support/sample-estate.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

const ITERATIONS = 200;
const CREATE =
  'mutation ($input: CreateScenarioInput!) { createScenario(input: $input) { id plan { id status } } }';
const COMPARE = `query ($id: ID!) { scenario(id: $id) {
  name
  changes { budget { fiscalYear percent addPence } addCrews { count } excludeVendor { vendorId } reclassifySite { siteId sensitive } }
  basePlan { id phases { phase lastFinish exposure costPence siteCount } years { fiscalYear costPence workPackageCount } }
  plan { id scenario { id } rule failure { code message } phases { phase lastFinish exposure lateRisk costPence gap siteCount } years { fiscalYear costPence } unscheduled { reason } }
  difference(first: 200) { totalCount nodes { kinds movedDays workPackage { id phase } before { start vendor { id } crew { id } } after { start vendor { id } crew { id } } } }
} }`;

interface Node {
  kinds: string[];
  movedDays: number | null;
  workPackage: { id: string; phase: number };
  before: { start: string; vendor: { id: string }; crew: { id: string } } | null;
  after: { start: string; vendor: { id: string }; crew: { id: string } } | null;
}

describe('scenarios of the sample estate', () => {
  let api: TestApi;
  let worker: TestWorker;
  let basePlanId: string;
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
    await finished(basePlanId);
  });
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  const finished = (id: string) => planFinished(api, id);
  const ask = async (input: Record<string, unknown>) => {
    const { createScenario } = await api.query(CREATE, { input: { name: 'What if', basePlanId, ...input } });
    await finished(createScenario.plan.id);
    const { scenario } = await api.query(COMPARE, { id: createScenario.id });
    return { ...scenario, id: createScenario.id as string, nodes: scenario.difference.nodes as Node[] };
  };
  const refusal = async (input: Record<string, unknown>) => {
    const [error] = await api.refuse(CREATE, { input: { name: 'What if', basePlanId, ...input } });
    return error?.extensions;
  };
  const rowsOfTheEstate = async () => {
    const tables = [
      'budgets',
      'crews',
      'vendors',
      'site_closures',
      'holidays',
      'sites',
      'devices',
      'assessments',
    ];
    return JSON.stringify(await api.dataSource.query(`CHECKSUM TABLE ${tables.join(', ')}`));
  };

  it('plan an estate with half the money, say what that does, and leave the estate as it is', async () => {
    const before = await rowsOfTheEstate();
    const half = await ask({ name: 'Half the money', changes: [{ budget: { percent: -50 } }] });
    expect(await rowsOfTheEstate()).toBe(before);

    expect(half.changes).toEqual([
      {
        budget: { fiscalYear: null, percent: -50, addPence: null },
        addCrews: null,
        excludeVendor: null,
        reclassifySite: null,
      },
    ]);
    expect(half.plan.scenario.id).toBe(half.id);
    expect(half.plan.failure).toBeNull();
    const cost = (years: { costPence: number }[]) => years.reduce((sum, year) => sum + year.costPence, 0);
    const ofPhases = (phases: { costPence: number }[]) => cost(phases);
    expect(cost(half.basePlan.years)).toBe(ofPhases(half.basePlan.phases));
    expect(cost(half.plan.years)).toBe(ofPhases(half.plan.phases));
    const { budgets } = await api.query('{ budgets { fiscalYear pence } }');
    for (const { fiscalYear, costPence } of half.plan.years) {
      const allowed = (budgets as { fiscalYear: number; pence: number }[])
        .filter((budget) => budget.fiscalYear === fiscalYear)
        .reduce((sum, { pence }) => sum + Math.round(pence / 2), 0);
      expect(costPence).toBeLessThanOrEqual(allowed);
    }
    const exposure = (phases: { exposure: number }[]) =>
      phases.reduce((sum, phase) => sum + phase.exposure, 0);
    expect(exposure(half.plan.phases)).toBeGreaterThan(exposure(half.basePlan.phases));
  });

  it('say of each package that differs how it does, and of no other', async () => {
    const { vendors } = await api.query('{ vendors { id } }');
    const [vendor] = vendors;
    const without = await ask({
      name: 'One vendor fewer',
      changes: [{ excludeVendor: { vendorId: vendor.id } }],
    });
    expect(without.difference.totalCount).toBe(without.nodes.length);
    expect(without.nodes.length).toBeGreaterThan(0);
    for (const { kinds, before, after, movedDays } of without.nodes) {
      expect(kinds.length).toBeGreaterThan(0);
      expect(after?.vendor.id).not.toBe(vendor.id);
      expect(kinds.includes('ADDED')).toBe(before === null);
      expect(kinds.includes('DROPPED')).toBe(after === null);
      if (!before || !after) continue;
      expect(kinds.includes('OTHER_VENDOR')).toBe(before.vendor.id !== after.vendor.id);
      expect(kinds.includes('OTHER_CREW')).toBe(before.crew.id !== after.crew.id);
      const days = (Date.parse(after.start) - Date.parse(before.start)) / 86_400_000;
      expect(movedDays).toBe(days);
      if (days !== 0) expect(kinds).toContain('MOVED');
    }
    // All of them, page by page and kind by kind.
    const filtered = await api.query(
      `query ($id: ID!) { scenario(id: $id) {
        vendor: difference(filter: { kinds: [OTHER_VENDOR], phase: 2 }) { totalCount nodes { kinds workPackage { phase } } }
        page: difference(first: 1) { nodes { workPackage { id } } pageInfo { hasNextPage endCursor } }
      } }`,
      { id: without.id },
    );
    const expected = (without.nodes as Node[]).filter(
      ({ kinds, workPackage }) => kinds.includes('OTHER_VENDOR') && workPackage.phase === 2,
    );
    expect(filtered.scenario.vendor.totalCount).toBe(expected.length);
    expect(filtered.scenario.page.nodes).toEqual([{ workPackage: { id: without.nodes[0]?.workPackage.id } }]);
  });

  it('differ in nothing where nothing is otherwise that matters', async () => {
    const same = await ask({
      name: 'A holiday long after',
      changes: [{ addHoliday: { date: '2099-01-01', nation: 'SCT' } }],
    });
    expect(same.difference).toEqual({ totalCount: 0, nodes: [] });
    expect(same.plan.phases.map((phase: { exposure: number }) => phase.exposure)).toEqual(
      same.basePlan.phases.map((phase: { exposure: number }) => phase.exposure),
    );
  });

  it('are planned beside each other: more crews, a reclassified site, other terms', async () => {
    const { crews } = await api.query('{ crews { id } }');
    const { sites } = await api.query(
      '{ sites(first: 200, filter: { sensitive: false }) { nodes { id externalId } } }',
    );
    const { plan } = await api.query(
      'query ($id: ID!) { plan(id: $id) { assignments(first: 200, filter: { phase: 2 }) { nodes { workPackage { site { id } } } } } }',
      { id: basePlanId },
    );
    const planned = new Set(
      plan.assignments.nodes.map(
        (node: { workPackage: { site: { id: string } } }) => node.workPackage.site.id,
      ),
    );
    const site = sites.nodes.find(({ id }: { id: string }) => planned.has(id));
    const [more, reclassified, filled] = await Promise.all([
      ask({ changes: [{ addCrews: { likeCrewId: crews[0].id, count: 3 } }] }),
      ask({ changes: [{ reclassifySite: { siteId: site.id, sensitive: true, clearance: 'SC' } }] }),
      ask({ rule: 'FILL_IDLE_CAPACITY' }),
    ]);
    expect(more.plan.failure).toBeNull();
    expect(reclassified.plan.phases[0].siteCount).toBe(reclassified.basePlan.phases[0].siteCount + 1);
    expect(filled.plan.rule).toBe('FILL_IDLE_CAPACITY');
    const list = await api.query(
      'query ($basePlanId: ID) { scenarios(basePlanId: $basePlanId) { totalCount } all: scenarios { totalCount } }',
      { basePlanId },
    );
    expect(list.scenarios.totalCount).toBe(list.all.totalCount);
    expect(list.all.totalCount).toBeGreaterThanOrEqual(3);
  });

  it('are refused with every fault, and then nothing is stored', async () => {
    const count = async () =>
      (await api.query('{ scenarios { totalCount } plans { totalCount } }')) as unknown;
    const before = await count();
    expect(await refusal({ changes: [] })).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'input.changes' }],
    });
    expect(
      await refusal({ changes: [{ budget: { percent: 1, addPence: 1 } }, { budget: { percent: -101 } }] }),
    ).toMatchObject({
      fields: [{ path: 'input.changes[0].budget.addPence' }, { path: 'input.changes[1].budget.percent' }],
    });
    expect(
      await refusal({ changes: [{ removeCrew: { crewId: '1' }, excludeVendor: { vendorId: '1' } }] }),
    ).toMatchObject({ fields: [{ path: 'input.changes[0]' }] });
    expect(
      await refusal({
        changes: [
          { removeCrew: { crewId: '4000000000' } },
          { excludeVendor: { vendorId: '4000000000' } },
          { addClosure: { siteId: '4000000000', from: '2027-01-01', to: '2027-01-02' } },
          { budget: { organisationId: '4000000000', percent: 5 } },
        ],
      }),
    ).toMatchObject({
      fields: [
        { path: 'input.changes[0].removeCrew.crewId' },
        { path: 'input.changes[1].excludeVendor.vendorId' },
        { path: 'input.changes[2].addClosure.siteId' },
        { path: 'input.changes[3].budget.organisationId' },
      ],
    });
    expect(await refusal({ basePlanId: '4000000000', rule: 'STRICT_PHASES' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusal({ end: '2020-01-01' })).toMatchObject({ code: 'BAD_INPUT' });
    expect(await count()).toEqual(before);
  });

  it('are seen by those alone who see their plan', async () => {
    await api.grant('body-manager', ['ESTATES_MANAGER'], 'DRC');
    const { organisations } = await api.query('{ organisations { nodes { id externalId } } }');
    const idOf = (body: string) =>
      organisations.nodes.find(({ externalId }: { externalId: string }) => externalId === body).id as string;
    const { createPlan: own } = await api.query(
      'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }',
      { input: { iterations: ITERATIONS, organisationId: idOf('DRC') } },
      'body-manager',
    );
    const asManager = { name: 'Ours', rule: 'FILL_IDLE_CAPACITY' };
    const { createScenario } = await api.query(
      CREATE,
      { input: { ...asManager, basePlanId: own.id } },
      'body-manager',
    );
    const list = await api.query('{ scenarios { totalCount nodes { id } } }', {}, 'body-manager');
    expect(list.scenarios).toEqual({ totalCount: 1, nodes: [{ id: createScenario.id }] });
    for (const refused of [
      { ...asManager, basePlanId },
      {
        ...asManager,
        basePlanId: own.id,
        changes: [{ budget: { organisationId: idOf('GLP'), percent: 5 } }],
      },
    ]) {
      const [error] = await api.refuse(CREATE, { input: refused }, 'body-manager');
      expect(['NOT_FOUND', 'BAD_INPUT']).toContain(error?.extensions?.['code']);
    }
    await finished(createScenario.plan.id);
  });

  it('hold their base plan, go with their own, and are recorded', async () => {
    const made = await ask({ name: 'To be removed', rule: 'STRICT_PHASES' });
    const [inUse] = await api.refuse('mutation ($id: ID!) { removePlan(id: $id) { removed } }', {
      id: basePlanId,
    });
    expect(inUse?.extensions?.['code']).toBe('IN_USE');
    const [own] = await api.refuse('mutation ($id: ID!) { removePlan(id: $id) { removed } }', {
      id: made.plan.id,
    });
    expect(own?.message).toContain('removeScenario');
    expect(await refusal({ basePlanId: made.plan.id, rule: 'FILL_IDLE_CAPACITY' })).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'input.basePlanId' }],
    });
    const { plans } = await api.query('{ plans(first: 200) { nodes { id scenario { id } } } }');
    expect(plans.nodes).toContainEqual({ id: basePlanId, scenario: null });
    expect(plans.nodes.every(({ scenario }: { scenario: unknown }) => scenario === null)).toBe(true);
    const remove = 'mutation ($id: ID!) { removeScenario(id: $id) { removed } }';
    expect(await api.query(remove, { id: made.id })).toEqual({ removeScenario: { removed: true } });
    expect(await api.query(remove, { id: made.id })).toEqual({ removeScenario: { removed: false } });
    const gone = await api.query(
      'query ($id: ID!, $plan: ID!) { scenario(id: $id) { id } plan(id: $plan) { id } }',
      {
        id: made.id,
        plan: made.plan.id,
      },
    );
    expect(gone).toEqual({ scenario: null, plan: null });
    const { auditEntries } = await api.query(
      `query ($id: String!) { auditEntries(first: 200, filter: { subjectType: "Scenario", subjectId: $id }) { nodes { action before after } } }`,
      { id: made.id },
    );
    expect(auditEntries.nodes.map(({ action }: { action: string }) => action).sort()).toEqual([
      'createScenario',
      'removeScenario',
    ]);
  });
});
