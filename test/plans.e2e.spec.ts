import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { planFinished } from './support/plans.js';
import { loadSampleEstate } from './support/sample-estate.js';
import { dumpQueue, emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';

const CREATE = 'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id status } }';
const ITERATIONS = 200;

interface Counted {
  phase: number;
  siteCount: number;
  deviceCount: number;
  costPence: number;
  firstStart: string;
  lastFinish: string;
}

interface Paged {
  assignments: {
    totalCount: number;
    nodes: { workPackage: { id: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

describe('a plan of the sample estate', () => {
  let api: TestApi;
  let worker: TestWorker;
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    await loadSampleEstate(api);
    worker = await startWorker(api);
  });
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  const finished = (id: string) => planFinished(api, id);
  const completed = async (id: string) => {
    expect(await finished(id)).toEqual({ status: 'COMPLETED', failure: null });
  };
  const create = async (input: Record<string, unknown> = {}): Promise<string> => {
    const { createPlan } = await api.query(CREATE, { input: { iterations: ITERATIONS, ...input } });
    return createPlan.id;
  };

  it('is computed by a worker and puts every sensitive site before every other', async () => {
    const id = await create();
    await completed(id);
    const { plan } = await api.query(
      `query ($id: ID!) { plan(id: $id) {
        phases { phase workPackageCount siteCount deviceCount costPence firstStart lastFinish gap lowerBound objective }
        quarters { phase quarter siteCount deviceCount costPence firstStart lastFinish }
      } }`,
      { id },
    );
    const [sensitive, others] = plan.phases;
    expect(sensitive.siteCount).toBeGreaterThan(5);
    expect(others.siteCount).toBeGreaterThan(sensitive.siteCount);
    expect(others.firstStart > sensitive.lastFinish).toBe(true);
    for (const phase of plan.phases) {
      expect(phase.lowerBound).toBeLessThanOrEqual(phase.objective);
      expect(phase.gap).toBeGreaterThanOrEqual(0);
      const quarters = (plan.quarters as Counted[]).filter((quarter) => quarter.phase === phase.phase);
      expect(quarters.reduce((sum, quarter) => sum + quarter.costPence, 0)).toBe(phase.costPence);
      expect(quarters[0]?.firstStart).toBe(phase.firstStart);
    }
  });

  it('says of every work package when, by whom, with what and from which money, or why not', async () => {
    const id = await create();
    await completed(id);
    const { plan } = await api.query(
      `query ($id: ID!) { plan(id: $id) {
        phases { workPackageCount costPence }
        assignments(first: 200) { totalCount nodes {
          start finish costPence vendor { externalId } crew { externalId regions clearance } budget { from to }
          workPackage { id phase deviceCount devices { externalId } site { externalId region clearance organisation { externalId } } }
        } }
        awaiting { on workPackage { phase deviceCount } }
        unscheduled { reason detail workPackage { id risk } }
      } }`,
      { id },
    );
    const { nodes, totalCount } = plan.assignments;
    expect(nodes).toHaveLength(totalCount);
    const total = totalCount + plan.awaiting.length + plan.unscheduled.length;
    expect(total).toBe(
      plan.phases.reduce(
        (sum: number, phase: { workPackageCount: number }) => sum + phase.workPackageCount,
        0,
      ),
    );
    for (const { workPackage, crew, budget, finish } of nodes) {
      expect(workPackage.devices).toHaveLength(workPackage.deviceCount);
      expect(crew.regions).toContain(workPackage.site.region);
      expect(budget.from <= finish && finish <= budget.to).toBe(true);
    }
    for (const { reason, detail } of plan.unscheduled) {
      expect(reason).toMatch(/^[A-Z_]+$/);
      expect(detail.length).toBeGreaterThan(10);
    }
  });

  it('pages through assignments without losing or repeating one', async () => {
    const id = await create();
    await completed(id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { plan }: { plan: Paged } = await api.query(
        `query ($id: ID!, $after: String) { plan(id: $id) { assignments(first: 7, after: $after) {
          totalCount nodes { workPackage { id } } pageInfo { hasNextPage endCursor } } } }`,
        { id, after },
      );
      seen.push(...plan.assignments.nodes.map((node) => node.workPackage.id));
      after = plan.assignments.pageInfo.hasNextPage ? plan.assignments.pageInfo.endCursor : null;
      expect(plan.assignments.totalCount).toBeGreaterThan(50);
      if (!after) expect(seen).toHaveLength(plan.assignments.totalCount);
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is the same for the same seed', async () => {
    const read = async (id: string) => {
      await completed(id);
      const { plan } = await api.query(
        'query ($id: ID!) { plan(id: $id) { assignments(first: 200) { nodes { start finish optionId crew { externalId } } } } }',
        { id },
      );
      return plan;
    };
    expect(await read(await create({ seed: 7 }))).toEqual(await read(await create({ seed: 7 })));
  });

  it('can be made for one body alone', async () => {
    const { organisations } = await api.query('{ organisations(first: 1) { nodes { id externalId } } }');
    const [body] = organisations.nodes;
    const id = await create({ organisationId: body.id });
    await completed(id);
    const { plan } = await api.query(
      `query ($id: ID!) { plan(id: $id) { organisation { externalId }
        assignments(first: 200) { nodes { workPackage { site { organisation { externalId } } } } } } }`,
      { id },
    );
    expect(plan.organisation).toEqual({ externalId: body.externalId });
    expect(plan.assignments.nodes.length).toBeGreaterThan(0);
    for (const { workPackage } of plan.assignments.nodes) {
      expect(workPackage.site.organisation).toEqual({ externalId: body.externalId });
    }
  });

  it('can say why then, why not, and what more of a resource would be worth', async () => {
    const id = await create();
    await completed(id);
    const { plan } = await api.query(
      `query ($id: ID!) { plan(id: $id) {
        assignments(first: 1) { nodes { start workPackage { id } } }
        unscheduled { reason workPackage { id } }
        worthOfMore { phase resource subject worthPence }
        document(kind: CERTIFICATE) { handling madeFor text }
      } }`,
      { id },
    );
    const explain = async (workPackageId: string) => {
      const read = `query ($id: ID!, $of: ID!) { plan(id: $id) { explanation(workPackageId: $of) {
        earlierStart { start obstacles { limit detail } }
        relaxations { kind subject amount start finish }
        deadlineConflict { isMeetable limits }
      } } }`;
      return (await api.query(read, { id, of: workPackageId })).plan.explanation;
    };
    const [assigned] = plan.assignments.nodes;
    const { earlierStart } = await explain(assigned.workPackage.id);
    expect(earlierStart.obstacles.length).toBeGreaterThan(0);
    expect(earlierStart.start === null || earlierStart.start < assigned.start).toBe(true);
    const poor = plan.unscheduled.find(({ reason }: { reason: string }) => reason === 'BUDGET_EXHAUSTED');
    const { relaxations } = await explain(poor.workPackage.id);
    expect(relaxations).toContainEqual(expect.objectContaining({ kind: 'MORE_BUDGET' }));
    expect(JSON.parse(plan.document.text).phases).toHaveLength(2);
    expect(plan.document).toMatchObject({ handling: 'OFFICIAL-SENSITIVE', madeFor: 'team' });
    const { auditEntries } = await api.query(
      'query ($id: String!) { auditEntries(filter: { action: "export", subjectId: $id }) { nodes { caller after } } }',
      { id },
    );
    expect(auditEntries.nodes).toEqual([
      { caller: 'team', after: expect.stringMatching(/"rows":[1-9]\d*,"what":"certificate document"/) },
    ]);
    expect(plan.worthOfMore.length).toBeGreaterThan(0);
    const [error] = await api.refuse(
      'query ($id: ID!) { plan(id: $id) { explanation(workPackageId: "?") { workPackageId } } }',
      { id },
    );
    expect(error?.extensions.code).toBe('NOT_FOUND');
  });

  it('holds its devices in the register until it is removed', async () => {
    const id = await create();
    await completed(id);
    const { plan } = await api.query(
      'query ($id: ID!) { plan(id: $id) { assignments(first: 50) { nodes { workPackage { devices { externalId recorder { id } } } } } } }',
      { id },
    );
    const devices = plan.assignments.nodes.flatMap(
      ({ workPackage }: { workPackage: { devices: unknown[] } }) => workPackage.devices,
    );
    const leaf = devices.find(({ recorder }: { recorder: unknown }) => recorder !== null);
    const remove = 'mutation ($id: String!) { removeDevice(externalId: $id) { removed } }';
    const [error] = await api.refuse(remove, { id: leaf.externalId });
    expect(error?.extensions.code).toBe('IN_USE');
    const { plans } = await api.query('{ plans { nodes { id } } }');
    for (const each of plans.nodes) {
      const taken = await api.query('mutation ($id: ID!) { removePlan(id: $id) { removed } }', {
        id: each.id,
      });
      expect(taken).toEqual({ removePlan: { removed: true } });
    }
    expect(await api.query(remove, { id: leaf.externalId })).toEqual({ removeDevice: { removed: true } });
    expect(await api.query('query ($id: ID!) { plan(id: $id) { id } }', { id })).toEqual({ plan: null });
  });

  it('fails with what to do where no vendor replaces a kind of device', async () => {
    const { products } = await api.query(
      '{ products(replaces: RECORDER) { externalId name pricePence fittingMinutes leadDays replaces vendor { externalId } } }',
    );
    const save = 'mutation ($input: ProductInput!) { saveProduct(input: $input) { externalId } }';
    const inputs = products.map(({ vendor, ...product }: { vendor: { externalId: string } }) => ({
      ...product,
      vendor: vendor.externalId,
    }));
    for (const input of inputs) await api.query(save, { input: { ...input, replaces: ['INTERCOM'] } });
    try {
      const plan = await finished(await create());
      expect(plan.status).toBe('FAILED');
      expect(plan.failure?.code).toBe('PLAN_NO_PRODUCT');
      expect(plan.failure?.message).toContain('RECORDER');
    } finally {
      for (const input of inputs) await api.query(save, { input });
    }
  });

  it('is refused, with the fields at fault, for terms that cannot be', async () => {
    const [error] = await api.refuse(CREATE, { input: { start: '2028-01-01', end: '2027-01-01', seed: -1 } });
    expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'input.end' }] });
    const [unknown] = await api.refuse(CREATE, { input: { organisationId: '4000000000' } });
    expect(unknown?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ path: 'input.organisationId' }],
    });
  });

  it('leaves no detail of a site in the log or the queue, whatever breaks', async () => {
    await api.asOwner('RENAME TABLE plan_work_packages TO plan_work_packages_gone');
    try {
      const id = await create();
      await until(() => Promise.resolve(worker.log().includes('a job failed') || undefined));
      await api.dataSource.query('DELETE FROM plans WHERE id = ?', [id]);
    } finally {
      await api.asOwner('RENAME TABLE plan_work_packages_gone TO plan_work_packages');
    }
    const written = worker.log() + (await dumpQueue());
    expect(written).toContain('plan.compute');
    const sensitive = await api.query(
      '{ sites(first: 200, filter: { sensitive: true }) { nodes { externalId } } }',
    );
    for (const { externalId } of sensitive.sites.nodes) await api.know(externalId);
    const { sites } = await api.query('{ sites(first: 200) { nodes { externalId name postcode } } }');
    for (const { externalId, name, postcode } of sites.nodes) {
      expect(written).not.toContain(name);
      expect(written).not.toContain(externalId);
      if (postcode) expect(written).not.toContain(postcode);
    }
  });
});

describe('a plan without terms', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('is refused until there are defaults, and nothing is stored', async () => {
    const [error] = await api.refuse(CREATE, { input: { start: '2027-01-04' } });
    expect(error?.extensions).toMatchObject({
      code: 'PLAN_NO_TERMS',
      fields: [{ path: 'input.end' }, { path: 'input.rule' }, { path: 'input.penceForRiskDay' }],
    });
    expect(await api.query('{ plans { totalCount } }')).toEqual({ plans: { totalCount: 0 } });
    const terms = { start: '2027-01-04', end: '2029-03-31', rule: 'STRICT_PHASES', penceForRiskDay: 1_200 };
    await api.query(
      'mutation ($input: PlanningDefaultsInput!) { savePlanningDefaults(input: $input) { start } }',
      {
        input: terms,
      },
    );
    const { createPlan } = await api.query(CREATE, { input: {} });
    expect(createPlan.status).toBe('QUEUED');
  });
});
