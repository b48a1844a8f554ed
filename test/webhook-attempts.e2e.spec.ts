/** Attempts at messages of which nobody says what came: they end. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebhookDeliveries } from '../src/webhooks/webhook-deliveries.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { Receiver } from './support/receiver.js';

const CREATE = 'mutation ($input: WebhookInput!) { createWebhook(input: $input) { id } }';
const DELIVERIES = '{ webhookDeliveries { nodes { status attempts outcome dueAt } } }';
const FAILING = '{ webhooks { nodes { failingSince } } }';

describe('attempts of a message', () => {
  let api: TestApi;
  let receiver: Receiver;
  let webhookId: string;
  let deliveryId: number;

  const deliver = () =>
    asSystem(api.app.get(WebhookDeliveries)).deliver(deliveryId, AbortSignal.timeout(60_000));
  const found = async () => (await api.query(DELIVERIES)).webhookDeliveries.nodes;
  const owed = (attempts: number) =>
    api.dataSource.query(
      `UPDATE webhook_deliveries SET status = 'PENDING', attempts = ?, due_at = UTC_TIMESTAMP(3)`,
      [attempts],
    );

  beforeAll(async () => {
    api = await startApi({ WEBHOOK_ATTEMPTS: '2' });
    receiver = new Receiver();
    await receiver.begin();
    const input = { url: receiver.url, kinds: ['PLAN_STAGE'] };
    webhookId = (await api.query(CREATE, { input })).createWebhook.id;
    const { insertId } = await api.dataSource.query(
      `INSERT INTO webhook_deliveries (webhook_id, kind, body, created_at, due_at)
        VALUES (?, 'PLAN_STAGE', '{}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [webhookId],
    );
    deliveryId = insertId;
  });
  beforeEach(() => api.dataSource.query('UPDATE webhooks SET failing_since = NULL'));
  afterAll(async () => {
    await receiver.stop();
    await api.close();
  });

  it('are made as often as there may be, and no more where their workers died', async () => {
    await owed(2);
    await deliver();
    expect(await found()).toEqual([
      { status: 'DEAD', attempts: 2, outcome: 'its attempts ended without an answer', dueAt: null },
    ]);
    expect((await api.query(FAILING)).webhooks.nodes).toEqual([{ failingSince: expect.any(String) }]);
    await deliver();
    expect(receiver.messages).toEqual([]);
    await owed(1);
    await Promise.all([deliver(), deliver()]);
    expect(await found()).toMatchObject([{ status: 'DELIVERED', attempts: 2, outcome: 'HTTP 204' }]);
    expect(receiver.messages).toHaveLength(1);
  });

  it('count where they cannot even be begun, for want of a key', async () => {
    await api.dataSource.query("UPDATE webhooks SET secret = 'of another key'");
    await owed(0);
    await deliver();
    const outcome = 'an error on this side, which the log has';
    expect(await found()).toMatchObject([{ status: 'PENDING', attempts: 1, outcome }]);
    await owed(1);
    await deliver();
    expect(await found()).toMatchObject([{ status: 'DEAD', attempts: 2, outcome }]);
  });
});
