import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { EstateChanges } from '../src/estate/estate-changes.js';
import { createServer } from '../src/server.js';
import { startApi, type TestApi } from './support/api.js';
import { sendRegister } from './support/registers.js';

const SITES = 'site_id,organisation,name,nation,region,sensitive\nS-1,DEPT,Caxton House,ENG,London,no\n';

describe('imports that come twice or end early', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'DEPT', name: 'DEPT', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
    });
    await send(SITES);
  });
  afterAll(() => api.close());

  const send = async (register: string) => {
    const { status, body } = await sendRegister(api, register);
    expect(status).toBe(201);
    return body;
  };
  const counted = async (table: string) => {
    const rows: { n: string }[] = await api.dataSource.query(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(rows[0]?.n);
  };

  it('loads a register once that is sent twice at the same time', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `Y-${index},S-1,camera,`);
    const register = ['device_id,site_id,kind,recorder_id', ...rows, 'Y-R,S-1,recorder,'].join('\n');
    const [one, other] = await Promise.all([send(register), send(register)]);
    expect(one.created + other.created).toBe(1_501);
    expect(one.unchanged + other.unchanged).toBe(1_501);
  });

  it('leaves a failed import to be seen, with what was loaded, and completes when it is read again', async () => {
    const changes = api.app.get(EstateChanges);
    let batches = 0;
    let isBroken = true;
    changes.listen({
      devicesChanged: (_manager: EntityManager) => {
        batches += 1;
        return isBroken && batches > 2 ? Promise.reject(new Error('the machine is gone')) : Promise.resolve();
      },
      makersChanged: () => Promise.resolve(),
    });
    const rows = Array.from({ length: 3_500 }, (_, index) => `Z-${index},S-1,camera`);
    const register = ['device_id,site_id,kind', ...rows].join('\n');
    const failed = await sendRegister(api, register);
    expect(failed).toMatchObject({ status: 500, body: { status: 'FAILED', read: 2_000, created: 2_000 } });
    expect(failed.body.failure?.code).toBe('INTERNAL');
    expect(failed.body.failure?.message).not.toContain('machine');
    isBroken = false;
    expect(await send(register)).toMatchObject({
      status: 'COMPLETED',
      rejected: 0,
      read: 3_500,
      unchanged: 2_000,
      created: 1_500,
    });
    expect(await counted('import_keys')).toBe(0);
    const seen = await api.query('query ($id: ID!) { import(id: $id) { status read } }', {
      id: failed.body.id,
    });
    expect(seen.import).toEqual({ status: 'FAILED', read: 2_000 });
  });

  describe('that go beyond a bound', () => {
    const NO_BOUNDS = { importRows: 2_000_000, importSeconds: 3_600 };
    afterEach(() => {
      Object.assign(api.configuration, NO_BOUNDS);
    });
    const register = (name: string, count: number) =>
      [
        'device_id,site_id,kind',
        ...Array.from({ length: count }, (_, row) => `${name}-${row},S-1,camera`),
      ].join('\n');

    it('stop at the last row that they may take', async () => {
      api.configuration.importRows = 1_500;
      const { status, body } = await sendRegister(api, register('ROWS', 2_100));
      expect(status).toBe(413);
      expect(body).toMatchObject({
        status: 'FAILED',
        read: 1_500,
        created: 1_500,
        rejected: 0,
        failure: { code: 'IMPORT_TOO_MANY_ROWS', message: expect.stringContaining('IMPORT_ROWS') },
      });
      const seen = await api.query(
        `query ($id: ID!) { import(id: $id) { status read failure { code message } }
           last: device(externalId: "ROWS-1499") { id } beyond: device(externalId: "ROWS-1500") { id } }`,
        { id: body.id },
      );
      expect(seen).toEqual({
        import: { status: 'FAILED', read: 1_500, failure: body.failure },
        last: { id: expect.any(String) },
        beyond: null,
      });
    });

    it('take a register with as many rows as they may', async () => {
      api.configuration.importRows = 1_500;
      expect(await send(register('JUST', 1_500))).toMatchObject({ status: 'COMPLETED', created: 1_500 });
    });

    it('stop between two batches when their time is over, and go on when they are sent again', async () => {
      let pauseMs = 300;
      api.app.get(EstateChanges).listen({
        devicesChanged: () => sleep(pauseMs),
        makersChanged: () => Promise.resolve(),
      });
      api.configuration.importSeconds = 0.4;
      const { status, body } = await sendRegister(api, register('TIME', 6_000));
      expect(status).toBe(503);
      expect(body).toMatchObject({
        status: 'FAILED',
        failure: { code: 'IMPORT_OUT_OF_TIME', message: expect.stringContaining('IMPORT_SECONDS') },
      });
      expect([1_000, 2_000]).toContain(body.read);
      expect(body.created).toBe(body.read);

      pauseMs = 0;
      Object.assign(api.configuration, NO_BOUNDS);
      expect(await send(register('TIME', 6_000))).toMatchObject({
        status: 'COMPLETED',
        unchanged: body.read,
        created: 6_000 - body.read,
      });
    });

    it('leave entries of their beginning and their end', async () => {
      api.configuration.importRows = 1;
      const { body } = await sendRegister(api, register('AUDIT', 2));
      const { auditEntries } = await api.query(
        `query ($id: String) { auditEntries(filter: { subjectType: "Import", subjectId: $id }) { nodes { after } } }`,
        { id: body.id },
      );
      const states = auditEntries.nodes.map(({ after }: { after: string }) => JSON.parse(after));
      expect(states).toMatchObject([{ status: 'RUNNING' }, { status: 'FAILED', read: 1, created: 1 }]);
    });
  });

  describe('whose process died', () => {
    const begun = async (silentSeconds: number) => {
      const { insertId }: { insertId: number } = await api.dataSource.query(
        `INSERT INTO imports (format, status, dry_run, header, ignored_columns, started_at, heartbeat_at)
         VALUES ('CANONICAL_DEVICES', 'RUNNING', 0, '[]', '[]', UTC_TIMESTAMP(3),
           UTC_TIMESTAMP(3) - INTERVAL ? SECOND)`,
        [silentSeconds],
      );
      await api.dataSource.query(
        "INSERT INTO import_keys (import_id, external_id, line_number) VALUES (?, 'D-1', 2)",
        [insertId],
      );
      return String(insertId);
    };
    const find = async (id: string) => {
      const { import: entry } = await api.query(
        'query ($id: ID!) { import(id: $id) { status failure { code message } finishedAt } }',
        { id },
      );
      return entry;
    };
    const dead = {
      status: 'FAILED',
      failure: { code: 'IMPORT_INTERRUPTED', message: expect.stringContaining('Send the file again') },
      finishedAt: expect.any(String),
    };
    const alive = { status: 'RUNNING', failure: null, finishedAt: null };

    it('fail when the next one starts, and living ones do not', async () => {
      const [silent, busy] = [await begun(300), await begun(5)];
      await send(SITES);
      expect(await find(silent)).toEqual(dead);
      const entries = await api.dataSource.query(
        "SELECT caller_kind AS kind, state_after AS after FROM audit_entries WHERE action = 'import' AND subject_id = ?",
        [silent],
      );
      expect(entries).toEqual([{ kind: 'SYSTEM', after: expect.stringContaining('"status":"FAILED"') }]);
      expect(await find(busy)).toEqual(alive);
      expect(await counted('import_keys')).toBe(1);
      await api.dataSource.query('DELETE FROM imports WHERE id = ?', [busy]);
    });

    it('fail when the API starts', async () => {
      const silent = await begun(300);
      const another = await createServer(api.configuration);
      await another.init();
      await another.close();
      expect(await find(silent)).toEqual(dead);
    });

    it('write no more once they were given up', async () => {
      let giveUp = true;
      api.app.get(EstateChanges).listen({
        async devicesChanged() {
          if (!giveUp) return;
          giveUp = false;
          await api.dataSource.query(
            `UPDATE imports SET status = 'FAILED', failure_code = 'IMPORT_INTERRUPTED', failure_message = 'given up'
              WHERE status = 'RUNNING'`,
          );
        },
        makersChanged: () => Promise.resolve(),
      });
      const { status, body } = await sendRegister(api, 'device_id,site_id,kind\nLATE-1,S-1,camera');
      expect(status).toBe(500);
      expect(body).toMatchObject({ status: 'FAILED', failure: { message: 'given up' }, created: 0 });
      expect(await api.query('{ device(externalId: "LATE-1") { id } }')).toEqual({ device: null });
    });
  });
});
