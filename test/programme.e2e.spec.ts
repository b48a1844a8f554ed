import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';

const LOAD = `mutation ($yaml: String!) {
  loadProgramme(yaml: $yaml) { organisations manufacturers directives vendors products crews holidays budgets }
}`;

const programme = `
organisations:
  - { externalId: DPT, name: A department, kind: CENTRAL_DEPARTMENT, nation: ENG }
directives:
  - key: CCTV
    version: 1
    title: Surveillance
    issuedBy: A minister
    source: A statement
    effectiveFrom: 2022-11-24
    coverage:
      - { ruleId: OWN, law: A law, state: CN, through: OWNERSHIP, manufacturers: [Hikvision] }
    demands:
      - { ruleId: OUT, siteClass: SENSITIVE, action: REMOVE_AND_REPLACE, strength: ADVISED }
    obligations: []
vendors:
  - { externalId: V1, name: A vendor, supply: [{ month: 2027-01, units: 40 }] }
products:
  - { externalId: P1, vendor: V1, name: Dome, replaces: [CAMERA], pricePence: 25000, fittingMinutes: 90, leadDays: 30 }
crews:
  - externalId: C1
    name: A crew
    nation: ENG
    regions: [London]
    clearance: SC
    minutesPerDay: 450
    dayRatePence: 90000
    leave: [{ from: 2027-08-02, to: 2027-08-13 }]
holidays:
  - { date: 2027-12-27, nation: ENG, name: Boxing Day }
budgets:
  - { externalId: DPT-2027, organisation: DPT, fiscalYear: 2027, pence: 10000000 }
planning: { start: 2027-01-04, end: 2030-03-31, rule: STRICT_PHASES, penceForRiskDay: 100 }
`;

const counts = {
  organisations: 1,
  manufacturers: 0,
  directives: 1,
  vendors: 1,
  products: 1,
  crews: 1,
  holidays: 1,
  budgets: 1,
};

/** All that a programme file may change, row ids included. */
const EVERYTHING = `{
  organisations { nodes { id externalId name } }
  directives { id key version title coverage { manufacturers } }
  vendors { id externalId name supply { month units } }
  products { id externalId pricePence replaces vendor { externalId } }
  crews { id externalId regions leave { from to } }
  holidays { date nation name }
  budgets { id externalId organisation { externalId } fiscalYear pence }
  planningDefaults { start end rule penceForRiskDay }
  manufacturers { id name brands { name } models { name } }
}`;

