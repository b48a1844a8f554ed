import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actAs, systemCaller } from '../src/access/caller.js';
import { Plan } from '../src/plans/plan.entity.js';
import { DEAREST } from '../src/plans/problem/offers.js';
import { PlanProblems } from '../src/plans/problem/plan-problems.service.js';
import { startApi, type TestApi } from './support/api.js';
import { makeYard, makeYardSite } from './support/works.js';

const CREATE = 'mutation ($input: CreateScenarioInput!) { createScenario(input: $input) { plan { id } } }';

/** What a directive asks for sooner at sensitive sites, and at others of what hangs on a core network alone. */
const demand = (siteClass: string, deadline: string, onlyNetwork: string | null) => ({
  ...{
    ruleId: siteClass,
    siteClass,
    action: 'REMOVE_AND_REPLACE',
    strength: 'MANDATORY',
    deadline,
    onlyNetwork,
  },
});

describe('a site that a scenario reclassifies', () => {
  let api: TestApi;
  let basePlanId: string;
  const sites: Record<string, string> = {};
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    await api.query('mutation ($input: DirectiveInput!) { saveDirective(input: $input) { id } }', {
      input: {
        ...{ key: 'dir', version: 2, title: 'Another', issuedBy: 'A ministry', source: 'A statement' },
        ...{ effectiveFrom: '2023-01-01', obligations: [] },
        coverage: [
          { ruleId: 'C', law: 'A law', state: 'CN', through: 'OWNERSHIP', manufacturers: ['Hikvision'] },
        ],
        demands: [demand('SENSITIVE', '2027-03-31', null), demand('NON_SENSITIVE', '2028-12-31', 'CORE')],
      },
    });
    const SAVE = 'mutation ($input: VendorInput!) { saveVendor(input: $input) { id } }';
    await api.query(SAVE, { input: { externalId: 'VEN', name: 'A vendor' } });
    await api.query('mutation ($input: ProductInput!) { saveProduct(input: $input) { id } }', {
      input: {
        ...{ externalId: 'P', vendor: 'VEN', name: 'All in one', replaces: ['RECORDER', 'CAMERA'] },
        ...{ pricePence: 10_000, fittingMinutes: 60, leadDays: 0 },
      },
    });
    await makeYardSite(api, 'QUIET');
    const secret = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
    await makeYardSite(api, 'SECRET', secret);
    for (const site of ['QUIET', 'SECRET']) {
      const device = { site, kind: 'CAMERA', manufacturer: 'Hikvision', recorder: `${site}-REC` };
      await api.query('mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }', {
        input: { ...device, externalId: `${site}-ALONE`, network: 'STANDALONE' },
      });
      sites[site] = (
        await api.query('query ($id: String) { site(externalId: $id) { id } }', { id: site })
      ).site.id;
    }
    const terms = { start: '2026-01-05', end: '2029-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 };
    const { createPlan } = await api.query(
      'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }',
      { input: terms },
    );
    basePlanId = createPlan.id;
  });
  afterAll(() => api.close());

  /** Site, phase, deadline and number of devices of each package of a plan's problem. */
  const packagesOf = async (planId: string) => {
    const { at } = await actAs(systemCaller('test'), async () =>
      api.app
        .get(PlanProblems)
        .sourceOf(await api.app.get(DataSource).manager.findOneByOrFail(Plan, { id: Number(planId) })),
    );
    return at(DEAREST).packages.map(({ id, site, deadline, deviceIds }) => [
      ...[id, site.sensitive ? 1 : 2, deadline, deviceIds.length],
    ]);
  };
  const reclassified = async (site: string, sensitive: boolean, more: object[] = []) => {
    const changes = [...more, { reclassifySite: { siteId: sites[site], sensitive } }];
    const input = { name: `${site} ${sensitive} ${more.length}`, basePlanId, changes };
    return packagesOf((await api.query(CREATE, { input })).createScenario.plan.id);
  };

  it('has the devices and the deadline that directives demand of a site of its class', async () => {
    const quiet = ['QUIET/QUIET-REC', 2, '2028-12-31', 3];
    const secret = ['SECRET/SECRET-REC', 1, '2027-03-31', 4];
    expect(await packagesOf(basePlanId)).toEqual([quiet, secret]);
    expect(await reclassified('QUIET', true)).toEqual([['QUIET/QUIET-REC', 1, '2027-03-31', 4], secret]);
    expect(await reclassified('SECRET', false)).toEqual([quiet, ['SECRET/SECRET-REC', 2, '2028-12-31', 3]]);
  });

  it('has the deadline that the scenario moves, in whichever order', async () => {
    const later = [{ deadline: { from: '2027-03-31', to: '2027-09-30' } }];
    const [quiet] = await reclassified('QUIET', true, later);
    expect(quiet).toEqual(['QUIET/QUIET-REC', 1, '2027-09-30', 4]);
  });

  it('stays as it is in the register and in its assessments', async () => {
    const { site } = await api.query('{ site(externalId: "QUIET") { sensitive version } }');
    expect(site).toEqual({ sensitive: false, version: 1 });
    const { assessments } = await api.query(
      'query ($filter: AssessmentFilter) { assessments(filter: $filter) { nodes { siteClass demands { deadline } } } }',
      { filter: { siteId: sites['QUIET'] } },
    );
    const classes = assessments.nodes.map(({ siteClass }: { siteClass: string }) => siteClass);
    expect(new Set(classes)).toEqual(new Set(['NON_SENSITIVE']));
  });
});
