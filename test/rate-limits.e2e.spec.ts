import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';

const COST = 1_000;
/** Costs 1 + 100 × 6 and the 10 of any document: one fits, a second does not. */
const DEAR = '{ sites(first: 100) { nodes { id externalId name region nation } } }';
const CHEAP = '{ planningDefaults { rule } }';

/** Counts of its own in the Redis that all share. */
const ownBudget = () => ({ RATE_LIMIT_COST: String(COST), QUEUE_PREFIX: `rates-${randomUUID()}` });

function ask(api: TestApi, query: string, subject: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return api.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) }, subject);
}

describe.each([
  ['with Redis', {}],
  ['while Redis is away', { REDIS_URL: 'redis://127.0.0.1:1' }],
])('what a client may ask for in a minute, %s', (_when, settings) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ...ownBudget(), ...settings });
    for (const number of [1, 2, 3, 4, 5]) await api.grant(`client-${number}`, ['ESTATES_MANAGER']);
  });
  afterAll(() => api.close());

  it('is bounded by cost, not by requests', async () => {
    const cheap = await Promise.all(Array.from({ length: 20 }, () => ask(api, CHEAP, 'client-1')));
    expect(cheap.map(({ status }) => status)).toEqual(cheap.map(() => 200));

    const first = await ask(api, DEAR, 'client-2');
    expect(first.status).toBe(200);
    const second = await ask(api, DEAR, 'client-2');
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(second.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await second.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  });

  it('is not used up by others', async () => {
    for (let time = 0; time < 3; time += 1) await ask(api, DEAR, 'client-3');
    expect((await ask(api, DEAR, 'client-4')).status).toBe(200);
  });

  it('is used up by documents that are refused too', async () => {
    const statuses = new Set<number>();
    for (let time = 0; time < 101; time += 1) statuses.add((await ask(api, '{ crews {', 'client-5')).status);
    expect(statuses).toEqual(new Set([200, 429]));
  });
});
