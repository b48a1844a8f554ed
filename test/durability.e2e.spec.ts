import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Queue } from 'bullmq';
import { Claims } from '../src/plans/computing/claims.js';
import { LostClaim } from '../src/plans/plans.errors.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { relayOnce } from '../workers/relay.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { loadSampleEstate } from './support/sample-estate.js';
import { emptyQueue, startWorker, until } from './support/worker.js';

/** Short, so that the tests need not wait a minute for a worker to be taken for dead. */
const SETTINGS = { PLAN_SILENT_SECONDS: '1' };

describe('a plan that was asked for', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi(SETTINGS);
    await loadSampleEstate(api);
  });
  beforeEach(emptyQueue);
  afterAll(() => api.close());

  const create = async (iterations: number): Promise<string> => {
    const { createPlan } = await api.query(
      'mutation ($n: Int) { createPlan(input: { iterations: $n }) { id } }',
      {
        n: iterations,
      },
    );
    return createPlan.id;
  };
  const statusOf = async (id: string): Promise<string> => {
    const { plan } = await api.query('query ($id: ID!) { plan(id: $id) { status } }', { id });
    return plan.status;
  };
  const completed = (id: string) =>
    until(async () => ((await statusOf(id)) === 'COMPLETED' ? true : undefined));
  const running = (id: string) => until(async () => ((await statusOf(id)) === 'RUNNING' ? true : undefined));
  const assignmentsOf = async (id: string): Promise<number> => {
    const [row] = await api.dataSource.query('SELECT COUNT(*) AS n FROM plan_assignments WHERE plan_id = ?', [
      id,
    ]);
    return Number(row.n);
  };

  it('is computed although no worker was there when it was asked for', async () => {
    const id = await create(10);
    const worker = await startWorker(api, SETTINGS);
    await completed(id);
    await worker.kill('SIGTERM');
    expect(await assignmentsOf(id)).toBeGreaterThan(0);
  });

  it('is computed although the queue forgot it', async () => {
    const id = await create(10);
    // Delivered and then lost: what an emptied Redis leaves behind.
    await api.dataSource.query(
      'UPDATE outbox SET dispatched_at = UTC_TIMESTAMP(3) WHERE dispatched_at IS NULL',
    );
    const worker = await startWorker(api, SETTINGS);
    await completed(id);
    await worker.kill('SIGTERM');
  });

  it('is computed by another worker when its own is killed', async () => {
    const id = await create(20_000_000);
    const first = await startWorker(api, SETTINGS);
    await running(id);
    await first.kill('SIGKILL');
    await api.dataSource.query('UPDATE plans SET iterations = 10 WHERE id = ?', [id]);
    const second = await startWorker(api, SETTINGS);
    await completed(id);
    await second.kill('SIGTERM');
    const [row] = await api.dataSource.query('SELECT fence, crashes FROM plans WHERE id = ?', [id]);
    expect(row.fence).toBeGreaterThanOrEqual(2);
    expect(row.crashes).toBeGreaterThanOrEqual(1);
  });

  it('is given back at once by a worker that is told to stop, which is no crash', async () => {
    const id = await create(20_000_000);
    const worker = await startWorker(api, SETTINGS);
    await running(id);
    await worker.kill('SIGTERM');
    expect(await statusOf(id)).toBe('QUEUED');
    const [{ crashes }] = await api.dataSource.query('SELECT crashes FROM plans WHERE id = ?', [id]);
    expect(crashes).toBe(0);
    await api.dataSource.query('DELETE FROM plans WHERE id = ?', [id]);
  });

  it('is computed once however often it is delivered', async () => {
    const patient = { PLAN_SILENT_SECONDS: '30' };
    const id = await create(10);
    await api.dataSource.query(
      'INSERT INTO outbox (name, payload, created_at) SELECT name, payload, created_at FROM outbox WHERE payload LIKE ?',
      [`%"planId":${id}}`],
    );
    const workers = await Promise.all([startWorker(api, patient), startWorker(api, patient)]);
    await completed(id);
    const count = await assignmentsOf(id);
    await until(async () => {
      const [{ n }] = await api.dataSource.query(
        'SELECT COUNT(*) AS n FROM outbox WHERE dispatched_at IS NULL',
      );
      return Number(n) === 0 ? true : undefined;
    });
    await Promise.all(workers.map((worker) => worker.kill('SIGTERM')));
    expect(await assignmentsOf(id)).toBe(count);
    const [{ fence }] = await api.dataSource.query('SELECT fence FROM plans WHERE id = ?', [id]);
    expect(fence).toBe(1);
  });

  it('can be asked for while the queue is silent', async () => {
    let isAdding = false;
    const silent = {
      addBulk: () => {
        isAdding = true;
        return new Promise<never>(() => {});
      },
    } as unknown as Queue;
    await create(10);
    const stuck = relayOnce(api.dataSource, { phaseout: silent, 'phaseout-calls': silent });
    await until(() => Promise.resolve(isAdding || undefined));
    const startedAt = performance.now();
    await create(10);
    // The relay lets go after ten seconds; nobody waits for it.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await expect(stuck).rejects.toThrow('did not answer');
    await api.dataSource.query('DELETE FROM plans');
    await api.dataSource.query('DELETE FROM outbox');
  });

  it('takes no result from a worker whose claim is outdated', async () => {
    const claims = asSystem(api.app.get(Claims));
    const planId = Number(await create(10));
    const late = await claims.take(planId);
    if (!late) throw new Error('expected a claim');
    expect(await claims.take(planId)).toBeNull();
    await api.dataSource.query(
      'UPDATE plans SET heartbeat_at = heartbeat_at - INTERVAL 1 HOUR WHERE id = ?',
      [planId],
    );
    const next = await claims.take(planId);
    expect(next?.fence).toBe(late.fence + 1);
    await expect(claims.beat(late, null, false)).rejects.toThrow(LostClaim);
    const end = api.app
      .get(Transactions)
      .run((manager) => claims.end(manager, late, { status: 'COMPLETED' }));
    await expect(end).rejects.toThrow(LostClaim);
    expect(await statusOf(String(planId))).toBe('RUNNING');
  });

  it('fails where one can see it when computing it never comes to an end', async () => {
    const id = await create(10);
    await api.dataSource.query('UPDATE plans SET crashes = 5 WHERE id = ?', [id]);
    const worker = await startWorker(api, SETTINGS);
    await until(async () => ((await statusOf(id)) === 'FAILED' ? true : undefined));
    await worker.kill('SIGTERM');
    const { plan } = await api.query('query ($id: ID!) { plan(id: $id) { failure { code } } }', { id });
    expect(plan.failure.code).toBe('PLAN_GAVE_UP');
  });
});
