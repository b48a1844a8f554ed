import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { startApi, type TestApi } from './support/api.js';
import { readRejectedRows, sendRegister, type HttpRefusal, type ImportAnswer } from './support/registers.js';

const SITES = `site_id,organisation,name,nation,region,postcode,latitude,longitude,sensitive,sensitivity_grounds,clearance,max_crews,closures,owner,lease_end
S-1,DEPT,"Caxton House, London",ENG,London,SW1H 9NA,51.4995,-0.1336,yes,SECRET_MATERIAL;DV_OFFICIALS,SC,2,2027-12-24/2028-01-02;2028-12-24/2029-01-02,OWNED,
S-2,DEPT,Leeds Quay,ENG,Yorkshire,,,,no,,,,,LANDLORD,2028-03-31
`;
const DEVICES = `device_id,site_id,kind,manufacturer,model,serial,mac,recorder_id,network,installed_on,status
C-1,S-1,camera,HIKVISION,DS-2CD2143G2-I,A1,00:bc:99:01:02:03,R-1,CORE,2021-05-04,IN_USE
C-2,S-1,camera,Hikvison,,,,E-1,,,
E-1,S-1,encoder,,,,,R-1,,,
R-1,S-1,recorder,Hikvision,DS-7616NXI-K2,,,,isolated,,
C-3,S-2,body worn,,,,,,,,decommissioned_present
`;

type Counts = Partial<
  Pick<ImportAnswer, 'read' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped'>
>;
const none: Counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };

