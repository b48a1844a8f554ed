/** Messages to addresses outside: what they say, and that they come. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApi, type TestApi } from './support/api.js';
import { Receiver, isGenuine } from './support/receiver.js';
import { OwnRedis } from './support/redis.js';
import { startWorker, until, type TestWorker } from './support/worker.js';
import {
  TODAY,
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  orderOf,
  putInForce,
} from './support/works.js';

const CREATE = `mutation ($input: WebhookInput!) { createWebhook(input: $input) {
  id url kinds secret createdBy organisation { externalId } } }`;
const DELIVERIES = `query ($filter: WebhookDeliveryFilter) { webhookDeliveries(filter: $filter, first: 100) {
  nodes { id messageId kind status attempts outcome dueAt deliveredAt } } }`;
const WEBHOOKS = '{ webhooks { nodes { id secret failingSince disabledAt disabledReason } } }';
const KINDS = ['PLAN_STATUS', 'PLAN_STAGE', 'WORKS_MOVED', 'WORKS_FOUND'];
const SETTINGS = {
  ...{ WEBHOOK_ATTEMPTS: '3', WEBHOOK_RETRY_SECONDS: '0.2', WEBHOOK_TIMEOUT_SECONDS: '0.5' },
  PLAN_SILENT_SECONDS: '2',
};

interface Delivery {
  id: string;
  messageId: string;
  status: string;
  attempts: number;
  outcome: string | null;
  dueAt: string | null;
}

describe('a webhook', () => {
  let redis: OwnRedis;
  let api: TestApi;
  let worker: TestWorker;
  let receiver: Receiver;
  let order: string;
  const bodies: Record<string, string> = {};

  const create = async (more: Record<string, unknown> = {}, subject?: string) => {
    const input = { organisationId: bodies['ORG'], url: receiver.url, kinds: KINDS, ...more };
    return (await api.query(CREATE, { input }, subject)).createWebhook;
  };
  const deliveries = async (webhookId: string): Promise<Delivery[]> =>
    (await api.query(DELIVERIES, { filter: { webhookId } })).webhookDeliveries.nodes;
  const settled = (webhookId: string, status: string) =>
    until(async () => {
      const found = await deliveries(webhookId);
      return found.length > 0 && found.every((each) => each.status === status) ? found : undefined;
    }, 30_000);
  const webhook = async (id: string) =>
    (await api.query(WEBHOOKS)).webhooks.nodes.find((each: { id: string }) => each.id === id);
  /** Something happens to ORG. */
  const happen = async () => {
    const [{ status }] = await api.dataSource.query('SELECT status FROM work_orders WHERE id = ?', [order]);
    const more = status === 'ON_HOLD' ? {} : { reason: 'away' };
    await moveOrder(api, order, status === 'ON_HOLD' ? 'ORDERED' : 'ON_HOLD', more);
  };

  beforeAll(async () => {
    redis = await OwnRedis.start();
    api = await startApi({ ...SETTINGS, REDIS_URL: redis.url });
    worker = await startWorker(api, { ...SETTINGS, REDIS_URL: redis.url });
    await makeYard(api);
    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'ORG2', name: 'Another body', kind: 'POLICE', nation: 'ENG' },
    });
    const { organisations } = await api.query('{ organisations { nodes { id externalId } } }');
    for (const { id, externalId } of organisations.nodes) bodies[externalId] = id;
    const placed = await makeYardSite(api, 'SEC', {
      sensitive: true,
      sensitivityGrounds: ['SECRET_MATERIAL'],
    });
    await issueWorks(api, await putInForce(api, 'ORG', [placed]));
    order = await orderOf(api, placed.id);
    await moveOrder(api, order, 'ORDERED');
    await api.grant('lead', ['ESTATES_MANAGER'], 'ORG');
    await api.grant('auditor', ['AUDITOR'], 'ORG');
    receiver = new Receiver();
    await receiver.begin();
  });
  afterEach(async () => {
    for (const { id } of (await api.query('{ webhooks { nodes { id } } }')).webhooks.nodes)
      await api.query('mutation ($id: ID!) { removeWebhook(id: $id) { removed } }', { id });
    receiver.messages.length = 0;
    receiver.answers = [];
  });
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await receiver.stop();
    await api.close();
    await redis.end();
  });

  it('tells its secret once, and keeps it sealed', async () => {
    const { id, secret, ...rest } = await create({}, 'lead');
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(rest).toEqual({
      ...{ url: receiver.url, kinds: KINDS, createdBy: 'lead', organisation: { externalId: 'ORG' } },
    });
    expect(await webhook(id)).toMatchObject({ secret: null });
    const rows = await api.dataSource.query('SELECT * FROM webhooks');
    const audit = await api.dataSource.query("SELECT * FROM audit_entries WHERE subject_type = 'Webhook'");
    expect(audit).toHaveLength(1);
    const stored = Buffer.from(JSON.stringify([rows, audit, rows[0].secret.toString('latin1')]));
    expect(stored.includes(secret.slice(6))).toBe(false);
    // The address may hold a key.
    expect(JSON.stringify(audit)).not.toContain('abc');
  });

  it('is told what happens to its body, signed, and nothing of sites', async () => {
    const { secret } = await create({}, 'lead');
    await create({ organisationId: bodies['ORG2'] });
    const [plan] = [
      (
        await api.query('mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }', {
          input: {
            ...{ start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 },
            organisationId: bodies['ORG'],
          },
        })
      ).createPlan.id,
    ];
    await happen();
    await api.query('mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }', {
      input: {
        ...{ workOrderId: order, kind: 'ABSENT_DEVICE', device: 'SEC-OFF' },
        ...{ assertedBy: 'Kim', assertedOn: TODAY, note: 'House SEC' },
      },
    });
    await receiver.have(5);
    await sleep(500);
    const told = receiver.messages.map(({ type, data }) =>
      [type, data.status ?? data.to ?? data.finding].join(' '),
    );
    expect(told.sort()).toEqual([
      ...['plan.status FAILED', 'plan.status QUEUED', 'plan.status RUNNING'],
      ...['works.found ABSENT_DEVICE', 'works.moved ON_HOLD'],
    ]);
    expect(receiver.messages.map(({ data }) => data.planId)).toContain(plan);
    const [first] = receiver.messages;
    if (!first) throw new Error('expected a message');
    expect(receiver.messages.every((message) => isGenuine(secret, message))).toBe(true);
    expect(isGenuine(`${secret.slice(0, 10)}AAAA${secret.slice(14)}`, first)).toBe(false);
    expect(isGenuine(secret, { ...first, body: first.body.replace('plan', 'plot') })).toBe(false);
    const later = {
      ...first.headers,
      'webhook-timestamp': String(Number(first.headers['webhook-timestamp']) + 1),
    };
    expect(isGenuine(secret, { ...first, headers: later })).toBe(false);
    expect(new Set(receiver.messages.map(({ headers }) => headers['webhook-id'])).size).toBe(5);
    const text = receiver.messages.map(({ body }) => body).join();
    for (const detail of ['SEC', 'House', 'Kim', 'OFF"']) expect(text).not.toContain(detail);
    const jobs = await api.dataSource.query("SELECT payload FROM outbox WHERE name = 'webhook.deliver'");
    for (const { payload } of jobs) expect(payload).toMatch(/^\{"deliveryId":\d+\}$/);
  });

  it('is told again under the same id, later each time, until it takes it', async () => {
    const { id, secret } = await create();
    receiver.answers = [500, null];
    await happen();
    const messages = await receiver.have(3);
    expect(
      new Set(messages.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size,
    ).toBe(1);
    expect(messages.every((message) => isGenuine(secret, message))).toBe(true);
    const [first = 0, second = 0, third = 0] = messages.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(100);
    // The time-out, and half of five times 200 ms.
    expect(third - second).toBeGreaterThan(1_000);
    expect(await settled(id, 'DELIVERED')).toMatchObject([
      { status: 'DELIVERED', attempts: 3, outcome: 'HTTP 204', dueAt: null },
    ]);
    expect((await webhook(id)).failingSince).toBeNull();
  });

  it('that is down has its dead messages listed, and sent again where somebody asks', async () => {
    const { id } = await create();
    await receiver.stop();
    await happen();
    const [dead] = await settled(id, 'DEAD');
    expect(dead).toMatchObject({ attempts: 3, outcome: 'ECONNREFUSED', dueAt: null });
    expect((await webhook(id)).failingSince).not.toBeNull();
    await receiver.begin();
    const again = 'mutation ($id: ID!) { redeliverWebhook(id: $id) { status } }';
    expect((await api.refuse(again, { id: dead?.id }, 'auditor'))[0]?.extensions.code).toBe('FORBIDDEN');
    await api.query(again, { id: dead?.id });
    const [message] = await receiver.have(1);
    expect(message?.headers['webhook-id']).toBe(dead?.messageId);
    await settled(id, 'DELIVERED');
    expect((await api.refuse(again, { id: dead?.id }))[0]?.extensions.code).toBe('NOT_DEAD');
    expect((await webhook(id)).failingSince).toBeNull();
  });

  it('loses nothing with Redis', async () => {
    const { id } = await create();
    await redis.stop();
    await happen();
    await happen();
    await redis.begin();
    await receiver.have(2);
    await settled(id, 'DELIVERED');
    // What the queue had and forgot is asked for again.
    await api.dataSource.query(
      `UPDATE webhook_deliveries SET status = 'PENDING', asked_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR,
              due_at = UTC_TIMESTAMP(3) ORDER BY id DESC LIMIT 1`,
    );
    await receiver.have(3);
    await settled(id, 'DELIVERED');
  });

  it('that has taken nothing for days is switched off, says why, and is switched on again', async () => {
    const { id } = await create();
    receiver.answers = [500];
    await api.dataSource.query('UPDATE webhooks SET failing_since = UTC_TIMESTAMP(3) - INTERVAL 6 DAY');
    await happen();
    await settled(id, 'DEAD');
    expect(await webhook(id)).toMatchObject({
      disabledAt: expect.any(String),
      disabledReason: 'Nothing was delivered for 5 days; at last: HTTP 500',
    });
    await happen();
    const dead = await settled(id, 'DEAD');
    expect(dead).toHaveLength(1);
    const again = 'mutation ($id: ID!) { redeliverWebhook(id: $id) { status } }';
    expect((await api.refuse(again, { id: dead[0]?.id }))[0]?.extensions.code).toBe('WEBHOOK_OFF');
    await api.query('mutation ($id: ID!) { enableWebhook(id: $id) { id } }', { id });
    await api.query(again, { id: dead[0]?.id });
    await settled(id, 'DELIVERED');
    const { auditEntries } = await api.query(
      '{ auditEntries(filter: { subjectType: "Webhook" }, first: 100) { nodes { action } } }',
    );
    const actions = auditEntries.nodes.map(({ action }: { action: string }) => action);
    for (const action of ['createWebhook', 'webhook.switchOff', 'enableWebhook', 'removeWebhook'])
      expect(actions).toContain(action);
  });

  it('is told nothing that its maker may not read any longer, nor who says 410', async () => {
    await api.grant('leaver', ['ESTATES_MANAGER'], 'ORG');
    const { id } = await create({}, 'leaver');
    const revoke = 'mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { name } }';
    await api.query(revoke, { input: { subject: 'leaver', role: 'ESTATES_MANAGER', organisation: 'ORG' } });
    await happen();
    await settled(id, 'DEAD');
    expect(receiver.messages).toEqual([]);
    expect((await webhook(id)).disabledReason).toBe('whoever made it may not read that any longer');
    const other = (await create()).id;
    receiver.answers = [410];
    await happen();
    await settled(other, 'DEAD');
    expect((await webhook(other)).disabledReason).toBe('HTTP 410');
  });

  it.each([
    ['http://192.168.1.1/x', 'BAD_INPUT'],
    ['https://10.0.0.1/', 'BAD_INPUT'],
    ['https://169.254.169.254/latest/meta-data', 'BAD_INPUT'],
    ['https://[fd00::1]/', 'BAD_INPUT'],
    ['https://0x0a000001/', 'BAD_INPUT'],
    ['https://user:word@8.8.8.8/', 'BAD_INPUT'],
    ['ftp://8.8.8.8/', 'BAD_INPUT'],
    ['nonsense', 'BAD_INPUT'],
  ])('is not made for %s', async (url, code) => {
    const input = { organisationId: bodies['ORG'], url, kinds: KINDS };
    expect((await api.refuse(CREATE, { input }))[0]?.extensions.code).toBe(code);
  });

  it('is made for one’s own bodies, by whom the works are managed', async () => {
    const refusal = async (input: Record<string, unknown>, subject: string) =>
      (await api.refuse(CREATE, { input: { url: receiver.url, kinds: KINDS, ...input } }, subject))[0]
        ?.extensions.code;
    expect(await refusal({}, 'lead')).toBe('FORBIDDEN');
    expect(await refusal({ organisationId: bodies['ORG2'] }, 'lead')).toBe('NOT_FOUND');
    expect(await refusal({ organisationId: bodies['ORG'] }, 'auditor')).toBe('FORBIDDEN');
    for (let made = 0; made < 20; made += 1) await create();
    expect(await refusal({ organisationId: bodies['ORG'] }, 'lead')).toBe('TOO_MANY_WEBHOOKS');
  });
});
