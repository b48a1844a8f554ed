/** What somebody finds who has the database, Redis and the logs, and no key. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../src/platform/project-root.js';
import { SEALED_COLUMNS } from '../src/sealed-columns.js';
import { startApi, type TestApi } from './support/api.js';
import { newKey, TEST_KEYS } from './support/keys.js';
import { startApiProcess } from './support/process.js';
import { readRejectedRows, sendRegister } from './support/registers.js';
import { startWorker, until, type TestWorker } from './support/worker.js';
import { PHOTO, TODAY, issueWorks, moveOrder, orderOf, putInForce, sendEvidence } from './support/works.js';

/** Each is in the estate, and may be nowhere to be read. Letter case aside, in any encoding. */
const CANARIES = {
  name: 'Kanarienhaus',
  secondName: 'Wellensittich',
  pastName: 'Papageienhaus',
  postcode: 'QX7 9ZZ',
  latitude: 51.918273,
  longitude: -0.736455,
  serial: 'SNKANARIE77',
  mac: '44:19:B6:CA:4A:77',
  note: 'behind the Zeisig',
  ground: 'kept for the Kolibri',
  rejected: 'Stieglitz',
  rejectedMac: '44:19:B6:CA:4A:99',
  dryRun: 'Gimpelhof',
  work: 'key from Frau Rotkehlchen',
  newSerial: 'SNAMSEL88',
};
const HIDDEN = [
  ...Object.values(CANARIES).map(String),
  ...[CANARIES.mac, CANARIES.rejectedMac].map((mac) => mac.replaceAll(':', '')),
  'STANDALONE',
];