describe('imports of registers', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    for (const externalId of ['DEPT', 'COUNCIL'])
      await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
        input: { externalId, name: externalId, kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
      });
  });
  afterAll(() => api.close());

  const send = async (register: string | Buffer, query = '') => {
    const { status, body } = await sendRegister(api, register, query);
    expect(status).toBe(201);
    return body;
  };
  const faultsOf = async (id: string): Promise<{ line: number; column: string; reason: string }[]> => {
    const { import: entry } = await api.query(
      'query ($id: ID!) { import(id: $id) { rejectedRows { nodes { line column reason } } } }',
      { id },
    );
    return entry.rejectedRows.nodes;
  };
  const device = async (externalId: string) => {
    const { device: found } = await api.query(
      `query ($e: String!) { device(externalId: $e) {
        kind manufacturer model serial mac network status installedOn version site { externalId } recorder { externalId }
      } }`,
      { e: externalId },
    );
    return found;
  };
  const counted = async (table: string) => {
    const rows: { n: string }[] = await api.dataSource.query(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(rows[0]?.n);
  };

  describe('of sites', () => {
    it('loads them, and a second time changes nothing', async () => {
      expect(await send(SITES)).toMatchObject({
        ...none,
        format: 'CANONICAL_SITES',
        status: 'COMPLETED',
        encoding: 'utf-8',
        read: 2,
        created: 2,
        ignoredColumns: [],
      });
      expect(await send(SITES)).toMatchObject({ ...none, read: 2, unchanged: 2 });
      await api.know('S-1');
      const { site } = await api.query(
        `{ site(externalId: "S-1") { name latitude longitude sensitivityGrounds clearance maxCrews ownership
           closures { from to } version history { recordedBy } } }`,
      );
      expect(site).toEqual({
        name: 'Caxton House, London',
        latitude: 51.4995,
        longitude: -0.1336,
        sensitivityGrounds: ['SECRET_MATERIAL', 'DV_OFFICIALS'],
        clearance: 'SC',
        maxCrews: 2,
        ownership: 'OWNED',
        closures: [
          { from: '2027-12-24', to: '2028-01-02' },
          { from: '2028-12-24', to: '2029-01-02' },
        ],
        version: 1,
        history: [{ recordedBy: 'import 1' }],
      });
    });

    it('keeps what the register does not speak of, and takes any order, case and writing of the header', async () => {
      const register =
        'SENSITIVE;Region;Site ID; organisation ;Nation;Name;Remark\nYes;London;S-1;DEPT;eng;Caxton House;x';
      expect(await send(register)).toMatchObject({ ...none, updated: 1, ignoredColumns: ['Remark'] });
      const { site } = await api.query(
        '{ site(externalId: "S-1") { name clearance sensitivityGrounds version } }',
      );
      expect(site).toEqual({
        name: 'Caxton House',
        clearance: 'SC',
        sensitivityGrounds: ['SECRET_MATERIAL', 'DV_OFFICIALS'],
        version: 2,
      });
    });

    it('keeps every bad row with its line, column and reason', async () => {
      const head =
        'site_id,organisation,name,nation,region,sensitive,sensitivity_grounds,closures,lease_end\n';
      const { id, ...counts } = await send(
        `${head}S-3,NOBODY,A,ENG,London,no,,,\n` +
          'S-4,DEPT,A,ENG,London,maybe,,,\n' +
          'S-5,DEPT,,FRA,London,yes,,2027-01-01,31/12/2027\n' +
          '"S-6",DEPT,A,ENG,London,yes,,,\n' +
          'S-7,DEPT,A,ENG\n' +
          'S-8,DEPT,A,ENG,London,no,,,,one more\n' +
          'S-9,DEPT,A,ENG,London,no,,,\n' +
          'S-9,DEPT,B,ENG,London,no,,,\n',
      );
      expect(counts).toMatchObject({ read: 8, created: 1, rejected: 7 });
      expect(await faultsOf(id)).toEqual([
        { line: 2, column: 'organisation', reason: expect.stringContaining('no organisation "NOBODY"') },
        { line: 3, column: 'sensitive', reason: 'expected yes or no, but got "maybe"' },
        { line: 4, column: 'name', reason: 'is empty' },
        { line: 4, column: 'closures', reason: expect.stringContaining('YYYY-MM-DD/YYYY-MM-DD') },
        { line: 4, column: 'lease_end', reason: expect.stringContaining('YYYY-MM-DD') },
        { line: 4, column: 'nation', reason: expect.stringContaining('ENG') },
        { line: 5, column: 'sensitivity_grounds', reason: expect.stringContaining('ground') },
        { line: 6, column: '', reason: 'expected 9 cells, but got 4' },
        { line: 7, column: '', reason: 'expected 9 cells, but got 10' },
        { line: 9, column: 'site_id', reason: '"S-9" stands on line 8 already' },
      ]);
    });
  });

  describe('of devices', () => {
    it('changes nothing in a dry run, which judges as the import does', async () => {
      const dry = await send(DEVICES, '?dryRun=true');
      expect(dry).toMatchObject({ ...none, read: 5, created: 5, dryRun: true });
      expect(await counted('devices')).toBe(0);
      expect(await counted('import_keys')).toBe(0);
      expect(await send(DEVICES)).toMatchObject({ ...none, read: 5, created: 5, dryRun: false });
    });

    it('has loaded what the cells say, with recorders that come later in the file', async () => {
      expect(await device('C-1')).toEqual({
        kind: 'CAMERA',
        manufacturer: 'HIKVISION',
        model: 'DS-2CD2143G2-I',
        serial: 'A1',
        mac: '00BC99010203',
        network: 'CORE',
        status: 'IN_USE',
        installedOn: '2021-05-04',
        version: 1,
        site: { externalId: 'S-1' },
        recorder: { externalId: 'R-1' },
      });
      expect(await device('C-2')).toMatchObject({
        manufacturer: 'Hikvison',
        recorder: { externalId: 'E-1' },
      });
      expect(await device('C-3')).toMatchObject({ kind: 'BODY_WORN', status: 'DECOMMISSIONED_PRESENT' });
      expect(await send(DEVICES)).toMatchObject({ ...none, read: 5, unchanged: 5 });
    });

    it('takes a recorder and its cameras to another site, whatever their order', async () => {
      const moved = DEVICES.replaceAll('S-1', 'S-2');
      expect(await send(moved, '?dryRun=true')).toMatchObject({ ...none, updated: 4, unchanged: 1 });
      expect(await send(moved)).toMatchObject({ ...none, updated: 4, unchanged: 1 });
      expect(await device('C-2')).toMatchObject({
        site: { externalId: 'S-2' },
        recorder: { externalId: 'E-1' },
      });
      expect(await send(DEVICES)).toMatchObject({ ...none, updated: 4, unchanged: 1 });
    });

    it('lets a recorder that moves alone go from what it leaves, unless the register says that it stays', async () => {
      const head = 'device_id,site_id,kind,recorder_id\n';
      await send(`${head}M-1,S-1,recorder,\nM-2,S-1,camera,M-1`);
      const both = await send(`${head}M-2,S-1,camera,M-1\nM-1,S-2,recorder,`);
      expect(both).toMatchObject({ ...none, unchanged: 1, rejected: 1 });
      expect(await faultsOf(both.id)).toEqual([
        { line: 3, column: 'site_id', reason: expect.stringContaining('a device hangs on it') },
      ]);
      const alone = `${head}M-1,S-2,recorder,`;
      expect(await send(alone, '?dryRun=true')).toMatchObject({ ...none, updated: 1 });
      expect(await send(alone)).toMatchObject({ ...none, updated: 1 });
      expect(await device('M-2')).toMatchObject({ recorder: null, version: 2 });
    });

    it('rejects a device whose recorder is nowhere, bad itself or elsewhere', async () => {
      const register =
        'device_id,site_id,kind,recorder_id,mac\n' +
        'X-1,S-1,camera,NOWHERE,\nX-2,S-1,camera,X-3,\nX-3,S-1,recorder,,no mac\nX-4,S-2,camera,R-1,\n' +
        'X-5,S-1,recorder,X-6,\nX-6,S-1,recorder,X-5,\nX-7,S-99,camera,,\nX-8,S-1,hovercraft,,\n';
      for (const query of ['?dryRun=true', '']) {
        const { id, ...counts } = await send(register, query);
        expect(counts).toMatchObject({ ...none, read: 8, rejected: 8 });
        const faults = await faultsOf(id);
        expect(faults.map(({ line, column }) => [line, column]).sort()).toEqual([
          [2, 'recorder_id'],
          [3, 'recorder_id'],
          [4, 'mac'],
          [5, 'recorder_id'],
          [6, 'recorder_id'],
          [7, 'recorder_id'],
          [8, 'site_id'],
          [9, 'kind'],
        ]);
      }
    });
  });

  describe('of what other programs export', () => {
    it('reads the surveillance equipment out of a Snipe-IT export, sites by name', async () => {
      const register =
        'Asset Tag;Item Name;Category;Manufacturer;Model Name;Model No.;Serial;Status;Location;Purchase Date;Camera MAC Address\r\n' +
        'A-1;Lobby;CCTV Camera;Dahua;Dome;DH-IPC-HFW1230;9;Deployed;leeds quay;04/05/2021;3C-EF-8C-00-00-01\r\n' +
        'A-2;PC;Laptop;Dell;XPS;;;Deployed;nowhere;;\r\n' +
        'A-3;Old;Body Worn Video;;;;;Archived;Leeds Quay;;\r\n' +
        'A-4;Rack 2;CCTV;Hikvision;NVR 16ch;;;Decommissioned;S-2;2020-01-31;\r\n' +
        'A-5;Gate;ANPR;;;;;Deployed;Atlantis;;\r\n' +
        ';Gate;ANPR;;;;;Deployed;S-2;31/02/2020;\r\n' +
        'A-7;Webcam;Web cameras;Logi;C920;;;Deployed;S-2;;\r\n';
      const { id, ...counts } = await send(register);
      expect(counts).toMatchObject({
        ...none,
        format: 'SNIPE_IT',
        read: 7,
        created: 2,
        skipped: 3,
        rejected: 2,
      });
      expect(await device('A-1')).toMatchObject({
        kind: 'CAMERA',
        manufacturer: 'Dahua',
        model: 'DH-IPC-HFW1230',
        mac: '3CEF8C000001',
        installedOn: '2021-05-04',
        site: { externalId: 'S-2' },
      });
      expect(await device('A-4')).toMatchObject({
        kind: 'RECORDER',
        model: 'NVR 16ch',
        status: 'DECOMMISSIONED_PRESENT',
        installedOn: '2020-01-31',
      });
      expect((await faultsOf(id)).map(({ line, column }) => [line, column])).toEqual([
        [6, 'Location'],
        [7, 'Asset Tag'],
        [7, 'Purchase Date'],
      ]);
      expect(await send(register)).toMatchObject({ ...none, unchanged: 2, skipped: 3, rejected: 2 });
    });

    it('keeps what was added here when an export is read again', async () => {
      await api.query('mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }', {
        input: { externalId: 'A-4', site: 'S-2', kind: 'ENCODER', network: 'CORE' },
      });
      await send('Asset Tag,Category,Location,Serial\nA-4,CCTV,S-2,77');
      expect(await device('A-4')).toMatchObject({ kind: 'ENCODER', network: 'CORE', serial: '77' });
    });

    it('reads a NetBox export, by tag or else by name', async () => {
      const register =
        'name,role,tenant,manufacturer,device_type,serial,asset_tag,status,site,mac_address\n' +
        'sw-1,Access switch,,Cisco,C9200,,,active,S-2,\n' +
        'cam-1,CCTV camera,,Axis,P3245,1,T-1,active,Leeds Quay,AC:CC:8E:00:00:01\n' +
        'nvr-1,NVR,,Dahua,NVR5216,2,,decommissioning,S-2,\n' +
        'cam-2,CCTV camera,,Axis,P3245,3,,planned,S-2,\n';
      expect(await send(register)).toMatchObject({
        ...none,
        format: 'NETBOX',
        read: 4,
        created: 2,
        skipped: 2,
      });
      expect(await device('T-1')).toMatchObject({ kind: 'CAMERA', model: 'P3245', mac: 'ACCC8E000001' });
      expect(await device('nvr-1')).toMatchObject({ kind: 'RECORDER', status: 'DECOMMISSIONED_PRESENT' });
    });

    it('brings nothing back that was taken down since the register was written; a person may', async () => {
      const save = 'mutation ($input: DeviceInput!) { saveDevice(input: $input) { status } }';
      const input = { externalId: 'GONE', site: 'S-2', kind: 'CAMERA', serial: 'G', status: 'REMOVED' };
      await api.query(save, { input });
      const register = 'Asset Tag,Category,Location,Serial,Status\nGONE,CCTV camera,S-2,G,Deployed';
      expect(await send(register, '?dryRun=true')).toMatchObject({ ...none, unchanged: 1 });
      expect(await send(register)).toMatchObject({ ...none, unchanged: 1 });
      expect(await device('GONE')).toMatchObject({ status: 'REMOVED' });
      const { saveDevice } = await api.query(save, { input: { ...input, status: 'IN_USE' } });
      expect(saveDevice.status).toBe('IN_USE');
      await api.query('mutation { removeDevice(externalId: "GONE") { removed } }');
    });

    it('asks which of several sites of the same name is meant', async () => {
      const twin = SITES.split('\n')[2]?.replace('S-2', 'S-2b') ?? '';
      await send(`${SITES.split('\n')[0]}\n${twin}`);
      const { id } = await send('Asset Tag,Category,Location\nA-9,CCTV camera,Leeds Quay');
      expect(await faultsOf(id)).toEqual([
        { line: 2, column: 'Location', reason: expect.stringContaining('several sites') },
      ]);
    });
  });

  describe('of files as they are', () => {
    const register = 'site_id,organisation,name,nation,region,sensitive\nW-1,DEPT,Tŷ Café,WLS,Cymru,no\n';

    it.each([
      ['UTF-8 with a mark', Buffer.from(`\ufeff${register}`), 'utf-8'],
      ['UTF-16', Buffer.from(`\ufeff${register}`, 'utf16le'), 'utf-16le'],
      ['tabs', Buffer.from(register.replaceAll(',', '\t')), 'utf-8'],
    ])('reads %s', async (_what, bytes, encoding) => {
      expect(await send(bytes)).toMatchObject({ encoding, rejected: 0, read: 1 });
      const { site } = await api.query('{ site(externalId: "W-1") { name } }');
      expect(site.name).toBe('Tŷ Café');
    });

    it('reads Windows-1252', async () => {
      const bytes = Buffer.from(register.replace('Tŷ', 'Ty'), 'latin1');
      expect(await send(bytes)).toMatchObject({ encoding: 'windows-1252', updated: 1 });
      const { site } = await api.query('{ site(externalId: "W-1") { name } }');
      expect(site.name).toBe('Ty Café');
    });

    it('rejects rows with NUL bytes, and only them', async () => {
      const { id, ...counts } = await send(`${register}W-2,DEPT,A\0B,WLS,Cymru,no\n`);
      expect(counts).toMatchObject({ updated: 1, rejected: 1 });
      expect(await faultsOf(id)).toEqual([
        { line: 3, column: 'name', reason: 'holds characters that cannot be read' },
      ]);
    });

    it('survives a row of a million columns and a quote that is never closed', async () => {
      const wide = `W-3,${','.repeat(1_000_000)}`;
      const { id, ...counts } = await send(
        `${register}${wide}\nW-4,DEPT,"open,WLS,Cymru,no\nW-5,DEPT,C,WLS,Cymru,no\n`,
      );
      expect(counts).toMatchObject({ read: 4, created: 1, unchanged: 1, rejected: 2 });
      expect((await faultsOf(id)).map(({ line }) => line)).toEqual([3, 4]);
    });
  });

  describe('refused as a whole', () => {
    it.each([
      ['an unknown header', 'a,b,c\n1,2,3', 'IMPORT_UNKNOWN_REGISTER', /names no column/],
      [
        'a column that is missing',
        'device_id,site_id\n1,2',
        'IMPORT_UNKNOWN_REGISTER',
        /CANONICAL_DEVICES.*kind/,
      ],
      ['an empty file', '', 'IMPORT_UNKNOWN_REGISTER', /empty/],
    ])('for %s, without an import', async (_what, register, code, message) => {
      const before = await counted('imports');
      const { status, body } = await sendRegister<HttpRefusal>(api, register);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code, message: expect.stringMatching(message) });
      expect(await counted('imports')).toBe(before);
    });

    it('for another type of body, or a flag that is neither', async () => {
      expect((await sendRegister(api, '{}', '', { contentType: 'application/json' })).status).toBe(400);
      expect((await sendRegister(api, 'a', '', { contentType: 'text/plain' })).status).toBeGreaterThanOrEqual(
        400,
      );
      expect((await sendRegister(api, SITES, '?dryRun=perhaps')).status).toBe(400);
      expect((await api.fetch(`/imports/999999/rejected.csv`)).status).toBe(404);
    });
  });

  describe('rejected rows as a file', () => {
    it('gives them back as they came, with reasons, and can be imported once mended', async () => {
      const register =
        'device_id,site_id,kind,model,note\n' +
        'P-1,S-1,camera,=1+1,"two\nlines"\nP-2,S-9,camer,@x,-5\nP-3,S-1\n';
      const own = ['line', 'column', 'reason', 'handling', 'made_for'];
      const marking = ['OFFICIAL-SENSITIVE', 'team'];
      const { id } = await send(register);
      const text = await readRejectedRows(api, id);
      expect(parse(text, { bom: true, relax_column_count: true })).toEqual([
        [...own, 'device_id', 'site_id', 'kind', 'model', 'note'],
        ['4', 'kind', expect.stringContaining('CAMERA'), ...marking, 'P-2', 'S-9', 'camer', "'@x", '-5'],
        ['5', '', 'expected 5 cells, but got 2', ...marking, 'P-3', 'S-1'],
      ]);
      expect(await device('P-1')).toMatchObject({ model: '=1+1' });
      const again = await send(text);
      expect(again).toMatchObject({
        ...none,
        read: 2,
        rejected: 2,
        ignoredColumns: [...own, 'note'],
      });
      expect(
        parse(await readRejectedRows(api, again.id), { bom: true, relax_column_count: true })[1],
      ).toHaveLength(10);
      const mended = text.replace('S-9,camer', 'S-1,camera').replace('P-3,S-1', 'P-3,S-1,camera,,');
      expect(await send(mended)).toMatchObject({ ...none, created: 2 });
      expect(await device('P-2')).toMatchObject({ model: '@x' });
    });
  });

  it('loses no row, whatever the file holds, and judges the same in a dry run', async () => {
    const id = fc.constantFrom('F-1', 'F-2', 'F-3', 'F-4', 'F-5', '');
    const row = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(id, fc.constantFrom('S-1', 'S-2', 'S-9'), fc.constantFrom('camera', 'recorder', '?'), id)
          .map((cells) => cells.join(',')),
      },
      fc.constantFrom(
        'F-1',
        'F-2,S-1,camera,,,',
        '"F-3",S-1,"camera"x,',
        'F-4,"S-1',
        '',
        ' , ,,',
        '\0,a,b,c',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        const register = ['device_id,site_id,kind,recorder_id', ...rows].join('\n');
        const dry = await send(register, '?dryRun=true');
        const real = await send(register);
        const rejectedLines = async (importId: string) =>
          new Set((await faultsOf(importId)).map(({ line }) => line));
        for (const entry of [dry, real]) {
          const { created, updated, unchanged, rejected, skipped } = entry;
          expect(created + updated + unchanged + rejected + skipped).toBe(entry.read);
          expect((await rejectedLines(entry.id)).size).toBe(rejected);
        }
        const { id: _, ...dryCounts } = dry;
        expect({ ...real, id: dry.id }).toMatchObject({
          ...dryCounts,
          dryRun: false,
          startedAt: expect.anything(),
          finishedAt: expect.anything(),
        });
        expect(await rejectedLines(dry.id)).toEqual(await rejectedLines(real.id));
        const again = await send(register);
        expect(again).toMatchObject({
          ...none,
          unchanged: again.read - again.rejected,
          rejected: again.rejected,
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('the size of a register', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ IMPORT_MAX_BYTES: '20000' });
  });
  afterAll(() => api.close());

  it('is bounded while it comes', async () => {
    const register = `site_id,organisation,name,nation,region,sensitive\n${'x'.repeat(30_000)}`;
    const told = await sendRegister<HttpRefusal>(api, register);
    expect([told.status, told.body.error.code]).toEqual([413, 'IMPORT_TOO_LARGE']);
    async function* parts() {
      for (let part = 0; part < 100; part += 1) yield await Promise.resolve(Buffer.alloc(10_000, 'x'));
    }
    const request: RequestInit = { method: 'POST', headers: { 'content-type': 'text/csv' }, duplex: 'half' };
    const response = await api.fetch(`/imports`, { ...request, body: parts() });
    expect(response.status).toBe(413);
    const { imports } = await api.query('{ imports { totalCount } }');
    expect(imports.totalCount).toBe(0);
  });
});