describe('the programme file', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const load = (yaml: string) => api.query(LOAD, { yaml });
  const everything = () => api.query<Record<string, unknown[]>>(EVERYTHING);

  it('loads nothing of a file with faults, and tells each with its path and line', async () => {
    const before = await everything();
    const yaml = programme
      .replace('vendor: V1', 'vendor: V9')
      .replace('organisation: DPT', 'organisation: XYZ')
      .replace('[Hikvision]', '[Hikvision, Nobody]');
    const [error] = await api.refuse(LOAD, { yaml });
    expect(error?.extensions).toEqual({
      code: 'BAD_INPUT',
      fields: [
        {
          path: 'directives[0].coverage[0].manufacturers[1]',
          message: 'no manufacturer "Nobody" (line 12)',
        },
        { path: 'products[0].vendor', message: 'no vendor "V9" (line 19)' },
        { path: 'budgets[0].organisation', message: 'no organisation "XYZ" (line 32)' },
      ],
    });
    const [notYaml] = await api.refuse(LOAD, { yaml: 'organisations: [' });
    expect(notYaml?.extensions.fields?.map(({ path }) => path)).toContain('yaml');
    expect(await everything()).toEqual(before);
  });

  it('loads a whole programme, with the makers that come with the program where none is known', async () => {
    expect(await load(programme)).toEqual({ loadProgramme: counts });
    const loaded = await everything();
    expect(loaded).toMatchObject({
      organisations: { nodes: [{ externalId: 'DPT' }] },
      directives: [{ key: 'CCTV', coverage: [{ manufacturers: ['Hikvision'] }] }],
      vendors: [{ externalId: 'V1', supply: [{ month: '2027-01', units: 40 }] }],
      products: [{ externalId: 'P1', replaces: ['CAMERA'], vendor: { externalId: 'V1' } }],
      crews: [{ externalId: 'C1', regions: ['London'], leave: [{ from: '2027-08-02', to: '2027-08-13' }] }],
      holidays: [{ date: '2027-12-27', nation: 'ENG' }],
      budgets: [{ externalId: 'DPT-2027', organisation: { externalId: 'DPT' }, fiscalYear: 2027 }],
      planningDefaults: { start: '2027-01-04', end: '2030-03-31', rule: 'STRICT_PHASES' },
    });
    expect(loaded['manufacturers']).toContainEqual(expect.objectContaining({ name: 'Hikvision' }));
  });

  it('changes nothing when it is loaded again', async () => {
    const before = await everything();
    expect(await load(programme)).toEqual({ loadProgramme: counts });
    expect(await everything()).toEqual(before);
  });

  it('changes what it names and leaves the rest', async () => {
    const before = await everything();
    await load('vendors: [{ externalId: V1, name: Renamed }]\nproducts: []');
    expect(await everything()).toEqual({
      ...before,
      vendors: [expect.objectContaining({ externalId: 'V1', name: 'Renamed', supply: null })],
    });
  });

  it('takes a part of a programme that refers to what is stored, and makers of its own', async () => {
    const maker = 'manufacturers: [{ name: Own, country: CN, brands: [{ name: Owny, confidence: HIGH }] }]';
    const budget = 'budgets: [{ externalId: DPT-2028, organisation: DPT, fiscalYear: 2028, pence: 1 }]';
    expect(await load(`${maker}\n${budget}`)).toMatchObject({
      loadProgramme: { manufacturers: 1, budgets: 1, vendors: 0 },
    });
    const { manufacturers } = await everything();
    expect(manufacturers).toContainEqual(
      expect.objectContaining({ name: 'Own', brands: [{ name: 'Owny' }] }),
    );
  });

  it('loads nothing where one row breaks a rule of what is stored', async () => {
    const before = await everything();
    const yaml = `
vendors: [{ externalId: V2, name: Two }]
budgets:
  - { externalId: DPT-2029, organisation: DPT, fiscalYear: 2029, pence: 1 }
  - { externalId: SECOND, organisation: DPT, fiscalYear: 2027, pence: 1 }`;
    const [error] = await api.refuse(LOAD, { yaml });
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['budgets[1].fiscalYear']);
    const [changed] = await api.refuse(LOAD, { yaml: programme.replace('A statement', 'Another statement') });
    expect(changed?.extensions).toMatchObject({
      code: 'DIRECTIVE_VERSION_EXISTS',
      fields: [{ path: 'directives[0].version' }],
    });
    expect(await everything()).toEqual(before);
  });

  it('has the devices assessed that are there already', async () => {
    const save = (type: string, input: unknown) =>
      api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { id } }`, { input });
    const site = { externalId: 'S', organisation: 'DPT', name: 'S', nation: 'ENG', region: 'London' };
    await save('Site', { ...site, sensitive: true, sensitivityGrounds: ['MINISTERIAL_USE'] });
    await api.know('S');
    await save('Device', {
      ...{ externalId: 'D', site: 'S', kind: 'CAMERA', status: 'IN_USE' },
      ...{ manufacturer: 'Hikvision', mac: '44:19:B6:00:00:01' },
    });
    await load(
      programme
        .replace('version: 1', 'version: 2')
        .replace('strength: ADVISED', 'strength: MANDATORY, deadline: 2027-04-30'),
    );
    const read = `{ device(externalId: "D") {
      assessment { verdict directiveVersion demands { strength deadline } }
    } }`;
    expect(await api.query(read)).toEqual({
      device: {
        assessment: {
          verdict: 'IN_SCOPE',
          directiveVersion: 2,
          demands: [{ strength: 'MANDATORY', deadline: '2027-04-30' }],
        },
      },
    });
  });
});
