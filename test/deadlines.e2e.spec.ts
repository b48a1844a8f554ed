import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AsyncResource } from 'node:async_hooks';
import type { Crew } from '../src/workforce/crew.entity.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { WorkforceService } from '../src/workforce/workforce.service.js';
import { startApi, type TestApi } from './support/api.js';
import { until } from './support/worker.js';

const POOL_SIZE = 10;
const FOR_EVER = 'SELECT SLEEP(60) AS slept';

describe('an operation that takes too long', () => {
  let api: TestApi;
  let workforce: WorkforceService;
  beforeAll(async () => {
    api = await startApi({ QUERY_SECONDS: '0.5', MUTATION_SECONDS: '1', LOG_LEVEL: 'silent' });
    workforce = api.app.get(WorkforceService);
  });
  afterAll(() => api.close());
  // Gives the class's own methods back.
  afterEach(() => {
    Reflect.deleteProperty(workforce, 'listCrews');
    Reflect.deleteProperty(workforce, 'removeCrew');
  });

  const sleepers = async () => {
    const rows: { count: string }[] = await api.dataSource.query(
      "SELECT COUNT(*) AS count FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'",
    );
    return Number(rows[0]?.count);
  };

  it('is given up, and so is its work in the database', async () => {
    workforce.listCrews = () => api.dataSource.query<Crew[]>(FOR_EVER);
    const [error] = await api.refuse('{ crews { id } }');
    expect(error?.extensions.code).toBe('TIMED_OUT');
    await until(async () => ((await sleepers()) === 0 ? true : undefined), 5_000);
  });

  it('leaves the connections to others, however many there were', async () => {
    workforce.listCrews = () => api.dataSource.query<Crew[]>(FOR_EVER);
    // More than the pool has: some are given up while they wait for a connection.
    const refused = await Promise.all(Array.from({ length: 15 }, () => api.refuse('{ crews { id } }')));
    expect(new Set(refused.map(([error]) => error?.extensions.code))).toEqual(new Set(['TIMED_OUT']));
    Reflect.deleteProperty(workforce, 'listCrews');
    const served = await Promise.all(Array.from({ length: 15 }, () => api.query('{ crews { id } }')));
    expect(served).toHaveLength(15);
    expect(await sleepers()).toBe(0);
  });

  it('waits no longer for connections that others hold', async () => {
    let isHeld = true;
    let others: Promise<unknown> = Promise.resolve();
    // Outside the operation, so that its deadline is not theirs.
    const holdAll = AsyncResource.bind(() => {
      const held = Array.from({ length: POOL_SIZE }, () => api.dataSource.query('SELECT SLEEP(4) AS held'));
      others = Promise.all(held).then(() => (isHeld = false));
    });
    workforce.listCrews = () => {
      holdAll();
      return api.dataSource.query<Crew[]>('SELECT 1 AS id');
    };
    const [error] = await api.refuse('{ crews { id } }');
    expect([error?.extensions.code, isHeld]).toEqual(['TIMED_OUT', true]);
    await others;
  });

  it('is rolled back where it writes, though it sleeps between statements', async () => {
    const transactions = api.app.get(Transactions);
    workforce.removeCrew = () =>
      transactions.run(async (manager) => {
        await manager.query(
          "INSERT INTO holidays (holiday_date, nation, name) VALUES ('2030-01-01', 'ENG', 'x')",
        );
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await manager.query(
          "INSERT INTO holidays (holiday_date, nation, name) VALUES ('2030-01-02', 'ENG', 'x')",
        );
        return true;
      });
    const [error] = await api.refuse('mutation { removeCrew(externalId: "C") { removed } }');
    expect(error?.extensions.code).toBe('TIMED_OUT');
    const { holidays } = await api.query<{ holidays: unknown[] }>('{ holidays { date } }');
    expect(holidays).toEqual([]);
  });
});
