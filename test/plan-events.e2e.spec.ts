import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Client } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { Claims, type Claim } from '../src/plans/computing/claims.js';
import { PlanStore } from '../src/plans/computing/plan-store.js';
import type { BuiltProblem } from '../src/plans/problem/build-problem.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { createServer } from '../src/server.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import {
  FOLLOW,
  connect,
  improving,
  listen,
  subscribeOver,
  type Followed,
  type ToldEvent,
} from './support/streams.js';

const TERMS = { start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 };
const CREATE = 'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }';
const AS_TEAM = async (api: TestApi, subject = 'team') => `Bearer ${await api.issuer.tokenFor(subject)}`;

let api: TestApi;
/** Another API process, as far as that goes in one: it shares nothing with the first but the servers. */
let other: NestFastifyApplication;
let otherUrl: string;
let claims: Claims;
let clients: Client[] = [];
let followed: Followed<unknown>[] = [];

const plan = async (input: object = {}): Promise<string> =>
  (await api.query(CREATE, { input: { ...TERMS, ...input } })).createPlan.id;
const take = async (id: string): Promise<Claim> => {
  const claim = await claims.take(Number(id));
  if (!claim) throw new Error('expected a claim');
  return claim;
};
const complete = (claim: Claim) =>
  asSystem(api.app.get(Transactions)).run((manager) => claims.end(manager, claim, { status: 'COMPLETED' }));
const over = async (url: string, subject?: string | null, authorization?: string) => {
  const client = await connect(
    url,
    subject === null ? null : (authorization ?? (await AS_TEAM(api, subject))),
  );
  clients.push(client);
  return client;
};
const subscribe = async (planId: string, after?: string, subject?: string, url = otherUrl) => {
  const stream = subscribeOver(await over(url, subject), FOLLOW, { planId, after: after ?? null });
  followed.push(stream);
  return stream;
};
const events = async (planId: string, options: Parameters<typeof listen>[3] = {}, url = otherUrl) => {
  const stream = await listen(api, url, `/plans/${planId}/events`, options);
  followed.push(stream);
  return stream;
};
const said = (items: ToldEvent[]) =>
  items.map(({ status, stage, progress }) => status ?? stage ?? `${progress?.stage} ${progress?.done}`);

beforeAll(async () => {
  // Nobody looks of their own accord here: what comes at once has come through Redis.
  api = await startApi({ STREAM_CHECK_SECONDS: '60', STREAMS_OF_CALLER: '5' });
  other = await createServer(api.configuration);
  await other.listen(0, '127.0.0.1');
  otherUrl = await other.getUrl();
  claims = asSystem(api.app.get(Claims));
  for (const externalId of ['XX', 'YY'])
    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId, name: externalId, kind: 'POLICE', nation: 'ENG' },
    });
  await api.grant('lead-XX', ['ESTATES_MANAGER'], 'XX');
  await api.grant('client', ['CLIENT']);
});
afterEach(async () => {
  for (const stream of followed) stream.stop();
  for (const client of clients) await client.dispose();
  [followed, clients] = [[], []];
});
afterAll(async () => {
  await other.close();
  await api.close();
});

