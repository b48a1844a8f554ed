import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
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
    expect(Number(second.headers.get('retry-after'))).toBeLessThanOrEqual(65);
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

describe.each([
  ['with Redis', {}],
  ['while Redis is away', { REDIS_URL: 'redis://127.0.0.1:1' }],
])('registers and their rejected rows, %s', (_when, settings) => {
  let api: TestApi;
  const register = (subject: string) =>
    api.fetch(
      '/imports',
      { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'what,ever\n' },
      subject,
    );
  beforeAll(async () => {
    // A register costs 20,000, its rejected rows 5,000.
    api = await startApi({ ...ownBudget(), ...settings, RATE_LIMIT_COST: '25500' });
    for (const subject of ['sender', 'reader']) await api.grant(subject, ['ESTATES_MANAGER']);
  });
  afterAll(() => api.close());

  it('are paid for from the same budget as documents', async () => {
    expect((await register('sender')).status).toBe(400);
    expect((await ask(api, DEAR, 'sender')).status).toBe(200);
    const refused = await register('sender');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
  });

  it('are refused as often as they are fetched too often', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 6; time += 1)
      statuses.push((await api.fetch('/imports/1/rejected.csv', {}, 'reader')).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    expect((await ask(api, DEAR, 'reader')).status).toBe(429);
  });
});

/** Makes all that was counted older by some slices of five seconds. */
async function makeOlder(prefix: string, slices: number): Promise<void> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  try {
    for (const key of await redis.keys(`${prefix}:rates:*`)) {
      for (const [slice, amount] of Object.entries(await redis.hgetall(key))) {
        await redis.hdel(key, slice);
        await redis.hset(key, Number(slice) - slices, amount);
      }
    }
  } finally {
    redis.disconnect();
  }
}

describe('a minute', () => {
  let api: TestApi;
  let other: TestApi;
  const settings = ownBudget();
  beforeAll(async () => {
    api = await startApi(settings);
    other = await startApi(settings);
    await api.grant('client', ['ESTATES_MANAGER']);
    await other.grant('client', ['ESTATES_MANAGER']);
  });
  afterAll(async () => {
    await api.close();
    await other.close();
  });

  it('is any minute, in all processes together', async () => {
    expect((await ask(api, DEAR, 'client')).status).toBe(200);
    await makeOlder(settings.QUEUE_PREFIX, 11);
    const refused = await ask(other, DEAR, 'client');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    await makeOlder(settings.QUEUE_PREFIX, 2);
    expect((await ask(other, DEAR, 'client')).status).toBe(200);
  });
});

describe.each([
  ['with Redis', {}],
  ['while Redis is away', { REDIS_URL: 'redis://127.0.0.1:1' }],
])('requests without a good token, %s', (_when, redis) => {
  const MOST = 5;
  const open: TestApi[] = [];
  const start = async (settings: NodeJS.ProcessEnv) => {
    const api = await startApi({
      QUEUE_PREFIX: `rates-${randomUUID()}`,
      RATE_LIMIT_FAILURES: String(MOST),
      ...redis,
      ...settings,
    });
    open.push(api);
    return api;
  };
  afterAll(async () => {
    for (const api of open) await api.close();
  });

  /** The statuses of requests with a bad token, one after the other, each with another `X-Forwarded-For`. */
  async function guess(api: TestApi, forwardedFor: string[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const from of forwardedFor) {
      const headers = { authorization: 'Bearer nonsense', 'x-forwarded-for': from };
      statuses.push((await api.fetch('/graphql', { method: 'POST', headers })).status);
    }
    return statuses;
  }
  const known = async (api: TestApi, from: string) =>
    api.fetch('/graphql?query=%7B__typename%7D', {
      headers: { 'x-forwarded-for': from, 'mercurius-require-preflight': '1' },
    });
  const numbered = (count: number, text: (number: number) => string) =>
    Array.from({ length: count }, (_, index) => text(index + 1));

  it('shut their address out, and no token of it is looked at', async () => {
    const api = await start({});
    expect(
      await guess(
        api,
        numbered(MOST, () => '192.0.2.1'),
      ),
    ).toEqual(numbered(MOST, () => '').map(() => 401));
    expect((await known(api, '192.0.2.1')).status).toBe(200);
    expect(await guess(api, ['192.0.2.1'])).toEqual([429]);
    const refused = await known(api, '192.0.2.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(65);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect((await api.fetch('/imports', { method: 'POST' }, null)).status).toBe(429);
    expect((await api.fetch('/health', {}, null)).status).toBe(200);
  });

  it('are counted by the address that they come from, whatever they say of it', async () => {
    const api = await start({});
    expect(
      (
        await guess(
          api,
          numbered(MOST + 2, (number) => `192.0.2.${number}`),
        )
      ).slice(MOST),
    ).toEqual([429, 429]);
  });

  it('are counted by the address that a trusted proxy saw', async () => {
    const api = await start({ TRUSTED_PROXIES: '127.0.0.1' });
    const written = numbered(MOST + 2, (number) => `198.51.100.${number}, 192.0.2.1`);
    expect((await guess(api, written)).slice(MOST)).toEqual([429, 429]);
    expect((await known(api, '192.0.2.1')).status).toBe(429);
    expect((await known(api, '192.0.2.2')).status).toBe(200);
  });

  it('come from one network where they come from one IPv6 address each', async () => {
    const api = await start({ TRUSTED_PROXIES: '127.0.0.1' });
    expect(
      (
        await guess(
          api,
          numbered(MOST + 1, (number) => `2001:db8::${number}`),
        )
      ).at(-1),
    ).toBe(429);
    expect((await known(api, '2001:db8:1::1')).status).toBe(200);
  });
});
