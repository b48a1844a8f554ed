import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { countQueries } from './support/queries.js';

const SAVE_BODY = 'mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }';
const SAVE_BUDGET = `mutation ($input: BudgetInput!) {
  saveBudget(input: $input) { externalId organisation { externalId } fiscalYear from to pence }
}`;
const LIST = '{ budgets { externalId } }';

const budget = { externalId: 'ORG-1-2027', organisation: 'ORG-1', fiscalYear: 2027, pence: 125_000_000_000 };

describe('budgets', () => {
  let api: TestApi;
  let bodyId: string;
  beforeAll(async () => {
    api = await startApi();
    const body = { name: 'Ministry of Weather', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' };
    const saved = await api.query(SAVE_BODY, { input: { ...body, externalId: 'ORG-1' } });
    bodyId = saved.saveOrganisation.id;
    await api.query(SAVE_BODY, { input: { ...body, externalId: 'ORG-2' } });
  });
  afterAll(() => api.close());

  it('saves a budget with the dates of its fiscal year', async () => {
    const { saveBudget } = await api.query(SAVE_BUDGET, { input: budget });
    expect(saveBudget).toEqual({
      externalId: 'ORG-1-2027',
      organisation: { externalId: 'ORG-1' },
      fiscalYear: 2027,
      from: '2027-04-01',
      to: '2028-03-31',
      pence: 125_000_000_000,
    });
  });

  it('changes a budget by its external id', async () => {
    await api.query(SAVE_BUDGET, { input: { ...budget, pence: 0 } });
    expect(await api.query('{ budgets { externalId pence } }')).toEqual({
      budgets: [{ externalId: 'ORG-1-2027', pence: 0 }],
    });
  });

  it('refuses a second budget of a body for the same year, and a body that there is not', async () => {
    const [second] = await api.refuse(SAVE_BUDGET, { input: { ...budget, externalId: 'OTHER' } });
    expect(second?.extensions).toEqual({
      code: 'BAD_INPUT',
      fields: [
        {
          path: 'input.fiscalYear',
          message: '"ORG-1" has budget "ORG-1-2027" (CAPITAL, OWN) for 2027 already',
        },
      ],
    });
    const [unknown] = await api.refuse(SAVE_BUDGET, {
      input: { ...budget, externalId: 'OTHER', organisation: 'ORG-9' },
    });
    expect(unknown?.extensions.fields).toEqual([
      { path: 'input.organisation', message: 'there is no organisation "ORG-9"' },
    ]);
    expect(await api.query(LIST)).toEqual({ budgets: [{ externalId: 'ORG-1-2027' }] });
  });

  it('refuses a budget with every fault named', async () => {
    const [error] = await api.refuse(SAVE_BUDGET, {
      input: { externalId: '', organisation: 'ORG-1', fiscalYear: 27, pence: -1 },
    });
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual([
      'input.externalId',
      'input.fiscalYear',
      'input.pence',
    ]);
  });

  it('gives one of eight that race for the same year', async () => {
    const outcomes = await Promise.all(
      [...'ABCDEFGH'].map(async (externalId, pence) => {
        const input = { ...budget, externalId, pence, organisation: 'ORG-2' };
        const saved = await api.query(SAVE_BUDGET, { input }).catch((error: Error) => error.message);
        return typeof saved === 'string' ? saved : { externalId, pence };
      }),
    );
    const winners = outcomes.filter((outcome) => typeof outcome !== 'string');
    const refusals = outcomes.filter((outcome) => typeof outcome === 'string');
    expect(winners).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toContain('"code":"BAD_INPUT"');
    const { budgets } = await api.query<{ budgets: unknown[] }>('{ budgets { externalId pence } }');
    expect(budgets).toEqual([...winners, { externalId: 'ORG-1-2027', pence: 0 }]);
  });

  it('lists the budgets of one body, and refuses an id that this API did not give', async () => {
    const read = 'query ($id: ID) { budgets(organisationId: $id) { externalId } }';
    expect(await api.query(read, { id: bodyId })).toEqual({ budgets: [{ externalId: 'ORG-1-2027' }] });
    const [error] = await api.refuse(read, { id: 'ORG-1' });
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['organisationId']);
  });

  it('reads the budgets of all bodies at once, by year', async () => {
    await api.query(SAVE_BUDGET, { input: { ...budget, externalId: 'EARLIER', fiscalYear: 2026 } });
    const read =
      '{ organisations { nodes { externalId budgets { fiscalYear organisation { externalId } } } } }';
    const { organisations } = await api.query(read);
    expect(organisations.nodes).toEqual([
      {
        externalId: 'ORG-1',
        budgets: [2026, 2027].map((fiscalYear) => ({
          fiscalYear,
          organisation: { externalId: 'ORG-1' },
        })),
      },
      { externalId: 'ORG-2', budgets: [{ fiscalYear: 2027, organisation: { externalId: 'ORG-2' } }] },
    ]);
    expect(await countQueries(api, () => api.query(read))).toBe(2);
  });

  it('keeps a budget to which a plan is charged, and lets the others go', async () => {
    await chargeByPlan(api, 'ORG-1-2027');
    const remove = 'mutation ($id: String!) { removeBudget(externalId: $id) { removed } }';
    const [error] = await api.refuse(remove, { id: 'ORG-1-2027' });
    expect(error?.extensions).toEqual({
      code: 'IN_USE',
      fields: [{ path: 'externalId', message: 'in use by a plan' }],
    });
    expect(await api.query(remove, { id: 'EARLIER' })).toEqual({ removeBudget: { removed: true } });
    expect(await api.query(remove, { id: 'EARLIER' })).toEqual({ removeBudget: { removed: false } });
  });
});

/** A finished plan with one package that the budget pays for; planning it for real takes a whole estate. */
async function chargeByPlan(api: TestApi, budgetExternalId: string): Promise<void> {
  const site = {
    externalId: 'S',
    organisation: 'ORG-1',
    name: 'S',
    nation: 'ENG',
    region: 'R',
    sensitive: false,
  };
  await api.query('mutation ($input: SiteInput!) { saveSite(input: $input) { id } }', { input: site });
  await api.query('mutation { saveVendor(input: { externalId: "V", name: "V" }) { id } }');
  await api.query(`mutation { saveCrew(input: { externalId: "C", name: "C", nation: ENG, regions: ["R"],
    clearance: NONE, minutesPerDay: 450, dayRatePence: 1 }) { id } }`);
  const statements = [
    `INSERT INTO plans (status, start_date, end_date, rule, pence_for_risk_day, seed, requested_at, heartbeat_at)
     VALUES ('COMPLETED', '2027-01-04', '2030-03-31', 'STRICT_PHASES', 1, 1, NOW(), NOW())`,
    `INSERT INTO plan_work_packages (plan_id, number, work_package_id, site_id, phase, risk, device_count)
     SELECT p.id, 0, 'S/1', s.id, 2, 1, 1 FROM plans p, sites s`,
    `INSERT INTO plan_assignments
       (plan_id, number, option_id, vendor_id, crew_id, start_date, finish_date, cost_pence, budget_id, units)
     SELECT p.id, 0, 'V', v.id, c.id, '2027-05-04', '2027-05-04', 1, b.id, 1
       FROM plans p, vendors v, crews c, budgets b WHERE b.external_id = '${budgetExternalId}'`,
  ];
  for (const statement of statements) await api.dataSource.query(statement);
}
