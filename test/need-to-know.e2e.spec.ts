import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isListType, isObjectType, getNamedType, getNullableType } from 'graphql';
import { DETAIL_FIELDS } from '../src/access/need-to-know/detail-fields.js';
import { startApi, type TestApi } from './support/api.js';
import { OPEN_FIELDS, QUESTIONS } from './support/need-to-know-fields.js';
import { countQueries } from './support/queries.js';
import { improving } from './support/streams.js';
import { putTinyPlan } from './support/tiny-plan.js';
import { sendRegister } from './support/registers.js';
import { TODAY, issueWorks, moveOrder, orderOf, putInForce } from './support/works.js';

/** What nobody reads without a grant: each is nowhere else in the estate. */
const CANARIES = {
  name: 'Canary House',
  formerName: 'Aviary House',
  postcode: 'CA1 1NY',
  latitude: 51.987654,
  longitude: -0.876543,
  serial: 'SN-CANARY-77',
  mac: 'C42F90CA4A77',
  note: 'canary seen behind the door',
  writing: 'key at Canary House lodge',
  ground: 'the canary stays in the vault',
};

const SENSITIVE = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] };
const site = { externalId: 'SEC', organisation: 'ORG', nation: 'ENG', region: 'London', ...SENSITIVE };
const { name, postcode, latitude, longitude, serial, mac } = CANARIES;
const secret = { ...site, name, postcode, latitude, longitude };
const camera = { externalId: 'CAM', site: 'SEC', kind: 'CAMERA', manufacturer: 'Hikvision' };
const secretCamera = { ...camera, serial, mac, network: 'CORE', model: 'DS-2CD2143G2-I' };

const GRANT =
  'mutation ($input: NeedToKnowGrantInput!) { grantNeedToKnow(input: $input) { id subject name reason from expiresOn grantedBy revokedBy site { externalId } } }';
const REVOKE =
  'mutation ($input: NeedToKnowRevocationInput!) { revokeNeedToKnow(input: $input) { revokedBy } }';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const grant = { subject: 'knower', site: 'SEC', reason: 'swaps the cameras there', expiresOn: inDays(30) };

