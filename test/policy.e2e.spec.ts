import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sealed } from '../src/platform/sealing/sealed.js';
import { ASSESSMENT_DETAIL } from '../src/policy/sealed-details.js';
import { Assessor } from '../src/policy/assessor.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { countQueries } from './support/queries.js';
import { sendRegister } from './support/registers.js';

const SAVE_DIRECTIVE = 'mutation ($input: DirectiveInput!) { saveDirective(input: $input) { key version } }';
const LIST_DIRECTIVES = 'query ($on: Date) { directives(inForceOn: $on) { key version } }';
const RECORD = `mutation ($input: EvidenceInput!) {
  recordSurvey(input: $input) { externalId assessment { verdict } evidence { manufacturer assertedOn } }
}`;
const SUMMARY =
  'query ($id: ID) { assessmentSummary(organisationId: $id) { verdict siteClass deviceCount } }';
const ASSESS = `query ($externalId: String) {
  device(externalId: $externalId) {
    assessment {
      verdict siteClass obligation manufacturer brand directiveKey directiveVersion ruleId
      demands { action strength deadline targetDate variationReason ruleId } grounds { grade sentence assertedBy assertedOn } unknowns explanation
      device { externalId }
    }
  }
}`;

const directive = {
  key: 'CCTV',
  version: 1,
  title: 'Surveillance equipment on sensitive sites',
  issuedBy: 'A ministry',
  source: 'A statement',
  effectiveFrom: '2022-11-24',
  coverage: [
    {
      ruleId: 'COVERED',
      law: 'National Intelligence Law',
      state: 'CN',
      through: 'OWNERSHIP',
      manufacturers: ['Hikvision', 'Dahua'],
      decidedBy: 'A unit',
      decidedOn: '2022-11-24',
      basis: 'Headquarters',
    },
  ],
  demands: [
    { ruleId: 'CEASE', siteClass: 'SENSITIVE', action: 'CEASE_DEPLOYMENT', strength: 'MANDATORY' },
    {
      ruleId: 'CORE',
      siteClass: 'SENSITIVE',
      action: 'DISCONNECT_FROM_CORE',
      strength: 'MANDATORY',
      onlyNetwork: 'CORE',
    },
    { ruleId: 'REMOVE', siteClass: 'SENSITIVE', action: 'REMOVE_AND_REPLACE', strength: 'ADVISED' },
  ],
  obligations: [{ bodyKind: 'CENTRAL_DEPARTMENT', siteClass: 'SENSITIVE', obligation: 'MANDATORY' }],
};

const second = {
  ...directive,
  version: 2,
  effectiveFrom: '2024-04-01',
  demands: [
    ...directive.demands.slice(0, 2),
    {
      ...{ ...directive.demands[2], strength: 'MANDATORY', deadline: '2025-04-30' },
      ...{ targetDate: '2024-12-31', variationReason: 'services would be out' },
    },
  ],
};

const NO_TARGET = { targetDate: null, variationReason: null };

interface Assessment {
  verdict: string;
  siteClass: string;
  demands: { ruleId: string }[];
  grounds: { grade: string; sentence: string; assertedBy: string | null; assertedOn: string | null }[];
  unknowns: string[];
}

const camera = { kind: 'CAMERA', status: 'IN_USE', site: 'SECRET', network: 'ISOLATED' };

