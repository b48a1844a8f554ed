import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { startApi, type TestApi } from './support/api.js';
import { sendRegister, type ImportAnswer } from './support/registers.js';
import { readWorkbook, recordsOf } from './support/workbook.js';

const SAVE_ORGANISATION = 'mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }';
const SITES = `site_id,organisation,name,nation,region,postcode,latitude,longitude,sensitive,sensitivity_grounds,clearance,max_crews,closures,owner,lease_end
S1,ORG,Secret House,ENG,London,SE1 7AA,51.501234,-0.127,yes,SECRET_MATERIAL;MINISTERIAL_USE,SC,2,2027-01-04/2027-01-08;2027-12-24/2028-01-02,LANDLORD,2029-03-31
S2,ORG,"'=HYPERLINK(""http://x"")",WLS,Wales,,,,no,,NONE,1,,OWNED,
T1,ORG2,Their House,SCT,Lothian,EH1 1AA,,,no,,NONE,1,,OWNED,
`;
const DEVICES = `device_id,site_id,kind,manufacturer,model,serial,mac,recorder_id,network,installed_on,scheduled_upgrade_on,retention_days,mount,status,surveyed_on
N1,S1,RECORDER,Hikvision,DS-7616,SR-N1,44:19:B6:01:02:03,,CORE,2019-02-03,2028-05-01,31,INDOOR,IN_USE,2026-01-02
C1,S1,CAMERA,Hikvision,,SR-C1,,N1,ISOLATED,,,,HEIGHT,IN_USE,
C2,S2,CAMERA,,"'-DS ""x"", y",SR-C2,,,STANDALONE,,,,,DECOMMISSIONED_PRESENT,
C3,T1,CAMERA,Dahua,,SR-C3,,,UNKNOWN,,,,,IN_USE,
`;
const DETAIL = ['Secret House', 'SE1 7AA', '51.501234', 'SR-N1', '4419B6010203', 'SR-C1', 'ISOLATED'];

