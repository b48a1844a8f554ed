import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { Claims } from '../src/plans/computing/claims.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { OwnRedis } from './support/redis.js';
import { FOLLOW, connect, improving, listen, subscribeOver, type Followed } from './support/streams.js';

const TERMS = { start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 };
const CREATE = 'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }';

let api: TestApi;
let redis: OwnRedis;
let clients: Client[] = [];
let followed: Followed<unknown>[] = [];

const plan = async (): Promise<string> => (await api.query(CREATE, { input: TERMS })).createPlan.id;
const subscribe = async (planId: string, authorization: string, document = FOLLOW) => {
  const client = await connect(api.url, authorization);
  clients.push(client);
  const stream = subscribeOver(client, document, { planId, after: null });
  followed.push(stream);
  return stream;
};
const events = async (planId: string, authorization: string) => {
  const stream = await listen(api, api.url, `/plans/${planId}/events`, { authorization });
  followed.push(stream);
  return stream;
};
const tokenOf = async (subject: string, claims = {}) =>
  `Bearer ${await api.issuer.tokenFor(subject, claims)}`;

beforeAll(async () => {
  redis = await OwnRedis.start();
  api = await startApi({ REDIS_URL: redis.url, STREAM_CHECK_SECONDS: '1', TRUSTED_DOCUMENTS: 'off' });
});
afterEach(async () => {
  for (const stream of followed) stream.stop();
  for (const client of clients) await client.dispose();
  [followed, clients] = [[], []];
});
afterAll(async () => {
  await api.close();
  await redis.end();
});

describe('what flows', () => {
  it('ends with the token', async () => {
    const id = await plan();
    // It is believed for 30 s longer than it says, because clocks differ.
    const soon = await tokenOf('team', { exp: Math.floor(Date.now() / 1_000) - 27 });
    const [way, line] = [await subscribe(id, soon), await events(id, soon)];
    await way.have(1);
    await line.have(1);
    expect((await way.ended()).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await line.ended()).errors).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('ends with the role', async () => {
    await api.grant('leaver', ['ESTATES_MANAGER']);
    const id = await plan();
    const token = await tokenOf('leaver');
    const [way, line] = [await subscribe(id, token), await events(id, token)];
    await way.have(1);
    await line.have(1);
    await api.query('mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { name } }', {
      input: { subject: 'leaver', role: 'ESTATES_MANAGER' },
    });
    expect((await way.ended()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await line.ended()).errors).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('outlives Redis: nothing is lost while it is away, or is there again', async () => {
    const id = await plan();
    const claims = asSystem(api.app.get(Claims));
    const token = await tokenOf('team');
    const ways = [await subscribe(id, token), await events(id, token)];
    for (const way of ways) await way.have(1);
    await redis.stop();
    const claim = await claims.take(Number(id));
    if (!claim) throw new Error('expected a claim');
    for (const way of ways) expect((await way.have(2)).at(-1)?.status).toBe('RUNNING');
    await redis.begin();
    await claims.beat(claim, improving(1), true);
    for (const way of ways) expect((await way.have(3)).at(-1)?.progress?.done).toBe(1);
    await claims.release(claim, true);
    for (const way of ways) expect((await way.have(4)).at(-1)?.status).toBe('QUEUED');
  });
});

describe('where documents have to be trusted', () => {
  it('the one of this program is taken, and no other', async () => {
    const strict = await startApi({ TRUSTED_DOCUMENTS: 'on' });
    try {
      const { readFileSync } = await import('node:fs');
      const trusted = readFileSync('graphql/operations/plan-events.graphql', 'utf8');
      const authorization = `Bearer ${await strict.issuer.tokenFor('team')}`;
      const client = await connect(strict.url, authorization);
      clients.push(client);
      const answers = await Promise.all(
        [trusted, FOLLOW].map((text) => subscribeOver(client, text, { planId: '1' }).ended()),
      );
      expect(answers.map(({ errors }) => errors)).toMatchObject([
        [{ extensions: { code: 'NOT_FOUND' } }],
        [{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }],
      ]);
    } finally {
      await strict.close();
    }
  });
});
