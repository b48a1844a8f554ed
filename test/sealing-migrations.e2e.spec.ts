/** The migrations that seal, on a database that holds an estate as it was stored before them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { DEVICE_DETAIL, SITE_DETAIL, SITE_VERSION_DETAIL } from '../src/estate/sealed-details.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { KeyRing } from '../src/platform/sealing/key-ring.js';
import { Sealed } from '../src/platform/sealing/sealed.js';
import { REJECTION_DETAIL } from '../src/imports/sealed-details.js';
import { ASSESSMENT_DETAIL, EVIDENCE_NOTE } from '../src/policy/sealed-details.js';
import { createEmptyDatabase, readMigrations, type TestDatabase } from './support/database.js';
import { TEST_KEYS } from './support/keys.js';

const FIRST_SEALING = '1764000010000';
const SITE_COUNT = 700;
const STATE = {
  organisationId: 1,
  ...{ name: 'Canary House', nation: 'ENG', region: 'London', postcode: 'CA1 1NY' },
  ...{ latitude: 51.987654, longitude: -0.5, sensitive: false, closures: [] },
};

describe('the migrations that seal', () => {
  let database: TestDatabase;
  let before: DataSource;
  let all: DataSource;
  const keyRing = KeyRing.fromEnvironment({ SEALING_KEYS: TEST_KEYS });
  const read = <Row>(sql: string) => all.query<Row[]>(sql);
  const tables = ['sites', 'site_versions', 'devices', 'assessments', 'device_evidence', 'import_rejections'];
  const dump = () => Promise.all(tables.map((table) => read(`SELECT * FROM ${table} ORDER BY 1, 2`)));
  let plain: unknown;

  beforeAll(async () => {
    delete process.env['SEALING_KEYS'];
    delete process.env['SEALING_KEYS_FILE'];
    database = await createEmptyDatabase();
    const migrations = await readMigrations();
    const open = (wanted: typeof migrations) =>
      new DataSource({ ...dataSourceOptions(database.url), migrations: wanted }).initialize();
    before = await open(migrations.filter(({ name }) => name.slice(-13) < FIRST_SEALING));
    all = await open(migrations);
    await before.runMigrations();
    await fill(all);
    plain = await dump();
  });
  afterAll(async () => {
    await before.destroy();
    await all.destroy();
    await database.drop();
    delete process.env['SEALING_KEYS'];
  });

  it('change nothing without the keys', async () => {
    await expect(all.runMigrations()).rejects.toThrow(/SEALING_KEYS_FILE: name the file/);
    expect(await dump()).toEqual(plain);
  });

  it('go on where they stopped', async () => {
    process.env['SEALING_KEYS'] = TEST_KEYS;
    await all.query("UPDATE site_versions SET state = 'no JSON' WHERE site_id = 650");
    await expect(all.runMigrations()).rejects.toThrow(/JSON/);
    await all.query('UPDATE site_versions SET state = ? WHERE site_id = 650', [JSON.stringify(STATE)]);
    await all.runMigrations();
  });

  it('seal what is told of sites, for their rows, and leave it nowhere else', async () => {
    const sites = await read<{ externalId: string; detail: Buffer }>(
      'SELECT external_id AS externalId, detail FROM sites ORDER BY id',
    );
    const names = sites.map(
      ({ externalId, detail }) => keyRing.open(SITE_DETAIL, [externalId], new Sealed(detail)).name,
    );
    expect(names).toEqual(sites.map((_, index) => `Canary House ${index + 1}`));
    const [version] = await read<{ state: string; detail: Buffer }>(
      'SELECT state, detail FROM site_versions WHERE site_id = 650',
    );
    expect(
      keyRing.open(SITE_VERSION_DETAIL, [650, 1], new Sealed(version?.detail ?? Buffer.alloc(0))),
    ).toEqual({
      ...{ name: 'Canary House', postcode: 'CA1 1NY', latitude: 51.987654, longitude: -0.5 },
    });
    expect(JSON.parse(version?.state ?? '')).toMatchObject({ nation: 'ENG', closures: [] });
    const text = JSON.stringify(await dump(), (_, value: unknown) =>
      isBuffer(value) ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(text).not.toMatch(/Canary|CA1 1NY|51\.98|canary-serial|0A1B2C3D4E5F/i);
    const words = await read<{ count: string }>('SELECT COUNT(DISTINCT word) AS count FROM site_name_words');
    expect(Number(words[0]?.count)).toBe(2 + SITE_COUNT);
  });

  it('seal what is told of devices', async () => {
    const devices = await read<{ externalId: string; detail: Buffer; twins: string }>(
      `SELECT d.external_id AS externalId, d.detail,
              (SELECT COUNT(*) FROM devices t WHERE t.serial_index = d.serial_index AND t.mac_index = d.mac_index) AS twins
         FROM devices d ORDER BY d.id`,
    );
    const opened = devices.map(({ externalId, detail, twins }) => ({
      ...keyRing.open(DEVICE_DETAIL, [externalId], new Sealed(detail)),
      twins: Number(twins),
    }));
    expect(opened).toEqual([
      { serial: 'CANARY-SERIAL', mac: '0A1B2C3D4E5F', network: 'CORE', twins: 2 },
      { serial: 'canary-serial', mac: '0A1B2C3D4E5F', network: 'INTERNET', twins: 2 },
      { serial: null, mac: null, network: 'UNKNOWN', twins: 0 },
    ]);
    const columns = await read<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'devices'",
    );
    expect(columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['network']));
  });

  it('seal why devices have their verdicts, notes and rejected rows', async () => {
    const [assessment] = await read<{ detail: Buffer }>('SELECT detail FROM assessments');
    expect(keyRing.open(ASSESSMENT_DETAIL, [1], sealedIn(assessment))).toMatchObject({
      explanation: ['Canary house'],
      demands: [],
    });
    const notes = await read<{ detail: Buffer | null }>(
      'SELECT note AS detail FROM device_evidence ORDER BY id',
    );
    const row = [1, 'Hikvision', 'Kim', '2026-02-03'];
    expect(keyRing.open(EVIDENCE_NOTE, row, sealedIn(notes[0]))).toBe('by the canary');
    expect(notes[1]?.detail).toBeNull();
    const [rejection] = await read<{ detail: Buffer }>('SELECT detail FROM import_rejections');
    expect(keyRing.open(REJECTION_DETAIL, [1, 1], sealedIn(rejection))).toEqual({
      reason: 'no site "Canary"',
      cells: ['Canary', ''],
    });
  });

  it('give back what was there when they are taken back', async () => {
    while ((await executed(all)) > (await executed(before, true))) await all.undoLastMigration();
    expect(normal(await dump())).toEqual(normal(plain));
  });
});

const sealedIn = <Value>(row: { detail: Buffer | null } | undefined) =>
  new Sealed<Value>(row?.detail ?? Buffer.alloc(0));

const isBuffer = (value: unknown): value is { data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';

/** Rows whatever the order of their columns and of what is in their documents. */
function normal(dump: unknown): unknown {
  return JSON.parse(JSON.stringify(dump), (key, value: unknown) =>
    key === 'state' ? (JSON.parse(String(value)) as unknown) : value,
  );
}

