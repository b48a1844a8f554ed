import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { actAs, systemCaller } from '../src/access/caller.js';
import { EstateChanges, type EstateChangeListener } from '../src/estate/estate-changes.js';
import { ManufacturersService } from '../src/estate/manufacturers.service.js';
import { loadReference } from '../src/estate/reference/reference.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { startApi, type TestApi } from './support/api.js';
import { countQueries } from './support/queries.js';

const SAVE_ORGANISATION =
  'mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id externalId kind } }';
const SAVE_SITE = `mutation ($input: SiteInput!) {
  saveSite(input: $input) {
    id externalId name sensitive sensitivityGrounds clearance maxCrews ownership version
    closures { from to } organisation { externalId }
    history { version validFrom validTo sensitive closures { from to } recordedBy organisation { externalId } }
  }
}`;
const SAVE_DEVICE = `mutation ($input: DeviceInput!) {
  saveDevice(input: $input) {
    id externalId kind manufacturer model mac network status version sameSerialCount
    site { externalId } recorder { externalId } knownModel { name manufacturer { name } }
  }
}`;
const SAVE_MANUFACTURER = `mutation ($input: ManufacturerInput!) {
  saveManufacturer(input: $input) { name country aliases macPrefixes modelPatterns brands { name mixed macPrefixes } }
}`;

const site = {
  externalId: 'S-1',
  organisation: 'DEPT',
  name: 'Caxton House',
  nation: 'ENG',
  region: 'London',
  sensitive: false,
};
const camera = { externalId: 'C-1', site: 'S-1', kind: 'CAMERA' };
const recorder = { externalId: 'R-1', site: 'S-1', kind: 'RECORDER' };

