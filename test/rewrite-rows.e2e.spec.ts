import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { rewriteRows } from '../src/platform/sealing/rewrite-rows.js';
import { startApi, type TestApi } from './support/api.js';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
  await api.dataSource.query(
    "INSERT INTO vendors (external_id, name, has_limited_supply) VALUES ('A', 'old', 0), ('B', 'old', 0)",
  );
});
afterAll(() => api.close());

it('rewriting leaves a row to whoever wrote it since it was read', async () => {
  const rewritten = await rewriteRows(
    (work) =>
      api.dataSource.transaction((manager) =>
        work(async (sql, parameters) => {
          const result = await manager.query(sql, parameters);
          if (sql.startsWith('SELECT'))
            await api.dataSource.query("UPDATE vendors SET name = 'theirs' WHERE external_id = 'A'");
          return result;
        }),
      ),
    { table: 'vendors', key: ['id'], columns: ['name'], guard: 'name' },
    () => ({ name: 'rewritten' }),
  );
  expect(rewritten).toBe(1);
  const names = await api.dataSource.query(
    'SELECT external_id AS id, name FROM vendors ORDER BY external_id',
  );
  expect(names).toEqual([
    { id: 'A', name: 'theirs' },
    { id: 'B', name: 'rewritten' },
  ]);
});