describe('the need to know', () => {
  let api: TestApi;
  const save = (type: string, input: object, subject?: string) =>
    api.query(
      `mutation ($input: ${type}Input!) { saved: save${type}(input: $input) { externalId } }`,
      { input },
      subject,
    );
  const idOf = async (externalId: string) =>
    Number(
      (await api.query('query ($of: String!) { site(externalId: $of) { id } }', { of: externalId })).site.id,
    );
  /** Works at the sensitive site, of which somebody has written what gives it away. */
  const putWorks = async () => {
    await save('Vendor', { externalId: 'VEN', name: 'A vendor' });
    await save('Crew', {
      ...{ externalId: 'CREW', name: 'A crew', nation: 'ENG', regions: ['London'], clearance: 'DV' },
      ...{ minutesPerDay: 450, dayRatePence: 1 },
    });
    await save('Budget', { externalId: 'BUD', organisation: 'ORG', fiscalYear: 2026, pence: 100_000 });
    await issueWorks(api, await putInForce(api, 'ORG', [{ id: 'SEC', site: 'SEC', devices: ['CAM'] }]));
    const workOrderId = await orderOf(api, 'SEC');
    const words = CANARIES.writing;
    const work = (mutation: string, type: string, input: object) =>
      api.query(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, {
        input: { workOrderId, ...input },
      });
    await moveOrder(api, workOrderId, 'ORDERED');
    await work('leaveUnreplaced', 'UnreplacedInput', { replaces: 'CAM', reason: words });
    for (const mutation of ['recordConsent', 'recordAssessment'])
      await work(mutation, 'PaperInput', { reference: words, on: TODAY });
    await work('recordSanitisation', 'SanitisationInput', { certificateReference: words });
    await api.query('mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }', {
      input: {
        ...{ workOrderId, kind: 'UNREGISTERED_DEVICE', device: 'FOUND', found: { kind: 'CAMERA' } },
        ...{ assertedBy: 'S', assertedOn: TODAY, note: words },
      },
    });
    await moveOrder(api, workOrderId, 'ON_HOLD', { reason: words });
    // The first that are asked for have no reason.
    await api.dataSource.query("DELETE FROM work_order_moves WHERE to_status <> 'ON_HOLD'");
  };
  /** The first object of the type, as somebody sees it. */
  const seen = async (type: keyof typeof DETAIL_FIELDS, fields: string, subject: string) => {
    let answer = await api.query(QUESTIONS[type].replace('$', fields), {}, subject);
    for (const step of QUESTIONS[type].matchAll(/(\w+)(\([^)]*\))? \{/g))
      answer = (Array.isArray(answer) ? answer[0] : answer)[step[1] ?? ''];
    return Array.isArray(answer) ? answer[0] : answer;
  };
  /** A field with a subselection where it needs one. */
  const selection = (type: string, field: string) => {
    const { schema } = api.app.getHttpAdapter().getInstance().graphql;
    const parent = schema.getType(type);
    const declared = isObjectType(parent) ? parent.getFields()[field] : undefined;
    if (!declared) throw new Error(`there is no ${type}.${field}`);
    const inner = getNamedType(declared.type);
    if (!isObjectType(inner)) return field;
    return `${field} { ${Object.values(inner.getFields())
      .map((each) => each.name)
      .join(' ')} }`;
  };

  beforeAll(async () => {
    api = await startApi();
    for (const subject of ['reader', 'knower', 'other']) await api.grant(subject, ['ESTATES_MANAGER']);
    await api.grant('approver', ['APPROVER']);
    await save('Organisation', { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' });
    await api.query(
      'mutation { saveManufacturer(input: { name: "Hikvision", country: "CN", macPrefixes: ["C42F90"] }) { id } }',
    );
    await save('Site', { ...secret, name: CANARIES.formerName, sensitive: false, sensitivityGrounds: [] });
    await save('Site', secret);
    await save('Site', { ...site, externalId: 'SEC2', name: 'Another secret' });
    await save('Site', {
      ...site,
      externalId: 'OPN',
      name: 'Open House',
      sensitive: false,
      sensitivityGrounds: [],
    });
    await save('Device', secretCamera);
    await save('Device', {
      ...secretCamera,
      externalId: 'OPEN-CAM',
      site: 'OPN',
      serial: 'OPEN-1',
      mac: null,
    });
    await api.query(`mutation ($input: EvidenceInput!) { recordSurvey(input: $input) { id } }`, {
      input: {
        device: 'CAM',
        manufacturer: 'Hikvision',
        assertedBy: 'S',
        assertedOn: '2024-05-01',
        note: CANARIES.note,
      },
    });
    await api.query(GRANT, { input: grant }, 'approver');
    await api.query('mutation ($input: DirectiveInput!) { saveDirective(input: $input) { id } }', {
      input: {
        ...{ key: 'dir', version: 1, title: 'T', issuedBy: 'I', source: 'S', effectiveFrom: '2030-01-01' },
        ...{ coverage: [], demands: [], obligations: [] },
      },
    });
    await api.query('mutation ($input: ExemptionInput!) { grantExemption(input: $input) { id } }', {
      input: { site: 'SEC', directive: 'dir', ground: CANARIES.ground, expiresOn: inDays(30) },
    });
    await putTinyPlan(api.dataSource, [{ siteId: await idOf('SEC'), phase: 1, risk: 7.75 }]);
    await api.dataSource.query('UPDATE plans SET progress = ?', [JSON.stringify(improving(3))]);
    await putWorks();
  });
  afterAll(() => api.close());

  describe('of a sensitive site', () => {
    const fields = Object.entries(DETAIL_FIELDS).flatMap(([type, names]) =>
      names.map((field) => [type as keyof typeof DETAIL_FIELDS, field] as const),
    );

    it.each(fields)('gives %s.%s to who holds a grant, and to nobody else', async (type, field) => {
      const asked = `${selection(type, field)} redacted`;
      const known = await seen(type, asked, 'knower');
      expect(known.redacted).toBe(false);
      expect(known[field]).not.toBeNull();
      expect(known[field]).not.toBeUndefined();
      expect(await seen(type, asked, 'reader')).toEqual({ [field]: null, redacted: true });
    });

    it('has every field of its types named as detail or as open', () => {
      const { schema } = api.app.getHttpAdapter().getInstance().graphql;
      for (const [type, detail] of Object.entries(DETAIL_FIELDS)) {
        const declared = schema.getType(type);
        if (!isObjectType(declared)) throw new Error(`there is no type ${type}`);
        const named = [...detail, ...OPEN_FIELDS[type as keyof typeof DETAIL_FIELDS]];
        expect(Object.keys(declared.getFields()).sort()).toEqual(named.sort());
      }
    });

    it('appears in no answer to anybody else, whatever is asked', async () => {
      const { schema } = api.app.getHttpAdapter().getInstance().graphql;
      const everything = (type: string, but: string[] = []) => {
        const declared = schema.getType(type);
        if (!isObjectType(declared)) return '';
        return Object.values(declared.getFields())
          .filter((each) => !but.includes(each.name))
          .filter((each) => !isObjectType(getNamedType(each.type)) || isListType(getNullableType(each.type)))
          .filter((each) => !(each.type.toString().includes('SiteVersion') || each.name === 'devices'))
          .map((each) => selection(type, each.name).replace(/ device(?= )/, ''))
          .join(' ');
      };
      const documents = [
        `{ sites { nodes { ${everything('Site', ['history'])} history { name } } } }`,
        `{ devices { nodes { ${everything('Device', ['evidence'])} evidence { ${everything('Evidence')} } } } }`,
        `{ assessments { nodes { ${everything('Assessment')} } } }`,
        `{ workOrders { nodes { ${everything('WorkOrder', ['moves', 'devices'])} place { ${everything('WorkPlace')} }
           moves { ${everything('WorkOrderMove')} } devices { ${everything('WorkOrderDevice')} } } } }`,
        `{ exemptions { nodes { ${everything('Exemption')} } } }`,
        `{ findings { nodes { ${everything('Finding')} } } }`,
        '{ auditEntries { nodes { action subjectId before after reason } } }',
      ];
      await api.grant('reading-auditor', ['AUDITOR']);
      const words = Object.values(CANARIES).map(String);
      for (const document of documents) {
        const answer = JSON.stringify(await api.query(document, {}, 'reading-auditor'));
        expect(words.filter((word) => answer.includes(word))).toEqual([]);
      }
      await api.know('SEC', 'reading-auditor');
      const known = await Promise.all(
        documents.map((document) => api.query(document, {}, 'reading-auditor')),
      );
      expect(words.filter((word) => !JSON.stringify(known).includes(word))).toEqual([]);
    });

    it('is withheld from who writes it, in the answer too', async () => {
      const document = 'mutation ($input: SiteInput!) { saveSite(input: $input) { name redacted } }';
      const answer = await api.query(document, { input: { ...secret, maxCrews: 2 } }, 'reader');
      expect(answer).toEqual({ saveSite: { name: null, redacted: true } });
    });

    it('stays withheld in its past, when it is sensitive no more', async () => {
      const read = '{ site(externalId: "PAST") { name redacted history { name redacted } } }';
      const past = { ...site, externalId: 'PAST' };
      await save('Site', { ...past, name: 'Secret past' });
      await api.know('PAST', 'other');
      await save('Site', { ...past, name: 'Present', sensitive: false, sensitivityGrounds: [] }, 'other');
      expect((await api.query(read, {}, 'reader')).site).toEqual({
        name: 'Present',
        redacted: false,
        history: [
          { name: 'Present', redacted: false },
          { name: null, redacted: true },
        ],
      });
      const { site: known } = await api.query(read, {}, 'other');
      expect(known.history[1]).toEqual({ name: 'Secret past', redacted: false });
    });

    it('costs one query for all sites of a page', async () => {
      const ask = (fields: string) => () => api.query(`{ sites { nodes { ${fields} } } }`, {}, 'reader');
      const without = await countQueries(api, ask('externalId'));
      const withDetail = await countQueries(api, ask('externalId name postcode latitude redacted'));
      expect(withDetail - without).toBe(1);
    });
  });

  describe('adds up to the risk of a phase', () => {
    const read = `query ($id: ID!) { plan(id: $id) {
      phases { exposure lateRisk objective lowerBound redacted }
      worthOfMore { phase }
      problem: document(kind: PROBLEM) { text redacted }
      plan: document(kind: PLAN) { text redacted }
      certificate: document(kind: CERTIFICATE) { text redacted }
    } }`;
    const figures = (risk: number | null) => ({
      ...{ exposure: risk, lateRisk: risk, objective: risk, lowerBound: risk, redacted: risk === null },
    });
    const WORKS = 'query ($id: ID!) { plan(id: $id) { worksProgress { weighedBy riskDaysPlanned } } }';
    const asked = async (id: number, subject: string) => {
      const { plan } = await api.query(read, { id }, subject);
      const { plan: works } = await api.query(WORKS, { id }, subject);
      // Whatever the phases tell, months would tell the risk of single packages.
      expect([id, works.worksProgress.weighedBy === 'RISK']).toEqual([
        id,
        works.worksProgress.riskDaysPlanned !== null,
      ]);
      if (plan.phases.some(({ redacted }: { redacted: boolean }) => redacted))
        expect(works.worksProgress).toEqual({ weighedBy: 'DEVICES', riskDaysPlanned: null });
      const documents = [plan.problem, plan.plan, plan.certificate];
      return {
        ...plan,
        texts: documents.map(({ text }) => text),
        redacted: documents.map((d) => d.redacted),
      };
    };

    it('which is withheld where all of it but one site is known, in the documents too', async () => {
      const at = await Promise.all(['SEC', 'SEC2', 'OPN'].map(idOf));
      const risks = [7.75, 3.25, 1.5];
      const id = await putTinyPlan(
        api.dataSource,
        at.map((siteId, n) => ({
          siteId,
          phase: n < 2 ? 1 : 2,
          risk: risks[n] ?? 0,
          deadline: '2027-02-01',
        })),
      );
      const two = await asked(id, 'reader');
      expect(two.phases).toEqual([figures(11), figures(1.5)]);
      expect(two.redacted).toEqual([true, false, false]);
      expect(JSON.parse(two.texts[0]).workPackages.map((work: { risk: number }) => work.risk)).toEqual([
        null,
        null,
        1.5,
      ]);

      const one = await asked(id, 'knower');
      expect(one.phases).toEqual([figures(null), figures(1.5)]);
      expect(one.worthOfMore.map(({ phase }: { phase: number }) => phase)).toEqual([2]);
      expect(one.redacted).toEqual([true, true, true]);
      expect(one.texts.join()).toContain('7.75');
      for (const told of ['3.25', '11']) expect(one.texts.join()).not.toContain(told);

      await api.know('SEC2', 'knower');
      const all = await asked(id, 'knower');
      expect(all.phases).toEqual([figures(11), figures(1.5)]);
      expect(all.redacted).toEqual([false, false, false]);
      await api.query(REVOKE, { input: { subject: 'knower', site: 'SEC2' } }, 'approver');
    });

    it('of which what is late is withheld where it is that of one site', async () => {
      const [known, unknown] = await Promise.all(['SEC', 'SEC2'].map(idOf));
      const id = await putTinyPlan(api.dataSource, [
        { siteId: known ?? 0, phase: 1, risk: 7.75 },
        { siteId: unknown ?? 0, phase: 1, risk: 3.25, deadline: '2027-02-01' },
      ]);
      const [phase] = (await asked(id, 'reader')).phases;
      expect(phase).toMatchObject({ exposure: 11, lateRisk: null, redacted: true });
    });
  });

  describe('is granted', () => {
    it('on a day, up to a day, and until it is taken away', async () => {
      const sees = async () => (await seen('Site', 'name', 'other')).name === name;
      const give = (input: object) =>
        api.query(GRANT, { input: { ...grant, subject: 'other', ...input } }, 'approver');
      expect(await sees()).toBe(false);
      await give({ site: 'SEC2' });
      expect(await sees()).toBe(false);
      await give({ from: inDays(1) });
      expect(await sees()).toBe(false);
      await give({ expiresOn: inDays(0) });
      expect(await sees()).toBe(true);
      await api.dataSource.query(
        'UPDATE need_to_know_grants SET expires_on = ?, from_date = ? WHERE expires_on = ?',
        [inDays(-1), inDays(-2), inDays(0)],
      );
      expect(await sees()).toBe(false);
      await give({});
      expect(await sees()).toBe(true);
      const revoked = await api.query(REVOKE, { input: { subject: 'other', site: 'SEC' } }, 'approver');
      expect(revoked.revokeNeedToKnow.revokedBy).toBe('approver');
      expect(await sees()).toBe(false);
      const [error] = await api.refuse(REVOKE, { input: { subject: 'other', site: 'SEC' } }, 'approver');
      expect(error?.extensions.code).toBe('NOT_FOUND');
    });

    it('for a reason that the audit keeps, and every grant stays on record', async () => {
      const listed = await api.query(
        '{ needToKnowGrants(filter: { subject: "other", site: "SEC" }) { totalCount nodes { reason grantedBy revokedBy } } }',
        {},
        'approver',
      );
      expect(listed.needToKnowGrants.totalCount).toBe(3);
      expect(listed.needToKnowGrants.nodes[2]).toEqual({
        reason: grant.reason,
        grantedBy: 'approver',
        revokedBy: 'approver',
      });
      const { auditEntries } = await api.query(
        '{ auditEntries(filter: { action: "grantNeedToKnow", subjectId: "other SEC" }) { nodes { after } } }',
      );
      expect(auditEntries.nodes).toHaveLength(3);
      expect(JSON.parse(auditEntries.nodes[0].after)).toMatchObject({ reason: grant.reason });
    });

    it('to people who then see it among what they may do', async () => {
      const me = '{ me { needToKnow { nodes { site { externalId name } expiresOn reason } } } }';
      const { me: knower } = await api.query(me, {}, 'knower');
      expect(knower.needToKnow.nodes).toEqual([
        { site: { externalId: 'SEC', name }, expiresOn: grant.expiresOn, reason: grant.reason },
      ]);
      const { me: reader } = await api.query(me, {}, 'reader');
      expect(reader.needToKnow.nodes).toEqual([]);
    });

    it.each([
      ['oneself', { subject: 'approver' }, 'BAD_INPUT', 'input.subject'],
      ['a site that is not sensitive', { site: 'OPN' }, 'BAD_INPUT', 'input.site'],
      ['a time without end', { expiresOn: inDays(366) }, 'BAD_INPUT', 'input.expiresOn'],
      ['a time that is over', { expiresOn: inDays(-1) }, 'BAD_INPUT', 'input.expiresOn'],
      ['an end before its beginning', { from: inDays(31) }, 'BAD_INPUT', 'input.expiresOn'],
      ['no reason to speak of', { reason: '   work     ' }, 'BAD_INPUT', 'input.reason'],
      ['somebody unknown', { subject: 'nobody' }, 'NOT_FOUND', 'input.subject'],
      ['a site that is not there', { site: 'NOWHERE' }, 'NOT_FOUND', 'input.site'],
    ])('never for %s', async (_, change, code, path) => {
      const [error] = await api.refuse(GRANT, { input: { ...grant, ...change } }, 'approver');
      expect(error?.extensions).toMatchObject({ code, fields: [{ path }] });
    });

    it('by approvers alone', async () => {
      await api.grant('overseer', ['AUDITOR', 'ADMIN', 'ESTATES_MANAGER', 'FINANCE']);
      const [error] = await api.refuse(GRANT, { input: { ...grant, subject: 'reader' } }, 'overseer');
      expect(error?.extensions.code).toBe('FORBIDDEN');
      const [noList] = await api.refuse('{ needToKnowGrants { totalCount } }', {}, 'reader');
      expect(noList?.extensions.code).toBe('FORBIDDEN');
    });
  });

  describe('cannot be gone around', () => {
    const found = async (document: string, subject: string) => {
      type Lists = Record<string, { nodes: { externalId: string }[] }>;
      const [list] = Object.values(await api.query<Lists>(document, {}, subject));
      return list?.nodes.map(({ externalId }) => externalId);
    };

    it.each([
      ['a name', '{ sites(filter: { search: "house canary" }) { nodes { externalId } } }', ['SEC'], []],
      ['a serial', '{ devices(filter: { search: "sn-canary-77" }) { nodes { externalId } } }', ['CAM'], []],
      ['a MAC', '{ devices(filter: { search: "c4:2f:90:ca:4a:77" }) { nodes { externalId } } }', ['CAM'], []],
    ])('by a search for %s', async (_, document, known, unknown) => {
      expect(await found(document, 'knower')).toEqual(known);
      expect(await found(document, 'reader')).toEqual(unknown);
    });

    it('by a device of the same serial number elsewhere', async () => {
      const twin = { ...camera, externalId: 'TWIN', site: 'OPN', serial };
      await save('Device', twin, 'reader');
      const read = '{ device(externalId: "TWIN") { sameSerialCount } }';
      expect((await api.query(read, {}, 'knower')).device.sameSerialCount).toBe(1);
      expect((await api.query(read, {}, 'reader')).device.sameSerialCount).toBe(0);
      await api.query('mutation { removeDevice(externalId: "TWIN") { removed } }');
    });

    it('by a register that names the site', async () => {
      const register = (at: string) =>
        `name,device_role,manufacturer,device_type,site,asset_tag\n,CCTV camera,,,${at},X-1\n`;
      const reasonFor = async (at: string) => {
        const { body } = await sendRegister(api, register(at), '?dryRun=true', { subject: 'reader' });
        const { import: entry } = await api.query(
          'query ($id: ID!) { import(id: $id) { created rejectedRows { nodes { reason } } } }',
          { id: body.id },
          'reader',
        );
        return [entry.created, entry.rejectedRows.nodes[0]?.reason.replace(at, '…')];
      };
      const unknown = await reasonFor('No such house');
      expect(unknown).toEqual([0, 'there is no site "…": import the sites first']);
      expect(await reasonFor(name)).toEqual(unknown);
      expect(await reasonFor('Open House')).toEqual([1, undefined]);
    });

    it('by saying that the site is not sensitive', async () => {
      const input = { ...site, name: 'Harmless', sensitive: false, sensitivityGrounds: [] };
      const document = 'mutation ($input: SiteInput!) { saveSite(input: $input) { id } }';
      const [error] = await api.refuse(document, { input }, 'reader');
      expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'input.sensitive' }] });
      const register =
        'site_id,organisation,name,nation,region,sensitive,sensitivity_grounds\nSEC,ORG,Harmless,ENG,London,no,\n';
      const { body } = await sendRegister(api, register, '', { subject: 'reader' });
      expect(body).toMatchObject({ updated: 0, rejected: 1 });
    });

    it('by taking a device to where everybody sees it', async () => {
      const document = 'mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }';
      const [error] = await api.refuse(document, { input: { ...camera, site: 'OPN' } }, 'reader');
      expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'input.site' }] });
      const register = 'device_id,site_id,kind\nCAM,OPN,camera\n';
      const { body } = await sendRegister(api, register, '', { subject: 'reader' });
      expect(body).toMatchObject({ updated: 0, rejected: 1 });
      expect(await seen('Device', 'serial site { externalId }', 'knower')).toEqual({
        serial,
        site: { externalId: 'SEC' },
      });
    });

    it('by trying registers that would change nothing', async () => {
      const counts = async (register: string, subject: string) => {
        const { body } = await sendRegister(api, register, '?dryRun=true', { subject });
        return [body.updated, body.unchanged];
      };
      for (const network of ['core', 'isolated'])
        expect(await counts(`device_id,site_id,kind,network\nCAM,SEC,camera,${network}\n`, 'reader')).toEqual(
          [1, 0],
        );
      expect(await counts('device_id,site_id,kind,network\nCAM,SEC,camera,core\n', 'knower')).toEqual([0, 1]);
      const row = (called: string) =>
        `site_id,organisation,name,nation,region,sensitive\nSEC,ORG,${called},ENG,London,yes\n`;
      for (const called of [name, 'Another guess'])
        expect(await counts(row(called), 'reader')).toEqual([1, 0]);
      expect(await counts(row(name), 'knower')).toEqual([0, 1]);
    });

    it("by reading what somebody else's register said", async () => {
      const register = `site_id,organisation,name,nation,region,sensitive\nX,NOBODY,${name},ENG,London,no\n`;
      const { body } = await sendRegister(api, register, '', { subject: 'knower' });
      const read =
        'query ($id: ID!) { import(id: $id) { importedBy rejectedRows { nodes { line column reason redacted } } } }';
      const rows = async (subject: string) => (await api.query(read, { id: body.id }, subject)).import;
      expect(await rows('knower')).toMatchObject({
        importedBy: 'knower',
        rejectedRows: { nodes: [{ reason: expect.stringContaining('NOBODY'), redacted: false }] },
      });
      expect((await rows('reader')).rejectedRows.nodes).toEqual([
        { line: 2, column: 'organisation', reason: null, redacted: true },
      ]);
      const file = `/imports/${body.id}/rejected.csv`;
      expect(await (await api.fetch(file, {}, 'knower')).text()).toContain(name);
      const refused = await api.fetch(file, {}, 'reader');
      expect(refused.status).toBe(403);
      expect(await refused.text()).not.toContain(name);
    });
  });
});