interface Page {
  totalCount: number;
  nodes: { externalId: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

/** Keeps what the estate told others of its changes. */
class Listener implements EstateChangeListener {
  devices: number[][] = [];
  makers = 0;

  devicesChanged(_manager: unknown, deviceIds: readonly number[]): Promise<void> {
    this.devices.push([...deviceIds]);
    return Promise.resolve();
  }

  makersChanged(): Promise<void> {
    this.makers += 1;
    return Promise.resolve();
  }

  /** The devices told of since the last call, in the order of their ids. */
  take(): number[] {
    return this.devices
      .splice(0)
      .flat()
      .sort((a, b) => a - b);
  }
}

describe('the estate', () => {
  let api: TestApi;
  const listener = new Listener();
  const saveSite = (change: object) => api.query(SAVE_SITE, { input: { ...site, ...change } });
  const saveDevice = (input: object) => api.query(SAVE_DEVICE, { input });
  const fieldsOf = async (document: string, input: object) => {
    const [error] = await api.refuse(document, { input });
    return { code: error?.extensions.code, paths: error?.extensions.fields?.map(({ path }) => path) };
  };
  const deviceId = async (externalId: string) => {
    const { device } = await api.query('query ($e: String!) { device(externalId: $e) { id } }', {
      e: externalId,
    });
    return Number(device.id);
  };

  beforeAll(async () => {
    api = await startApi();
    api.app.get(EstateChanges).listen(listener);
    for (const [externalId, kind] of [
      ['DEPT', 'CENTRAL_DEPARTMENT'],
      ['COUNCIL', 'LOCAL_AUTHORITY'],
    ])
      await api.query(SAVE_ORGANISATION, { input: { externalId, name: externalId, kind, nation: 'ENG' } });
  });
  afterAll(() => api.close());

  describe('sites', () => {
    it('keeps every state of a site, closures included, and none for a saving that changes nothing', async () => {
      const closures = [{ from: '2027-12-24', to: '2028-01-02' }];
      const created = await saveSite({});
      expect(created.saveSite).toMatchObject({
        version: 1,
        clearance: 'NONE',
        maxCrews: 1,
        ownership: 'OWNED',
        closures: [],
      });
      expect((await saveSite({})).saveSite.version).toBe(1);
      expect((await saveSite({ closures })).saveSite).toMatchObject({ version: 2, closures });
      const grounds = ['SOCPA_SITE', 'SECRET_MATERIAL'];
      const { saveSite: saved } = await saveSite({ sensitive: true, sensitivityGrounds: grounds });
      expect(saved).toMatchObject({ version: 3, sensitivityGrounds: ['SECRET_MATERIAL', 'SOCPA_SITE'] });
      expect(saved.history).toEqual([
        expect.objectContaining({ version: 3, validTo: null, sensitive: true, closures: [] }),
        expect.objectContaining({
          version: 2,
          validTo: saved.history[0].validFrom,
          sensitive: false,
          closures,
        }),
        expect.objectContaining({ version: 1, validTo: saved.history[1].validFrom, recordedBy: 'saveSite' }),
      ]);
      await api.know('S-1');
      expect((await saveSite({})).saveSite.version).toBe(4);
    });

    it('refuses a change over a change by somebody else', async () => {
      const [error] = await api.refuse(SAVE_SITE, { input: { ...site, name: 'Other', expectedVersion: 1 } });
      expect(error?.extensions.code).toBe('CONFLICT');
      const { site: kept } = await api.query('{ site(externalId: "S-1") { name version } }');
      expect(kept).toEqual({ name: 'Caxton House', version: 4 });
      expect((await saveSite({ name: 'Tothill House', expectedVersion: 4 })).saveSite.version).toBe(5);
    });

    it('lets one of many that change the same version at once through', async () => {
      const results = await Promise.allSettled(
        ['A', 'B', 'C', 'D'].map((name) => saveSite({ name, expectedVersion: 5 })),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { site: kept } = await api.query('{ site(externalId: "S-1") { version history { version } } }');
      expect(kept.version).toBe(6);
      expect(kept.history).toHaveLength(6);
    });

    it.each([
      ['a sensitive site without a ground', { sensitive: true }, ['input.sensitivityGrounds']],
      ['a ground without sensitivity', { sensitivityGrounds: ['SOCPA_SITE'] }, ['input.sensitivityGrounds']],
      ['an unknown body', { organisation: 'NOBODY' }, ['input.organisation']],
      ['a latitude alone', { latitude: 51.5 }, ['input.longitude']],
      [
        'several faults at once',
        { name: ' ', maxCrews: 0, latitude: 91 },
        ['input.name', 'input.latitude', 'input.maxCrews'],
      ],
      [
        'closures that overlap',
        {
          closures: [
            { from: '2027-01-01', to: '2027-01-05' },
            { from: '2027-01-05', to: '2027-01-06' },
          ],
        },
        ['input.closures'],
      ],
    ])('refuses %s and changes nothing', async (_what, change, paths) => {
      expect(await fieldsOf(SAVE_SITE, { ...site, externalId: 'S-BAD', ...change })).toEqual({
        code: 'BAD_INPUT',
        paths,
      });
      expect(await api.query('{ site(externalId: "S-BAD") { id } }')).toEqual({ site: null });
    });
  });

  describe('devices', () => {
    it('reads a MAC in any writing, and takes omissions for what is not known', async () => {
      const { saveDevice: saved } = await saveDevice({ ...camera, mac: '00-bc-99-01-02-0f' });
      expect(saved).toMatchObject({ mac: '00BC9901020F', network: 'UNKNOWN', status: 'IN_USE', version: 1 });
      expect((await saveDevice({ ...camera, mac: '00bc.9901.020f' })).saveDevice.version).toBe(1);
      expect((await saveDevice(camera)).saveDevice).toMatchObject({ mac: null, version: 2 });
    });

    it('hangs a camera on a recorder of its site, and on nothing else', async () => {
      await saveSite({ externalId: 'S-2' });
      await saveDevice(recorder);
      await saveDevice({ ...recorder, externalId: 'R-2', site: 'S-2' });
      const { saveDevice: hung } = await saveDevice({ ...camera, recorder: 'R-1' });
      expect(hung.recorder).toEqual({ externalId: 'R-1' });
      for (const wrong of ['R-2', 'C-1', 'NOTHING'])
        expect(await fieldsOf(SAVE_DEVICE, { ...camera, recorder: wrong })).toEqual({
          code: 'BAD_INPUT',
          paths: ['input.recorder'],
        });
      const circle = { ...recorder, externalId: 'R-3' };
      await saveDevice({ ...circle, recorder: 'R-1' });
      expect(await fieldsOf(SAVE_DEVICE, { ...recorder, recorder: 'R-3' })).toMatchObject({
        paths: ['input.recorder'],
      });
    });

    it('does not move or change a recorder from under what hangs on it, nor remove it', async () => {
      expect(await fieldsOf(SAVE_DEVICE, { ...recorder, site: 'S-2' })).toMatchObject({
        paths: ['input.site'],
      });
      expect(await fieldsOf(SAVE_DEVICE, { ...recorder, kind: 'CAMERA' })).toMatchObject({
        paths: ['input.kind'],
      });
      const [error] = await api.refuse('mutation { removeDevice(externalId: "R-1") { removed } }');
      expect(error?.extensions.code).toBe('IN_USE');
      const remove = 'mutation { removeDevice(externalId: "R-3") { removed } }';
      expect(await api.query(remove)).toEqual({ removeDevice: { removed: true } });
      expect(await api.query(remove)).toEqual({ removeDevice: { removed: false } });
    });

    it('refuses an unknown site, a bad MAC and a version that has passed', async () => {
      expect(await fieldsOf(SAVE_DEVICE, { ...camera, site: 'S-9' })).toMatchObject({
        paths: ['input.site'],
      });
      expect(await fieldsOf(SAVE_DEVICE, { ...camera, mac: 'n/a' })).toMatchObject({ paths: ['input.mac'] });
      expect(await fieldsOf(SAVE_DEVICE, { ...camera, expectedVersion: 1 })).toMatchObject({
        code: 'CONFLICT',
      });
    });

    it('counts the other devices with the same serial number', async () => {
      for (const externalId of ['D-1', 'D-2', 'D-3'])
        await saveDevice({ ...camera, externalId, serial: externalId === 'D-2' ? 'abc1' : 'ABC1' });
      const { devices } = await api.query<{
        devices: { nodes: { externalId: string; sameSerialCount: number }[] };
      }>('{ devices { nodes { externalId sameSerialCount } } }');
      const counts = Object.fromEntries(
        devices.nodes.map(({ externalId, sameSerialCount }) => [externalId, sameSerialCount]),
      );
      expect(counts).toMatchObject({ 'D-1': 2, 'D-2': 2, 'D-3': 2, 'C-1': 0 });
    });
  });

  describe('what others learn of a change', () => {
    it('tells of a saved device, and of nothing when nothing changed', async () => {
      listener.take();
      await saveDevice({ ...camera, model: 'X' });
      expect(listener.take()).toEqual([await deviceId('C-1')]);
      await saveDevice({ ...camera, model: 'X' });
      expect(listener.take()).toEqual([]);
    });

    it('tells of the devices of a site whose sensitivity, body or nation changes, and only then', async () => {
      await saveSite({ externalId: 'S-3' });
      await saveDevice({ ...camera, externalId: 'E-1', site: 'S-3' });
      const ids = [await deviceId('E-1')];
      listener.take();
      await saveSite({ externalId: 'S-3', name: 'Renamed' });
      expect(listener.take()).toEqual([]);
      await saveSite({ externalId: 'S-3', sensitive: true, sensitivityGrounds: ['MINISTERIAL_USE'] });
      expect(listener.take()).toEqual(ids);
      await api.know('S-3');
      await saveSite({ externalId: 'S-3' });
      expect(listener.take()).toEqual(ids);
      await saveSite({ externalId: 'S-3', organisation: 'COUNCIL' });
      expect(listener.take()).toEqual(ids);
      await saveSite({ externalId: 'S-3', organisation: 'COUNCIL', nation: 'WLS' });
      expect(listener.take()).toEqual(ids);
      const body = { externalId: 'COUNCIL', name: 'COUNCIL', nation: 'ENG' };
      await api.query(SAVE_ORGANISATION, { input: { ...body, kind: 'POLICE' } });
      expect(listener.take()).toEqual(ids);
    });
  });

  it('takes an empty id for a mistake, not for every one', async () => {
    const pathOf = async (document: string) => {
      const [error] = await api.refuse(document);
      return [error?.extensions.code, error?.extensions.fields?.[0]?.path];
    };
    for (const [document, path] of [
      ['{ sites(filter: { organisationId: "" }) { totalCount } }', 'filter.organisationId'],
      ['{ devices(filter: { siteId: "" }) { totalCount } }', 'filter.siteId'],
      ['{ device(id: "", externalId: "C-1") { id } }', 'id'],
      ['{ assessments(filter: { siteId: "" }) { totalCount } }', 'filter.siteId'],
      ['{ assessmentSummary(organisationId: "") { deviceCount } }', 'organisationId'],
      ['{ budgets(organisationId: "") { id } }', 'organisationId'],
    ] as const)
      expect([document, ...(await pathOf(document))]).toEqual([document, 'BAD_INPUT', path]);
  });

  it('tells of the devices of a body whose kind was changed and changed back at the same time', async () => {
    const body = { externalId: 'RACE', name: 'A body', kind: 'POLICE', nation: 'ENG' };
    await api.query(SAVE_ORGANISATION, { input: body });
    await saveSite({ externalId: 'RACE-S', organisation: 'RACE' });
    await saveDevice({ ...camera, externalId: 'RACE-C', site: 'RACE-S' });
    listener.take();
    const other = api.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query("UPDATE organisations SET kind = 'HEALTH' WHERE external_id = 'RACE'");
    const saving = api.query(SAVE_ORGANISATION, { input: body });
    await sleep(300);
    await other.commitTransaction();
    await other.release();
    await saving;
    expect(listener.take()).toEqual([await deviceId('RACE-C')]);
    for (const [mutation, externalId] of [
      ['removeDevice', 'RACE-C'],
      ['removeSite', 'RACE-S'],
      ['removeOrganisation', 'RACE'],
    ])
      await api.query(`mutation { ${mutation}(externalId: "${externalId}") { removed } }`);
    listener.take();
  });

  it('reads after each mutation of a document what that one left', async () => {
    const save = (alias: string, from: string) =>
      `${alias}: saveSite(input: { externalId: "TWICE", organisation: "DEPT", name: "Twice", nation: ENG,
         region: "London", sensitive: false, closures: [{ from: "${from}", to: "${from}" }] }) {
         closures { from } history { version }
       }`;
    const document = `mutation { ${save('one', '2027-01-04')} ${save('two', '2027-01-05')} }`;
    for (let time = 1; time <= 2; time += 1) {
      const { one, two } = await api.query(document);
      expect(one.closures).toEqual([{ from: '2027-01-04' }]);
      expect(two.closures).toEqual([{ from: '2027-01-05' }]);
      expect(two.history).toHaveLength(one.history.length + 1);
    }
    await api.query('mutation { removeSite(externalId: "TWICE") { removed } }');
  });

  describe('makers', () => {
    const maker = {
      name: 'Acme Vision',
      country: 'CN',
      aliases: ['ACME'],
      macPrefixes: ['00:bc:99', '8c1f64ABC'],
      modelPatterns: ['^AV-'],
      brands: [{ name: 'Peep', confidence: 'HIGH', macPrefixes: ['aa-bb-cc'] }],
    };

    it('saves a maker whole, and tells of it once', async () => {
      const before = listener.makers;
      const { saveManufacturer } = await api.query(SAVE_MANUFACTURER, { input: maker });
      expect(saveManufacturer).toEqual({
        name: 'Acme Vision',
        country: 'CN',
        aliases: ['ACME'],
        macPrefixes: ['00BC99', '8C1F64ABC'],
        modelPatterns: ['^AV-'],
        brands: [{ name: 'Peep', mixed: false, macPrefixes: ['AABBCC'] }],
      });
      await api.query(SAVE_MANUFACTURER, { input: maker });
      expect(listener.makers).toBe(before + 1);
      const { saveManufacturer: less } = await api.query(SAVE_MANUFACTURER, {
        input: { name: 'Acme Vision', country: 'CN' },
      });
      expect(less).toMatchObject({ aliases: [], brands: [] });
      expect(listener.makers).toBe(before + 2);
    });

    it.each([
      ['with nested quantifiers', ['(a+)+$']],
      ['that is no regular expression', ['[']],
      ['that is long', ['x'.repeat(2_000)]],
    ])('refuses a pattern %s', async (_what, modelPatterns) => {
      expect(await fieldsOf(SAVE_MANUFACTURER, { ...maker, modelPatterns })).toEqual({
        code: 'BAD_INPUT',
        paths: ['input.modelPatterns[0]'],
      });
    });

    it('adds what it lacks of the reference register, finds the models that devices are of, and adds nothing twice', async () => {
      await saveDevice({ ...camera, manufacturer: 'HIKVISION', model: 'Hikvision ds-2cd1023g0e/i' });
      const reference = await loadReference();
      const load = () =>
        actAs(systemCaller('test'), () =>
          api.app
            .get(Transactions)
            .run((manager) => api.app.get(ManufacturersService).loadReference(manager, reference)),
        );
      const makers = listener.makers;
      expect(await load()).toEqual({
        manufacturers: reference.manufacturers.length,
        brands: reference.manufacturers.flatMap(({ brands }) => brands).length,
        models: reference.models.length,
      });
      expect(await load()).toEqual({ manufacturers: 0, brands: 0, models: 0 });
      expect(listener.makers).toBe(makers + 1);
      const read = '{ device(externalId: "C-1") { model knownModel { name manufacturer { name } } } }';
      expect(await api.query(read)).toEqual({
        device: {
          model: 'Hikvision ds-2cd1023g0e/i',
          knownModel: { name: 'DS-2CD1023G0E-I', manufacturer: { name: 'Hikvision' } },
        },
      });
    });

    it('knows a model from when it is saved until it is removed', async () => {
      const knownModel = async () =>
        (await api.query('{ device(externalId: "M-1") { knownModel { name } } }')).device.knownModel;
      await saveDevice({ ...camera, externalId: 'M-1', model: 'AV 777-x' });
      expect(await knownModel()).toBeNull();
      const before = listener.makers;
      const { saved } = await api.query(
        'mutation ($input: DeviceModelInput!) { saved: saveDeviceModel(input: $input) { name kind manufacturer { name } } }',
        { input: { manufacturer: 'Acme Vision', name: 'AV-777X', kind: 'CAMERA' } },
      );
      expect(saved).toEqual({ name: 'AV-777X', kind: 'CAMERA', manufacturer: { name: 'Acme Vision' } });
      expect(await knownModel()).toEqual({ name: 'AV-777X' });
      const remove =
        'mutation { removeDeviceModel(manufacturer: "Acme Vision", name: "AV-777X") { removed } }';
      expect(await api.query(remove)).toEqual({ removeDeviceModel: { removed: true } });
      expect(await api.query(remove)).toEqual({ removeDeviceModel: { removed: false } });
      expect(await knownModel()).toBeNull();
      expect(listener.makers).toBe(before + 2);
      const [error] = await api.refuse(
        'mutation { saveDeviceModel(input: { manufacturer: "Nobody", name: "A", kind: CAMERA }) { id } }',
      );
      expect(error?.extensions.fields?.map(({ path }) => path)).toEqual(['input.manufacturer']);
      await api.query('mutation { removeDevice(externalId: "M-1") { removed } }');
    });

    it('tells brands apart by their accents', async () => {
      const brands = ['Peep', 'P\u00e9ep'].map((name) => ({ name, confidence: 'HIGH' }));
      const { saveManufacturer } = await api.query(SAVE_MANUFACTURER, { input: { ...maker, brands } });
      expect(saveManufacturer.brands).toHaveLength(2);
    });

    it('refuses prefixes that are none and a brand that comes twice', async () => {
      const brand = { name: 'Peep', confidence: 'HIGH' };
      expect(
        await fieldsOf(SAVE_MANUFACTURER, {
          ...maker,
          macPrefixes: ['00BC'],
          brands: [brand, { ...brand, name: 'PEEP' }],
        }),
      ).toEqual({ code: 'BAD_INPUT', paths: ['input.macPrefixes[0]', 'input.brands[1].name'] });
    });
  });

  describe('lists', () => {
    it('searches for the very characters, letter case aside', async () => {
      await saveSite({ externalId: 'S-100%', name: 'Under_score' });
      const search = async (text: string) => {
        const { sites } = await api.query<{ sites: Page }>(
          'query ($f: SiteFilter) { sites(filter: $f) { nodes { externalId } } }',
          {
            f: { search: text },
          },
        );
        return sites.nodes.map(({ externalId }) => externalId);
      };
      expect(await search('%')).toEqual(['S-100%']);
      expect(await search('_SCORE')).toEqual(['S-100%']);
      expect(await search('s-100')).toEqual(['S-100%']);
      expect(await search("'; --")).toEqual([]);
    });

    it('finds sites by whole words of their present name, all of them, letter case and accents aside', async () => {
      await saveSite({ externalId: 'W-1', name: "St Mary's Ch\u00e2teau, North" });
      await saveSite({ externalId: 'W-2', name: 'Chateau South' });
      const search = async (text: string) => {
        const { sites } = await api.query<{ sites: Page }>(
          'query ($f: SiteFilter) { sites(filter: $f) { totalCount nodes { externalId } } }',
          { f: { search: text } },
        );
        expect(sites.totalCount).toBe(sites.nodes.length);
        return sites.nodes.map(({ externalId }) => externalId);
      };
      expect(await search('chateau')).toEqual(['W-1', 'W-2']);
      expect(await search('north CH\u00c2TEAU')).toEqual(['W-1']);
      expect(await search('marys')).toEqual(['W-1']);
      expect(await search('chateau south north')).toEqual([]);
      expect(await search('chat')).toEqual([]);
      await saveSite({ externalId: 'W-2', name: 'Cottage South' });
      expect(await search('chateau')).toEqual(['W-1']);
      expect(await search('south cottage')).toEqual(['W-2']);
      for (const id of ['W-1', 'W-2'])
        await api.query('mutation ($id: String!) { removeSite(externalId: $id) { removed } }', { id });
      expect(await search('cottage')).toEqual([]);
    });

    it('pages through what a filter leaves, and counts it', async () => {
      const page = async (after: string | null) => {
        const { devices } = await api.query<{ devices: Page }>(
          `query ($after: String) {
            devices(first: 2, after: $after, filter: { kind: CAMERA, sensitiveSite: false }) {
              totalCount nodes { externalId } pageInfo { hasNextPage endCursor }
            }
          }`,
          { after },
        );
        return devices;
      };
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const { totalCount, nodes, pageInfo } = await page(after);
        expect(totalCount).toBe(5);
        seen.push(...nodes.map(({ externalId }) => externalId));
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(seen).toEqual(['C-1', 'D-1', 'D-2', 'D-3', 'E-1']);
    });

    it('reads a page of any size, with pages inside, in the same few queries', async () => {
      const read = (first: number) =>
        api.query(
          `query ($first: Int) {
            organisations(first: 5) { nodes { externalId sites(first: $first) {
              totalCount
              nodes { externalId closures { from } history { version } organisation { externalId }
                devices(first: $first) { totalCount nodes { externalId sameSerialCount site { externalId }
                  recorder { externalId } knownModel { manufacturer { name } } } } } } } }
          }`,
          { first },
        );
      await read(1);
      const few = await countQueries(api, () => read(1));
      const many = await countQueries(api, () => read(20));
      expect(many).toBeLessThanOrEqual(few + 1);
      const { organisations } = await read(2);
      const [department] = organisations.nodes;
      expect(department.sites).toMatchObject({
        totalCount: 3,
        nodes: [{ externalId: 'S-1' }, { externalId: 'S-2' }],
      });
      expect(department.sites.nodes[0].devices).toMatchObject({
        totalCount: 5,
        nodes: [{ externalId: 'C-1' }, { externalId: 'R-1' }],
      });
      expect(department.sites.nodes[1].devices).toMatchObject({ totalCount: 1 });
    });

    it('finds one by either key, and asks for one of them', async () => {
      const { device } = await api.query('{ device(externalId: "C-1") { id } }');
      const read = 'query ($id: ID, $e: String) { device(id: $id, externalId: $e) { externalId } }';
      expect(await api.query(read, { id: device.id })).toEqual({ device: { externalId: 'C-1' } });
      expect(await api.query(read, { e: 'c-1' })).toEqual({ device: null });
      const [error] = await api.refuse(read, {});
      expect(error?.extensions.code).toBe('BAD_INPUT');
    });
  });

  describe('what is removed', () => {
    const remove = async (mutation: string, key: string) => {
      const { result } = await api.query(`mutation { result: ${mutation}(${key}) { removed } }`);
      return result.removed;
    };
    const refusalOf = async (mutation: string, key: string) => {
      const [error] = await api.refuse(`mutation { ${mutation}(${key}) { removed } }`);
      return error?.extensions;
    };

    it('goes when nothing rests on it, and not before', async () => {
      const body = { externalId: 'GONE', name: 'A body', kind: 'OTHER', nation: 'ENG' };
      await api.query(SAVE_ORGANISATION, { input: body });
      await saveSite({ externalId: 'GONE-S', organisation: 'GONE' });
      await saveDevice({ ...camera, externalId: 'GONE-C', site: 'GONE-S' });
      const inUse = (by: string) => ({
        code: 'IN_USE',
        fields: [{ path: 'externalId', message: `in use by ${by}` }],
      });
      expect(await refusalOf('removeOrganisation', 'externalId: "GONE"')).toEqual(
        inUse('sites, budgets, quotations or a plan'),
      );
      expect(await refusalOf('removeSite', 'externalId: "GONE-S"')).toEqual(inUse('devices or a plan'));
      for (const [mutation, key] of [
        ['removeDevice', 'externalId: "GONE-C"'],
        ['removeSite', 'externalId: "GONE-S"'],
        ['removeOrganisation', 'externalId: "GONE"'],
      ] as const) {
        expect([mutation, await remove(mutation, key)]).toEqual([mutation, true]);
        expect([mutation, await remove(mutation, key)]).toEqual([mutation, false]);
      }
    });

    it('takes a maker out of the register, and tells of it once', async () => {
      await api.query(SAVE_MANUFACTURER, {
        input: { name: 'Shortlived', country: 'GB', brands: [{ name: 'Brief', confidence: 'HIGH' }] },
      });
      const before = listener.makers;
      expect(await remove('removeManufacturer', 'name: "Shortlived"')).toBe(true);
      expect(await remove('removeManufacturer', 'name: "Shortlived"')).toBe(false);
      expect(listener.makers).toBe(before + 1);
      const { manufacturers } = await api.query('{ manufacturers { name } }');
      expect(manufacturers).not.toContainEqual({ name: 'Shortlived' });
    });
  });
});