describe('the register as a file', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ HANDLING_MARKING: 'SECRET' });
    for (const externalId of ['ORG', 'ORG2']) {
      await api.query(SAVE_ORGANISATION, {
        input: { externalId, name: externalId, kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
      });
    }
    for (const register of [SITES, DEVICES]) {
      const { body } = await sendRegister(api, register);
      expect(body.rejected).toBe(0);
    }
    await api.grant('keeper', ['ESTATES_MANAGER']);
    await api.grant('org-lead', ['ESTATES_MANAGER'], 'ORG');
    await api.grant('follower', ['CLIENT']);
    await api.know('S1');
  });
  afterAll(() => api.close());

  const fetchText = async (file: string, subject?: string) =>
    (await api.fetch(`/register/${file}`, {}, subject)).text();
  const rowsOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });
  /** As they came; in files those that hang on others stand after them. */
  const devicesIn = (text: string) => rowsOf(text).sort((a, b) => placeOf(a) - placeOf(b));
  const placeOf = (row: Record<string, string>) => DEVICES.indexOf(`\n${row['device_id']},`);
  const counts = ({ body }: { body: ImportAnswer }) => {
    const { read, created, updated, unchanged, rejected } = body;
    return { read, created, updated, unchanged, rejected };
  };
  const same = (read: number) => ({ read, created: 0, updated: 0, unchanged: read, rejected: 0 });
  /** All that the register holds, as who may know it is given it. */
  const all = async () => [await fetchText('sites.csv'), await fetchText('devices.csv')];

  it('has the columns of the canonical formats, and each row its marking', async () => {
    const response = await api.fetch('/register/sites.csv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="sites-SECRET.csv"');
    const [site] = rowsOf(await response.text());
    expect(site).toEqual({
      ...rowsOf(SITES)[0],
      ...{ redacted: 'no', handling: 'SECRET', made_for: 'team' },
    });
    const devices = devicesIn(await fetchText('devices.csv'));
    expect(devices.map(({ device_id, recorder_id, mac }) => [device_id, recorder_id, mac])).toEqual([
      ...[
        ['N1', '', '4419B6010203'],
        ['C1', 'N1', ''],
        ['C2', '', ''],
        ['C3', '', ''],
      ],
    ]);
    expect(devices[2]).toMatchObject({
      model: '\'-DS "x", y',
      status: 'DECOMMISSIONED_PRESENT',
      redacted: 'no',
    });
  });

  it('changes nothing where it is imported again', async () => {
    const before = await all();
    expect(counts(await sendRegister(api, before[0]!))).toEqual(same(3));
    expect(counts(await sendRegister(api, before[1]!))).toEqual(same(4));
    expect(await all()).toEqual(before);
  });

  it('withholds the detail of a sensitive site from who may not know it', async () => {
    const sites = await fetchText('sites.csv', 'keeper');
    const devices = await fetchText('devices.csv', 'keeper');
    for (const detail of DETAIL) expect(sites + devices).not.toContain(detail);
    expect(rowsOf(sites)[0]).toMatchObject({ site_id: 'S1', name: '', region: 'London', redacted: 'yes' });
    expect(devicesIn(devices)[1]).toMatchObject({
      serial: '',
      network: '',
      mount: 'HEIGHT',
      redacted: 'yes',
    });
    expect(devicesIn(devices)[2]).toMatchObject({ serial: 'SR-C2', redacted: 'no' });
    const response = await api.fetch('/register/register.xlsx', {}, 'keeper');
    const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()));
    expect(sheets.flatMap(recordsOf)).toHaveLength(7);
    for (const detail of DETAIL) expect(JSON.stringify(sheets)).not.toContain(detail);
  });

  it.each(['team', 'keeper'])(
    'takes nothing away where a redacted one is imported again by %s',
    async (subject) => {
      const before = await all();
      const redacted = [await fetchText('sites.csv', 'keeper'), await fetchText('devices.csv', 'keeper')];
      expect(counts(await sendRegister(api, redacted[0]!, '', { subject }))).toEqual(same(3));
      expect(counts(await sendRegister(api, redacted[1]!, '', { subject }))).toEqual(same(4));
      expect(await all()).toEqual(before);
      // Nor where who may not know it leaves the column away.
      const bare = `device_id,site_id,kind,serial,network,mount\nC1,S1,CAMERA,,,OUTDOOR\n`;
      await sendRegister(api, bare, '', { subject: 'keeper' });
      const after = devicesIn(await fetchText('devices.csv'))[1];
      expect(after).toMatchObject({ serial: 'SR-C1', network: 'ISOLATED', mount: 'OUTDOOR' });
      await sendRegister(api, bare.replace('OUTDOOR', 'HEIGHT'), '', { subject: 'keeper' });
    },
  );

  it('makes no site of a redacted row', async () => {
    const row = rowsOf(await fetchText('sites.csv', 'keeper'))[0]!;
    const file = `site_id,organisation,name,nation,region,sensitive,sensitivity_grounds,redacted\nNEW,${row['organisation']},,ENG,London,yes,DV_OFFICIALS,yes\n`;
    expect(counts(await sendRegister(api, file))).toMatchObject({ created: 0, rejected: 1 });
  });

  it('has a workbook of sites and devices, with numbers and dates as such', async () => {
    const response = await api.fetch('/register/register.xlsx');
    const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()));
    expect(sheets.map(({ name }) => name)).toEqual(['Sites', 'Devices']);
    const [sites, devices] = sheets.map(recordsOf);
    expect(sites?.[0]).toMatchObject({ Latitude: 51.501234, 'Lease end': new Date('2029-03-31T00:00:00Z') });
    expect(sites?.[1]).toMatchObject({ Name: '\'=HYPERLINK("http://x")' });
    expect(devices?.[0]).toMatchObject({ 'Retention days': 31, Serial: 'SR-N1' });
  });

  it('is that of one’s own body', async () => {
    const text = (await fetchText('sites.csv', 'org-lead')) + (await fetchText('devices.csv', 'org-lead'));
    expect(text).toContain('C2');
    for (const other of ['T1', 'Their House', 'ORG2', 'C3']) expect(text).not.toContain(other);
    expect((await api.fetch('/register/sites.csv', {}, 'follower')).status).toBe(403);
    expect((await api.fetch('/register/register.xlsx', {}, null)).status).toBe(401);
  });

  it('is on record in each body, and so is the detail that was told', async () => {
    await api.grant('knower', ['AUDITOR']);
    await api.know('S1', 'knower');
    const entries = async () => {
      const { auditEntries } = await api.query(
        '{ auditEntries(filter: { caller: "knower" }) { nodes { action subjectType subjectId organisationId after } } }',
      );
      return auditEntries.nodes;
    };
    await api.fetch('/register/devices.csv', {}, 'knower');
    const found = await entries();
    const { organisations } = await api.query('{ organisations { nodes { id externalId } } }');
    const ids = new Map(
      organisations.nodes.map(({ id, externalId }: Record<string, string>) => [externalId, id]),
    );
    const exported = (organisation: string, rows: number) => ({
      ...{ action: 'export', subjectType: 'Register', subjectId: 'devices' },
      organisationId: ids.get(organisation),
      after: `{"handling":"SECRET","madeFor":"knower","rows":${rows},"what":"register"}`,
    });
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        exported('ORG', 3),
        exported('ORG2', 1),
        {
          ...{ action: 'readSensitiveDetail', subjectType: 'Site', subjectId: 'S1' },
          organisationId: ids.get('ORG'),
          after: '{"fields":["Device.mac","Device.network","Device.serial"]}',
        },
      ]),
    );
  });
});