const SITE = {
  ...{ externalId: 'SEC-1', organisation: 'DRC', nation: 'ENG', region: 'London' },
  ...{ postcode: CANARIES.postcode, latitude: CANARIES.latitude, longitude: CANARIES.longitude },
  ...{ sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'], clearance: 'SC' },
};
const DEVICE = {
  ...{
    externalId: 'CAM-1',
    site: 'SEC-1',
    kind: 'CAMERA',
    manufacturer: 'Hikvision',
    model: 'DS-2CD2143G2-I',
  },
  ...{ serial: CANARIES.serial, mac: CANARIES.mac, network: 'STANDALONE' },
};
const REGISTER = `site_id,organisation,name,nation,region,sensitive
SEC-2,DRC,${CANARIES.secondName},ENG,London,no
SEC-3,DRC,${CANARIES.rejected},ENG,${CANARIES.rejected},${CANARIES.rejected}
`;
const DEVICES = `device_id,site_id,kind,manufacturer,serial,mac,network
CAM-2,SEC-2,camera,Dahua,,${CANARIES.rejectedMac}x,core
CAM-3,${CANARIES.rejected},camera,Dahua,,${CANARIES.rejectedMac},core
`;
const DRY_RUN = `site_id,organisation,name,nation,region,sensitive\nSEC-9,DRC,${CANARIES.dryRun},ENG,London,no\n`;

const SAVE_DEVICE = 'mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }';
const SAVE_SITE = 'mutation ($input: SiteInput!) { saveSite(input: $input) { id } }';
const FIND = 'query ($name: String) { sites(filter: { search: $name }) { totalCount } }';
const READ_ALL = `{
  site(externalId: "SEC-1") { name postcode latitude longitude history { name } }
  device(externalId: "CAM-1") { serial mac network evidence { note } assessment { grounds { sentence } } }
  exemptions { nodes { ground } }
}`;

describe('without the keys', () => {
  let api: TestApi;
  let worker: TestWorker;
  /** What a process of its own wrote, which did and refused everything with the canaries. */
  let log: string;
  let rejectedId: string;
  let photo: string;

  const save = (type: string, input: object) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { id } }`, { input });
  const said = (text: string) => HIDDEN.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()));

  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api, { LOG_LEVEL: 'debug' });
    await api.query('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', {
      yaml: readFileSync(join(projectRoot, 'src/programme/sample/programme.yaml'), 'utf8'),
    });
    await save('Site', { ...SITE, name: CANARIES.pastName });
    await api.know('SEC-1');
    await save('Site', { ...SITE, name: CANARIES.name });
    await save('Device', DEVICE);
    await api.query('mutation ($input: EvidenceInput!) { recordSurvey(input: $input) { id } }', {
      input: {
        ...{ device: 'CAM-1', manufacturer: 'Hikvision', note: CANARIES.note },
        ...{ assertedBy: 'Kim', assertedOn: '2026-03-01' },
      },
    });
    await api.query('mutation ($input: ExemptionInput!) { grantExemption(input: $input) { id } }', {
      input: {
        ...{ device: 'CAM-1', directive: 'uk-visual-surveillance', ground: CANARIES.ground },
        ...{ from: '2098-01-01', expiresOn: '2098-12-31' },
      },
    });
    await sendRegister(api, REGISTER);
    rejectedId = (await sendRegister(api, DEVICES)).body.id;
    await sendRegister(api, DRY_RUN, '?dryRun=true');
    const { createPlan } = await api.query('mutation { createPlan(input: { iterations: 10 }) { id } }');
    await until(async () => {
      const { plan } = await api.query('query ($id: ID!) { plan(id: $id) { status } }', {
        id: createPlan.id,
      });
      return plan.status === 'COMPLETED' ? true : undefined;
    });
    await putWorks();
    await readThroughOwnProcess();
  });
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  /** Works at the site, with what people write and read off devices there. */
  async function putWorks(): Promise<void> {
    await save('Device', { ...DEVICE, externalId: 'CAM-5', serial: null, mac: null });
    const { crews, vendors } = await api.query('{ crews { externalId } vendors { externalId } }');
    const [crew, vendor] = [crews[0].externalId, vendors[0].externalId];
    const placing = {
      id: 'SEC-1',
      site: 'SEC-1',
      devices: ['CAM-1', 'CAM-5'],
      crew,
      vendor,
      budget: 'DRC-2027',
    };
    await issueWorks(api, await putInForce(api, 'DRC', [placing]));
    const workOrderId = await orderOf(api, 'SEC-1');
    const work = (mutation: string, type: string, input: object) =>
      api.query(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, {
        input: { workOrderId, ...input },
      });
    await moveOrder(api, workOrderId, 'ORDERED');
    await work('recordConsent', 'PaperInput', { reference: CANARIES.work, on: TODAY });
    await work('leaveUnreplaced', 'UnreplacedInput', { replaces: 'CAM-5', reason: CANARIES.work });
    await work('enterReplacement', 'ReplacementInput', {
      ...{ replaces: 'CAM-1', externalId: 'CAM-6', manufacturer: 'Axis', serial: CANARIES.newSerial },
    });
    await api.query('mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }', {
      input: {
        ...{ workOrderId, kind: 'ABSENT_DEVICE', device: 'CAM-5', note: CANARIES.work },
        ...{ assertedBy: 'Kim', assertedOn: TODAY },
      },
    });
    await api.query('mutation ($input: WebhookInput!) { createWebhook(input: $input) { id } }', {
      input: { url: 'http://127.0.0.1:9/', kinds: ['WORKS_FOUND'] },
    });
    const sent = await sendEvidence(api, workOrderId);
    photo = `/works/${workOrderId}/evidence/${((await sent.json()) as { id: string }).id}`;
    await moveOrder(api, workOrderId, 'FAILED', { reason: CANARIES.work });
  }

  /** Asks for what is hidden, saves it, and errs with it, at a process whose log is kept. */
  async function readThroughOwnProcess(): Promise<void> {
    const { ask, ...server } = await startApiProcess(api);
    const answer = await ask(READ_ALL);
    for (const told of [
      'name',
      'pastName',
      'postcode',
      'latitude',
      'longitude',
      'serial',
      'note',
      'ground',
    ] as const)
      expect(answer).toContain(String(CANARIES[told]));
    expect(said(answer)).toEqual(expect.arrayContaining(['4419B6CA4A77', 'STANDALONE']));
    expect(await ask(SAVE_DEVICE, { input: { ...DEVICE, mac: CANARIES.rejectedMac + 'x' } })).toContain(
      'BAD_INPUT',
    );
    expect(await ask(SAVE_SITE, { input: { ...SITE, name: CANARIES.name, expectedVersion: 7 } })).toContain(
      'CONFLICT',
    );
    await api.asOwner('RENAME TABLE site_name_words TO elsewhere');
    expect(await ask(SAVE_SITE, { input: { ...SITE, name: CANARIES.dryRun } })).toContain('INTERNAL');
    // Its statement has the words that were searched for.
    expect(await ask(FIND, { name: CANARIES.name })).toContain('INTERNAL');
    await api.asOwner('RENAME TABLE elsewhere TO site_name_words');
    expect(await ask(FIND, { name: CANARIES.name })).toContain('"totalCount":1');
    await server.end();
    log = server.log();
  }

  it('the database tells nothing, in no table', async () => {
    const tables: { name: string }[] = await api.dataSource.query(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const rows: Record<string, unknown>[] = await api.dataSource.query(`SELECT * FROM \`${name}\``);
      // The words for networks are those of directives, too.
      const found = said(rows.map(textOf).join('\n')).filter(
        (canary) => !(canary === 'STANDALONE' && name === 'directive_demands'),
      );
      expect({ name, found }).toEqual({ name, found: [] });
    }
  });

  it('neither the length of what is sealed nor an index tells what it is', async () => {
    const [row]: Record<string, Buffer>[] = await api.dataSource.query(
      'SELECT detail, serial_index AS serial, mac_index AS mac FROM devices WHERE external_id = ?',
      ['CAM-1'],
    );
    expect(row?.['serial']).toHaveLength(16);
    expect(row?.['detail']?.length).toBe(2 + 5 + 12 + 128 + 16);
  });

  it('Redis tells nothing', async () => {
    const text = await dumpRedis();
    expect(text).toContain('phaseout');
    expect(said(text)).toEqual([]);
  });

  it('the logs of the API and of the worker tell nothing', () => {
    expect(log).toContain('ER_NO_SUCH_TABLE');
    expect(said(log)).toEqual([]);
    expect(worker.log().length).toBeGreaterThan(20);
    expect(said(worker.log())).toEqual([]);
  });

  it('a value that was moved to another row is shown to nobody', async () => {
    await save('Device', { ...DEVICE, externalId: 'CAM-9', site: 'SEC-2', serial: null, mac: null });
    const stored: { detail: Buffer }[] = await api.dataSource.query(
      'SELECT detail FROM devices WHERE external_id = ?',
      ['CAM-9'],
    );
    await api.dataSource.query(
      `UPDATE devices d JOIN devices s ON s.external_id = 'CAM-1' SET d.detail = s.detail WHERE d.external_id = 'CAM-9'`,
    );
    const [error] = await api.refuse('{ device(externalId: "CAM-9") { serial } }');
    expect(error?.extensions.code).toBe('INTERNAL');
    expect(said(JSON.stringify(error))).toEqual([]);
    await api.dataSource.query('UPDATE devices SET detail = ? WHERE external_id = ?', [
      stored[0]?.detail,
      'CAM-9',
    ]);
    expect(await api.query('{ device(externalId: "CAM-9") { serial } }')).toEqual({
      device: { serial: null },
    });
  });

  it('every column that an entity seals is one of those that are sealed anew', () => {
    const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    const declared = api.dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns
        .filter(({ type }) => type === 'mediumblob')
        .map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    expect([...declared].sort()).toEqual([...listed].sort());
  });

  it('a file of evidence is in the folder and gives nothing away; who may see it gets it', async () => {
    const folder = api.configuration.evidenceDir ?? '';
    const stored = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(stored).toHaveLength(1);
    for (const { parentPath, name } of stored)
      expect(readFileSync(join(parentPath, name)).includes('photograph')).toBe(false);
    const response = await api.fetch(photo);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PHOTO);
  });

  it('the one who sent them still gets rejected rows back', async () => {
    expect(await readRejectedRows(api, rejectedId)).toContain(CANARIES.rejected);
  });

  describe('a new key', () => {
    const [OLD = '', INDEX = ''] = TEST_KEYS.split('\n');
    const NEW = newKey('newer');
    const rotate = (keys: string[], ...args: string[]) =>
      new Promise<{ code: number; output: string }>((resolve) => {
        const { SEALING_KEYS_FILE: _, ...environment } = process.env;
        const env = {
          ...environment,
          ...{ DATABASE_URL: api.configuration.databaseUrl, SEALING_KEYS: [...keys, INDEX].join('\n') },
        };
        const program = join(projectRoot, 'dist/src/rotate-keys.command-line.js');
        execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
        );
      });

    it('finds what is left to the old one, and says so', async () => {
      const { code, output } = await rotate([NEW, OLD], '--count');
      expect(output).toMatch(/newer: 0 values\nsuite: \d\d+ values\n/);
      expect(code).toBe(1);
    });

    it('cannot open what the ring has no key for, and leaves it as it is', async () => {
      const { code, output } = await rotate([NEW]);
      expect(output).toMatch(/sites\.detail does not open: its key suite is not on the ring/);
      expect(code).toBe(2);
      expect(said(output)).toEqual([]);
    });

    it('seals everything, while others write, and then the old one can go', async () => {
      const both = await startApiProcess(api, { SEALING_KEYS: [OLD, NEW, INDEX].join('\n') });
      let isDone = false;
      const writing = (async () => {
        for (let number = 0; !isDone; number += 1) {
          const input = { ...DEVICE, externalId: 'CAM-8', serial: `SERIAL-${number}` };
          expect(await both.ask(SAVE_DEVICE, { input })).toContain('"id"');
        }
      })();
      const { output } = await rotate([NEW, OLD]);
      isDone = true;
      await writing;
      await both.end();
      for (const { table, column } of SEALED_COLUMNS)
        expect(output).toMatch(new RegExp(`${table}\\.${column}: [1-9]\\d* sealed anew`));
      expect((await rotate([NEW, OLD])).code).toBe(0);
      expect((await rotate([NEW], '--count')).output).toMatch(/^newer: \d\d+ values\n$/);

      const later = await startApiProcess(api, { SEALING_KEYS: [NEW, INDEX].join('\n') });
      const answer = await later.ask(READ_ALL);
      for (const told of ['name', 'pastName', 'serial', 'note', 'ground'] as const)
        expect(answer).toContain(CANARIES[told]);
      expect(answer).toContain('The MAC address 4419B6CA4A77 lies in');
      expect(answer).not.toContain('errors');
      await later.end();
    });
  });
});

/** All that a row holds, as text and as bytes, compressed documents as what they are. */
function textOf(row: Record<string, unknown>): string {
  return Object.values(row)
    .map((value) => {
      if (!Buffer.isBuffer(value)) return JSON.stringify(value);
      const bytes = value[0] === 0x1f && value[1] === 0x8b ? gunzipSync(value) : value;
      return `${bytes.toString('utf8')} ${bytes.toString('latin1')} ${bytes.toString('utf16le')}`;
    })
    .join(' ');
}

/** Everything that Redis holds, whoever wrote it. */
async function dumpRedis(): Promise<string> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  const parts: string[] = [];
  try {
    for await (const keys of redis.scanStream({ count: 1_000 })) {
      for (const key of keys as string[]) {
        const readers: Record<string, () => Promise<unknown>> = {
          string: () => redis.get(key),
          hash: () => redis.hgetall(key),
          list: () => redis.lrange(key, 0, -1),
          set: () => redis.smembers(key),
          zset: () => redis.zrange(key, 0, -1),
          stream: () => redis.xrange(key, '-', '+'),
        };
        parts.push(key, JSON.stringify(await readers[await redis.type(key)]?.()));
      }
    }
  } finally {
    redis.disconnect();
  }
  return parts.join('\n');
}