describe('directives and assessments', () => {
  let api: TestApi;
  let bodyId: string;

  const save = (type: string, input: unknown) =>
    api.query(`mutation ($input: ${type}Input!) { saved: save${type}(input: $input) { id } }`, { input });
  const assessmentOf = async (externalId: string): Promise<Assessment> =>
    (await api.query<{ device: { assessment: Assessment } }>(ASSESS, { externalId })).device.assessment;
  const summary = async (id?: string) => (await api.query(SUMMARY, { id })).assessmentSummary;

  beforeAll(async () => {
    api = await startApi();
    await save('Manufacturer', { name: 'Hikvision', country: 'CN', macPrefixes: ['4419B6'] });
    await save('Manufacturer', { name: 'Dahua', country: 'CN' });
    await save('Manufacturer', { name: 'Axis', country: 'SE' });
    const body = { externalId: 'ORG', name: 'Ministry', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' };
    bodyId = (await save('Organisation', body)).saved.id;
    const site = { organisation: 'ORG', nation: 'ENG', region: 'London' };
    await save('Site', {
      ...site,
      externalId: 'SECRET',
      name: 'Secret',
      sensitive: true,
      sensitivityGrounds: ['SECRET_MATERIAL'],
    });
    await api.know('SECRET');
    await save('Site', { ...site, externalId: 'OPEN', name: 'Open', sensitive: false });
    await save('Device', { ...camera, externalId: 'HIK', manufacturer: 'HIKVISION' });
    await save('Device', { ...camera, externalId: 'AXIS', manufacturer: 'Axis' });
    await save('Device', { ...camera, externalId: 'NAMELESS', site: 'OPEN' });
  });
  afterAll(() => api.close());

  it('clears nothing whose maker is not told, even before there is a directive', async () => {
    expect((await assessmentOf('NAMELESS')).verdict).toBe('UNKNOWN');
    expect((await assessmentOf('HIK')).demands).toEqual([]);
  });

  it('says who brought what it rests on, and when', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await save('Device', { ...camera, externalId: 'WITNESS', manufacturer: 'Dahua', mac: '4419B6000001' });
    const saved = await assessmentOf('WITNESS');
    expect(saved.grounds.map(({ grade, assertedBy }) => [grade, assertedBy])).toEqual([
      ['LABEL', 'saveDevice'],
      ['MAC_PREFIX', 'saveDevice'],
    ]);
    for (const { assertedOn } of saved.grounds) expect((assertedOn ?? '') >= today).toBe(true);
    expect(saved.grounds[1]?.sentence).toContain('makers\u2019 register');

    const register = 'device_id,site_id,kind,manufacturer\nWITNESS,SECRET,camera,Hikvision\n';
    const { body } = await sendRegister(api, register);
    const { grounds } = await assessmentOf('WITNESS');
    expect(grounds[0]).toMatchObject({ grade: 'LABEL', assertedBy: `import ${body.id}` });
    await api.query('mutation { removeDevice(externalId: "WITNESS") { removed } }');
  });

  it('assesses the whole estate when a directive comes', async () => {
    await api.query(SAVE_DIRECTIVE, { input: directive });
    const assessment = await assessmentOf('HIK');
    expect(assessment).toMatchObject({
      verdict: 'IN_SCOPE',
      siteClass: 'SENSITIVE',
      obligation: 'MANDATORY',
      manufacturer: 'Hikvision',
      directiveKey: 'CCTV',
      directiveVersion: 1,
      ruleId: 'COVERED',
      demands: [
        { action: 'CEASE_DEPLOYMENT', strength: 'MANDATORY', deadline: null, ruleId: 'CEASE', ...NO_TARGET },
        { action: 'REMOVE_AND_REPLACE', strength: 'ADVISED', deadline: null, ruleId: 'REMOVE', ...NO_TARGET },
      ],
      device: { externalId: 'HIK' },
    });
    expect(assessment.grounds[0]?.grade).toBe('LABEL');
    expect(assessment.grounds[0]?.sentence).toContain('Hikvision');
    expect((await assessmentOf('AXIS')).verdict).toBe('OUT_OF_SCOPE');
    expect((await assessmentOf('NAMELESS')).verdict).toBe('UNKNOWN');
  });

  it('lets a later version replace the earlier from its effective date', async () => {
    await api.query(SAVE_DIRECTIVE, { input: second });
    await api.query(SAVE_DIRECTIVE, { input: { ...second, version: 3, effectiveFrom: '2999-01-01' } });
    const inForce = async (on?: string) =>
      (await api.query(LIST_DIRECTIVES, { on })).directives.map(
        (found: { version: number }) => found.version,
      );
    expect(await inForce('2022-11-23')).toEqual([]);
    expect(await inForce('2024-03-31')).toEqual([1]);
    expect(await inForce('2024-04-01')).toEqual([2]);
    expect(await inForce()).toEqual([1, 2, 3]);
    expect(await assessmentOf('HIK')).toMatchObject({
      directiveVersion: 2,
      demands: [
        {},
        {
          ...{ action: 'REMOVE_AND_REPLACE', deadline: '2025-04-30' },
          ...{ targetDate: '2024-12-31', variationReason: 'services would be out' },
        },
      ],
      explanation: expect.arrayContaining([
        expect.stringMatching(
          /by 2025-04-30, where possible by 2024-12-31;.*services would be out \(rule REMOVE\)/,
        ),
      ]),
    });
    // Plans keep to the day that binds.
    expect(await removals()).toEqual([{ externalId: 'HIK', deadline: '2025-04-30' }]);
  });

  it('gives a directive back as it was said', async () => {
    const { directives } = await api.query(`{ directives(inForceOn: "2023-01-01") {
      key version title issuedBy source effectiveFrom
      coverage { ruleId law state through manufacturers decidedBy decidedOn basis }
      demands { ruleId siteClass action strength deadline targetDate variationReason onlyNetwork }
      obligations { bodyKind siteClass obligation }
    } }`);
    const demands = directive.demands.map((demand) => ({
      ...{ deadline: null, targetDate: null, variationReason: null, onlyNetwork: null },
      ...demand,
    }));
    const [coverage] = directive.coverage;
    expect(directives).toEqual([
      { ...directive, demands, coverage: [{ ...coverage, manufacturers: ['Dahua', 'Hikvision'] }] },
    ]);
  });

  it('takes the same version again for the same, and refuses another of its number', async () => {
    const before = await storedDirectives();
    const same = { ...second, coverage: [{ ...second.coverage[0], manufacturers: ['dahua', 'HIKVISION'] }] };
    await api.query(SAVE_DIRECTIVE, { input: same });
    const [error] = await api.refuse(SAVE_DIRECTIVE, { input: { ...second, title: 'Another' } });
    expect(error?.extensions).toEqual({
      code: 'DIRECTIVE_VERSION_EXISTS',
      fields: [{ path: 'input.version', message: 'version 2 is stored with other content' }],
    });
    expect(await storedDirectives()).toEqual(before);
  });

  it('refuses a directive with every fault named, and changes nothing', async () => {
    const before = await storedDirectives();
    const refused = async (input: unknown) =>
      (await api.refuse(SAVE_DIRECTIVE, { input }))[0]?.extensions.fields?.map(({ path }) => path);
    const twice = [...directive.demands, directive.demands[0]];
    expect(await refused({ ...second, version: 0, title: '', demands: twice })).toEqual([
      'input.version',
      'input.title',
      'input.demands',
    ]);
    const unknown = [{ ...directive.coverage[0], manufacturers: ['Nobody', 'Dahua', 'No one'] }];
    expect(await refused({ ...second, version: 4, coverage: unknown })).toEqual([
      'input.coverage[0].manufacturers[0]',
      'input.coverage[0].manufacturers[2]',
    ]);
    expect(await refused({ ...second, version: 4 })).toEqual(['input.effectiveFrom']);
    const dated = (more: object) => ({
      ...second,
      version: 4,
      demands: [{ ...directive.demands[2], ...more }],
    });
    const target = ['input.demands[0].targetDate'];
    expect(await refused(dated({ targetDate: '2025-05-01', deadline: '2025-04-30' }))).toEqual(target);
    expect(await refused(dated({ targetDate: '2025-05-01' }))).toEqual(target);
    expect(await refused(dated({ variationReason: 'why not' }))).toEqual([
      'input.demands[0].variationReason',
    ]);
    expect(await storedDirectives()).toEqual(before);
  });

  it('follows a device, its site and its makers as they change', async () => {
    await save('Device', { ...camera, externalId: 'AXIS', manufacturer: 'Axis', mac: '44:19:b6:00:00:01' });
    expect((await assessmentOf('AXIS')).verdict).toBe('REVIEW');
    await save('Device', { ...camera, externalId: 'AXIS', manufacturer: 'Axis' });

    await save('Device', { ...camera, externalId: 'OWN', manufacturer: 'Ownbrand' });
    expect((await assessmentOf('OWN')).verdict).not.toBe('IN_SCOPE');
    const brands = [{ name: 'Ownbrand', confidence: 'HIGH' }];
    await save('Manufacturer', { name: 'Dahua', country: 'CN', brands });
    expect(await assessmentOf('OWN')).toMatchObject({
      verdict: 'IN_SCOPE',
      manufacturer: 'Dahua',
      brand: 'Ownbrand',
    });

    const site = { externalId: 'OPEN', organisation: 'ORG', name: 'Open', nation: 'ENG', region: 'London' };
    expect((await assessmentOf('NAMELESS')).siteClass).toBe('NON_SENSITIVE');
    await save('Site', { ...site, sensitive: true, sensitivityGrounds: ['MINISTERIAL_USE'] });
    expect((await assessmentOf('NAMELESS')).siteClass).toBe('SENSITIVE');
    await api.know('OPEN');
    await save('Site', { ...site, sensitive: false });
  });

  it('names what is open where the network is not known', async () => {
    await save('Device', { ...camera, externalId: 'HIK', manufacturer: 'Hikvision', network: 'UNKNOWN' });
    const { unknowns, demands } = await assessmentOf('HIK');
    expect(unknowns).toEqual([expect.stringContaining('CORE')]);
    expect(demands.map(({ ruleId }) => ruleId)).toEqual(['CEASE', 'REMOVE']);
  });

  it('takes a survey for the strongest evidence and keeps it', async () => {
    const survey = {
      device: 'NAMELESS',
      manufacturer: 'Dahua',
      assertedBy: 'J. Surveyor',
      assertedOn: '2026-03-02',
    };
    await api.query(RECORD, { input: { ...survey, manufacturer: 'Axis', assertedOn: '2026-03-01' } });
    await api.query(RECORD, { input: survey });
    const { recordSurvey } = await api.query(RECORD, { input: survey });
    expect(recordSurvey).toEqual({
      externalId: 'NAMELESS',
      assessment: { verdict: 'IN_SCOPE' },
      evidence: [
        { manufacturer: 'Dahua', assertedOn: '2026-03-02' },
        { manufacturer: 'Axis', assertedOn: '2026-03-01' },
      ],
    });
  });

  it('refuses a survey of nothing and of a day that has not come', async () => {
    const survey = { device: 'NONE', manufacturer: 'Dahua', assertedBy: 'J', assertedOn: '2026-03-02' };
    const [nothing] = await api.refuse(RECORD, { input: survey });
    expect(nothing?.extensions).toEqual({
      code: 'BAD_INPUT',
      fields: [{ path: 'input.device', message: 'there is no device "NONE"' }],
    });
    const [early] = await api.refuse(RECORD, {
      input: { ...survey, device: 'NAMELESS', assertedOn: '2999-01-01' },
    });
    expect(early?.extensions.fields?.map(({ path }) => path)).toEqual(['input.assertedOn']);
  });

  it('tells rule ids apart by letter case and accents, like the rest of a directive', async () => {
    const [coverage] = directive.coverage;
    const coverages = ['R', 'r', '\u00e9', 'e'].map((ruleId) => ({ ...coverage, ruleId }));
    const demands = ['R', 'r'].map((ruleId) => ({ ...directive.demands[0], ruleId }));
    const input = { ...directive, key: 'CASES', effectiveFrom: '2999-01-01', coverage: coverages, demands };
    expect((await api.query(SAVE_DIRECTIVE, { input })).saveDirective).toEqual({ key: 'CASES', version: 1 });
  });

  it('counts the devices under each verdict, of all bodies and of one', async () => {
    const all = [
      { verdict: 'IN_SCOPE', siteClass: 'SENSITIVE', deviceCount: 2 },
      { verdict: 'IN_SCOPE', siteClass: 'NON_SENSITIVE', deviceCount: 1 },
      { verdict: 'OUT_OF_SCOPE', siteClass: 'SENSITIVE', deviceCount: 1 },
    ];
    expect(await summary()).toEqual(all);
    expect(await summary(bodyId)).toEqual(all);
    expect(await summary('4000000000')).toEqual([]);
    const { assessEstate } = await api.query('mutation { assessEstate { verdict siteClass deviceCount } }');
    expect(assessEstate).toEqual(all);
  });

  it('says when a device was assessed', async () => {
    const before = Date.now();
    await save('Device', { ...camera, externalId: 'LATE' });
    const read = '{ device(externalId: "LATE") { assessment { assessedAt } } }';
    const { device } = await api.query<{ device: { assessment: { assessedAt: string } } }>(read);
    const assessedAt = Date.parse(device.assessment.assessedAt);
    expect(assessedAt).toBeGreaterThanOrEqual(before);
    expect(assessedAt).toBeLessThanOrEqual(Date.now());
    await api.query('mutation { removeDevice(externalId: "LATE") { removed } }');
  });

  it('assesses the estate once on the day on which a directive comes into force, whoever asks', async () => {
    const assessors = [1, 2].map(() => asSystem(api.app.get(Assessor)));
    const askAll = () => Promise.all(assessors.map((assessor) => assessor.assessWhatCameIntoForce()));
    expect(await askAll()).toEqual([false, false]);
    // Written after midnight, by the rules of the day before the second version.
    await api.dataSource.query("UPDATE assessments SET rules_on = '2024-03-31', must_be_removed = 0");
    expect((await askAll()).filter(Boolean)).toHaveLength(1);
    expect(await askAll()).toEqual([false, false]);
    const rows: { n: string }[] = await api.dataSource.query(
      'SELECT COUNT(*) AS n FROM assessments WHERE must_be_removed = 1',
    );
    expect(Number(rows[0]?.n)).toBeGreaterThan(0);
  });

  it('pages through assessments by filter', async () => {
    const read = `query ($after: String, $filter: AssessmentFilter) {
      assessments(first: 1, after: $after, filter: $filter) {
        totalCount nodes { device { externalId } } pageInfo { hasNextPage endCursor }
      }
    }`;
    const filter = { verdict: 'IN_SCOPE', siteClass: 'SENSITIVE', organisationId: bodyId };
    const { assessments: first } = await api.query(read, { filter });
    expect(first).toMatchObject({
      totalCount: 2,
      nodes: [{ device: { externalId: 'HIK' } }],
      pageInfo: { hasNextPage: true },
    });
    const { assessments: next } = await api.query(read, { filter, after: first.pageInfo.endCursor });
    expect(next).toMatchObject({
      nodes: [{ device: { externalId: 'OWN' } }],
      pageInfo: { hasNextPage: false },
    });
    const { site } = await api.query('{ site(externalId: "OPEN") { id } }');
    const { assessments: atSite } = await api.query(read, { filter: { siteId: site.id } });
    expect(atSite).toMatchObject({ totalCount: 1, nodes: [{ device: { externalId: 'NAMELESS' } }] });
    const [error] = await api.refuse(read, { filter: { siteId: 'OPEN' } });
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['filter.siteId']);
  });

  it('reads assessments and evidence of a page of devices at once', async () => {
    const read = `{ devices { nodes { evidence { manufacturer } assessment { verdict device { site { redacted } } } } } }`;
    // The sixth asks which of the sites may be known in detail.
    expect(await countQueries(api, () => api.query(read))).toBe(6);
  });

  it.each([1, 2, 3, 4, 5])('misses nothing that changes while a directive comes (%i)', async (round) => {
    const key = `RACE${round}`;
    const saveDevices = () =>
      Promise.all(
        Array.from({ length: 12 }, (_, number) =>
          save('Device', { ...camera, externalId: `${key}-${number}`, manufacturer: 'Dahua' }),
        ),
      );
    const survey = {
      device: 'NAMELESS',
      manufacturer: 'Axis',
      assertedBy: key,
      assertedOn: `2026-04-0${round}`,
    };
    await Promise.all([
      saveDevices(),
      api.query(SAVE_DIRECTIVE, { input: { ...directive, key } }),
      api.query(RECORD, { input: survey }),
      api.query('mutation { assessEstate { deviceCount } }'),
    ]);
    const assessed: { id: number; detail: Buffer | null }[] = await api.dataSource.query(
      'SELECT d.id, a.detail FROM devices d LEFT JOIN assessments a ON a.device_id = d.id',
    );
    const { keyRing } = api.configuration;
    const missed = assessed.filter(({ id, detail }) => {
      if (!detail) return true;
      const { explanation } = keyRing.open(ASSESSMENT_DETAIL, [id], new Sealed(detail));
      return !explanation.join().includes(key);
    });
    expect(missed).toEqual([]);
    const { grounds } = await assessmentOf('NAMELESS');
    expect(grounds[0]?.assertedBy).toBe(key);
  });

  async function storedDirectives(): Promise<unknown> {
    return api.query('{ directives { id version title coverage { manufacturers } demands { ruleId } } }');
  }

  async function removals(): Promise<unknown> {
    return api.dataSource.query(
      `SELECT d.external_id AS externalId, a.removal_deadline AS deadline
         FROM assessments a JOIN devices d ON d.id = a.device_id WHERE a.must_be_removed = 1`,
    );
  }

  it('keeps a maker in the register that a directive covers', async () => {
    const [error] = await api.refuse('mutation { removeManufacturer(name: "Dahua") { removed } }');
    expect(error?.extensions).toEqual({
      code: 'IN_USE',
      fields: [{ path: 'name', message: 'in use by a directive' }],
    });
  });
});