describe('who follows a plan', () => {
  it('is told by another process what happens, as soon as it does, over either way', async () => {
    const id = await plan();
    const ways = [await subscribe(id), await events(id)];
    for (const way of ways) expect(said(await way.have(1))).toEqual(['QUEUED']);
    const claim = await take(id);
    await claims.beat(claim, improving(3), true);
    await claims.beat(claim, improving(4), false);
    for (const way of ways) expect(said(await way.have(3))).toEqual(['QUEUED', 'RUNNING', 'improving 3']);
    await complete(claim);
    for (const way of ways) expect(said(await way.have(4)).at(-1)).toBe('COMPLETED');
    const [one, two] = ways.map(({ items }) => items.map(({ id: eventId }) => eventId));
    expect(one).toEqual(two);
  });

  it('goes on where it was, and is told how it ended, however long it was away', async () => {
    const id = await plan();
    const first = await subscribe(id);
    const [{ id: seen = '' } = {}] = await first.have(1);
    first.stop();
    const claim = await take(id);
    await claims.beat(claim, improving(3), true);
    await complete(claim);
    for (const again of [await subscribe(id, seen), await events(id, { lastEventId: seen })])
      expect(said(await again.have(2))).toEqual(['RUNNING', 'COMPLETED']);
    const last = (await (await events(id)).have(3)).at(-1)?.id ?? '';
    const late = await events(id, { lastEventId: last });
    await api.query('mutation ($id: ID!) { removePlan(id: $id) { removed } }', { id });
    expect(await late.ended()).toEqual({ completed: true });
    expect(late.items).toEqual([]);
  });

  it('is told of its approval, of a worker that gave it back, and that it was removed', async () => {
    const id = await plan();
    const way = await subscribe(id);
    await claims.release(await take(id), true);
    await complete(await take(id));
    await api.query('mutation ($id: ID!) { proposePlan(id: $id) { id } }', { id });
    await api.query('mutation ($id: ID!) { withdrawPlan(id: $id, comment: "not now, later") { id } }', {
      id,
    });
    const all = ['QUEUED', 'RUNNING', 'QUEUED', 'RUNNING', 'COMPLETED', 'PROPOSED', 'WITHDRAWN'];
    expect(said(await way.have(7))).toEqual(all);
    await api.query('mutation ($id: ID!) { removePlan(id: $id) { removed } }', { id });
    expect(await way.ended()).toEqual({ completed: true });
  });

  it('is told nothing of what did not come to be', async () => {
    const id = await plan();
    const way = await subscribe(id);
    await way.have(1);
    const claim = await take(id);
    await way.have(2);
    const work = asSystem(api.app.get(Transactions)).run(async (manager) => {
      await claims.end(manager, claim, { status: 'COMPLETED' });
      throw new Error('the store is full');
    });
    await expect(work).rejects.toThrow('the store is full');
    await complete(claim);
    expect(said(await way.have(3))).toEqual(['QUEUED', 'RUNNING', 'COMPLETED']);
  });

  it('is answered as events are, in lines', async () => {
    const id = await plan();
    const way = await events(id);
    await way.have(1);
    expect([way.status, way.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(way.body).toMatch(/^retry: 2000\n\nid: \d+\nevent: STATUS\ndata: \{.*\}\n\n$/);
  });
});

describe('a plan that one may not see', () => {
  it('is as one that is not there, over either way', async () => {
    const { organisations } = await api.query('{ organisations { nodes { id externalId } } }');
    const body = organisations.nodes.find((each: { externalId: string }) => each.externalId === 'YY').id;
    const theirs = await plan({ organisationId: body });
    const own = await plan({
      organisationId: organisations.nodes.find((each: { externalId: string }) => each.externalId === 'XX').id,
    });
    await (await subscribe(own, undefined, 'lead-XX')).have(1);
    await (await events(own, { subject: 'lead-XX' })).have(1);
    const answers = async (id: string) => {
      const way = await subscribe(id, undefined, 'lead-XX');
      const line = await events(id, { subject: 'lead-XX' });
      return JSON.stringify([(await way.ended()).errors, line.status, line.body]);
    };
    const missing = await answers('4000000');
    expect(missing).toContain('"code":"NOT_FOUND"');
    expect(missing).toContain('404');
    expect(await answers(theirs)).toBe(missing);
    expect(await answers(await plan())).toBe(missing);
  });

  it('shows what a phase over one sensitive site is worth to who knows the site, over either way', async () => {
    const siteIds: number[] = [];
    for (const externalId of ['SEC-1', 'SEC-2']) {
      const input = { externalId, name: 'A site', organisation: 'XX', nation: 'ENG', region: 'London' };
      const secret = {
        sensitive: true,
        sensitivityGrounds: ['SECRET_MATERIAL'],
        clearance: 'SC',
        maxCrews: 1,
      };
      const document = 'mutation ($input: SiteInput!) { saveSite(input: $input) { id } }';
      siteIds.push(Number((await api.query(document, { input: { ...input, ...secret } })).saveSite.id));
    }
    await api.grant('knower', ['ESTATES_MANAGER']);
    await api.know('SEC-1', 'knower');
    const told = async (over: number[], subject: string) => {
      const id = await plan();
      const claim = await take(id);
      const packages = over.map((siteId) => ({ site: { id: siteId, sensitive: true } }));
      if (packages.length > 0)
        await asSystem(api.app.get(PlanStore)).storeSites(claim, { packages } as BuiltProblem);
      for (const done of [2, 3]) await claims.beat(claim, improving(done), true);
      const answers = [];
      for (const way of [await subscribe(id, undefined, subject), await events(id, { subject })]) {
        answers.push((await way.have(4)).at(-1)?.progress);
        way.stop();
      }
      expect(answers[0]).toEqual(answers[1]);
      return answers[0];
    };
    const open = { ...improving(3), redacted: false };
    const withheld = { ...open, objective: null, lowerBound: null, redacted: true };
    expect(await told(siteIds.slice(0, 1), 'knower')).toEqual(open);
    // Each of two events by each of two ways.
    const READS = "SELECT COUNT(*) AS reads_ FROM audit_entries WHERE action = 'readSensitiveDetail'";
    const [{ reads_: reads }] = await api.dataSource.query(READS);
    expect(Number(reads)).toBe(4);
    expect(await told(siteIds.slice(0, 1), 'team')).toEqual(withheld);
    expect(await told(siteIds, 'team')).toEqual(open);
    expect(await told(siteIds, 'knower')).toEqual(withheld);
    // Where its sites are not kept.
    expect(await told([], 'knower')).toEqual(withheld);
  });

  it('shows neither how far it has come to who follows the progress alone, nor anything to who has no role', async () => {
    const id = await plan();
    const counting = subscribeOver(
      await over(otherUrl, 'client'),
      'subscription ($planId: ID!) { planEvents(planId: $planId) { kind status } }',
      { planId: id },
    );
    followed.push(counting);
    expect(await counting.have(1)).toEqual([{ kind: 'STATUS', status: 'QUEUED' }]);
    for (const subject of ['client', 'nobody']) {
      const way = await subscribe(id, undefined, subject);
      expect((await way.ended()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect((await events(id, { subject })).status).toBe(403);
    }
  });
});

describe('a connection', () => {
  it.each([
    ['without a token', () => Promise.resolve(null)],
    ['with a bad one', () => Promise.resolve('Bearer nonsense')],
    ['with an old one', async () => `Bearer ${await api.issuer.tokenFor('team', { exp: 1_000_000_000 })}`],
  ])('%s is closed', async (_, token) => {
    const client = await connect(otherUrl, await token());
    clients.push(client);
    const { close } = await subscribeOver(client, FOLLOW, { planId: '1' }).ended();
    expect(close).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it.each([
    ['a query', '{ plans { totalCount } }', 'BAD_REQUEST'],
    ['a mutation', 'mutation { removePlan(id: 1) { removed } }', 'BAD_REQUEST'],
    [
      'fields that are not there',
      'subscription { planEvents(planId: 1) { nothing } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['what is no document', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['a bad id', 'subscription { planEvents(planId: "x") { id } }', 'BAD_INPUT'],
    [
      'two of them',
      'subscription { a: planEvents(planId: 1) { id } b: planEvents(planId: 1) { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['more than fits', `subscription { planEvents(planId: 1) { ${'id '.repeat(1_001)} } }`, 'QUERY_TOO_LONG'],
  ])('refuses %s', async (_, document, code) => {
    const { errors } = await subscribeOver(await over(otherUrl), document, {}).ended();
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it('is where subscriptions go, not /graphql', async () => {
    const [error] = await api.refuse('subscription { planEvents(planId: 1) { id } }');
    expect(error?.message).toContain('/subscriptions');
  });

  it('follows as many plans as one caller may, and one more when another is let go', async () => {
    const id = await plan();
    const ways: Followed<ToldEvent>[] = [];
    for (let number = 0; number < 2; number += 1) ways.push(await subscribe(id), await events(id));
    ways.push(await subscribe(id));
    for (const way of ways) await way.have(1);
    for (const way of ways.slice(0, 2)) {
      const refused = await events(id);
      expect([refused.status, JSON.parse(refused.body).error.code]).toEqual([429, 'TOO_MANY_STREAMS']);
      const [error] = (await (await subscribe(id)).ended()).errors as { extensions: { code: string } }[];
      expect(error?.extensions.code).toBe('TOO_MANY_STREAMS');
      way.stop();
      await sleep(300);
      await (await events(id)).have(1);
    }
  });

  it('is one of as many as one caller may have', async () => {
    const id = await plan();
    for (let number = 0; number < 5; number += 1) await (await subscribe(id)).have(1);
    for (const stream of followed) stream.stop();
    expect((await (await subscribe(id)).ended()).close?.code).toBe(4429);
    await clients[0]?.dispose();
    await sleep(300);
    await (await subscribe(id)).have(1);
  });
});