async function executed(dataSource: DataSource, isAll = false): Promise<number> {
  if (isAll) return dataSource.migrations.length;
  const [row] = await dataSource.query<{ count: string }[]>('SELECT COUNT(*) AS count FROM migrations');
  return Number(row?.count);
}

async function fill(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    "INSERT INTO organisations (id, external_id, name, kind, nation) VALUES (1, 'ORG', 'A body', 'POLICE', 'ENG')",
  );
  const sites = Array.from({ length: SITE_COUNT }, (_, index) => [
    ...[index + 1, `S-${index + 1}`, 1, `Canary House ${index + 1}`, 'ENG', 'London', 'CA1 1NY'],
    ...[51.987654, index % 2 ? null : -0.5, false, '[]', 'NONE', 1, 'OWNED'],
  ]);
  await dataSource.query(
    `INSERT INTO sites (id, external_id, organisation_id, name, nation, region, postcode, latitude, longitude,
       is_sensitive, sensitivity_grounds, clearance, max_crews, ownership) VALUES ?`,
    [sites],
  );
  await dataSource.query(
    'INSERT INTO site_versions (site_id, version, valid_from, state, recorded_by) VALUES ?',
    [sites.map(([id]) => [id, 1, new Date(0), JSON.stringify(STATE), 'test'])],
  );
  await dataSource.query(
    `INSERT INTO devices (external_id, site_id, kind, serial, mac, network, status, recorded_by, recorded_at) VALUES
       ('D-1', 1, 'CAMERA', 'CANARY-SERIAL', '0A1B2C3D4E5F', 'CORE', 'IN_USE', 'test', '2026-01-01'),
       ('D-2', 1, 'CAMERA', 'canary-serial', '0A1B2C3D4E5F', 'INTERNET', 'IN_USE', 'test', '2026-01-01'),
       ('D-3', 1, 'CAMERA', NULL, NULL, 'UNKNOWN', 'IN_USE', 'test', '2026-01-01')`,
  );
  await dataSource.query(
    `INSERT INTO assessments (device_id, verdict, site_class, obligation, must_be_removed, demands, grounds, unknowns,
       explanation, assessed_at, rules_on)
     VALUES (1, 'REVIEW', 'SENSITIVE', 'MANDATORY', 0, '[]', '[]', '[]', '["Canary house"]', '2026-01-01', '2026-01-01')`,
  );
  await dataSource.query(
    `INSERT INTO device_evidence (device_id, grade, manufacturer, note, asserted_by, asserted_on, recorded_at) VALUES
       (1, 'SURVEY', 'Hikvision', 'by the canary', 'Kim', '2026-02-03', '2026-02-03'),
       (1, 'SURVEY', 'Hikvision', NULL, 'Kim', '2026-02-04', '2026-02-04')`,
  );
  await dataSource.query(
    `INSERT INTO imports (id, format, status, dry_run, header, ignored_columns, started_at, heartbeat_at, imported_by)
     VALUES (1, 'CANONICAL_SITES', 'COMPLETED', 0, '[]', '[]', '2026-01-01', '2026-01-01', 'test')`,
  );
  await dataSource.query(
    `INSERT INTO import_rejections (import_id, number, line_number, column_name, reason, cells)
     VALUES (1, 1, 2, '', 'no site "Canary"', '["Canary",""]')`,
  );
}
