import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { organisationsWith } from '../access/may.js';
import { PeopleService } from '../access/people.service.js';
import { Clock } from '../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { Outbox } from '../platform/queue/outbox.service.js';
import { backOffMs } from './back-off.js';
import { signedHeaders } from './signature.js';
import { Webhook, WebhookDelivery } from './webhook.entity.js';
import { deliveryFilter } from './webhook.input.js';
import { WEBHOOK_KINDS } from './webhook-kinds.js';
import { WebhookSender, type SendOutcome } from './webhook-sender.service.js';
import { Webhooks } from './webhooks.service.js';
import { NotDead, WebhookOff } from './webhooks.errors.js';

const MOST_AT_ONCE = 100;
const DAY_MS = 86_400_000;
/** Whoever made the attempts never came to say what came of them. */
const UNANSWERED: SendOutcome = { kind: 'FAILED', words: 'its attempts ended without an answer' };
const UNSENT: SendOutcome = { kind: 'FAILED', words: 'an error on this side, which the log has' };

interface Attempt {
  delivery: WebhookDelivery;
  webhook: Webhook;
}

/**
 * Delivers messages. The database says what is to be sent and when: a job that is lost with the queue is asked for again,
 * and one that comes twice finds nothing to do. A message whose worker died is sent again, under the same id.
 */
@Injectable()
export class WebhookDeliveries {
  private readonly logger = new Logger(WebhookDeliveries.name);

  constructor(
    @InjectRepository(WebhookDelivery) private readonly deliveries: Repository<WebhookDelivery>,
    private readonly webhooks: Webhooks,
    private readonly sender: WebhookSender,
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** For a connection. @throws {BadInput} for a filter that cannot be one */
  query(input: unknown): SelectQueryBuilder<WebhookDelivery> {
    const filter = readInput(deliveryFilter, input ?? {}, 'filter');
    const query = this.deliveries.createQueryBuilder('delivery');
    for (const [field, value] of Object.entries(filter)) {
      if (value !== null && value !== undefined)
        query.andWhere(`delivery.${field} = :${field}`, { [field]: value });
    }
    return query;
  }

  /** Sends a dead message again, from the first attempt on. @throws {NotFound} {NotDead} {WebhookOff} */
  redeliver(id: number): Promise<WebhookDelivery> {
    return this.transactions.run(async (manager) => {
      const where = { id };
      const dead = await manager.findOne(WebhookDelivery, { where, lock: { mode: 'pessimistic_write' } });
      if (!dead) throw new NotFound('delivery of that id', 'id');
      if (dead.status !== 'DEAD') throw new NotDead();
      const webhook = await manager.findOneByOrFail(Webhook, { id: dead.webhookId });
      if (webhook.disabledAt) throw new WebhookOff();
      const now = () => 'UTC_TIMESTAMP(3)';
      await manager.update(WebhookDelivery, where, {
        ...{ status: 'PENDING', attempts: 0, dueAt: now, askedAt: now },
      });
      await this.outbox.add(manager, 'webhook.deliver', { deliveryId: id });
      await this.audit.record(manager, {
        ...{ action: 'redeliverWebhook', subjectType: 'WebhookDelivery', subjectId: String(id) },
        ...{
          organisationId: webhook.organisationId,
          before: { status: 'DEAD' },
          after: { status: 'PENDING' },
        },
      });
      return manager.findOneByOrFail(WebhookDelivery, where);
    });
  }

  /** Tries a message, if it is due and nobody else does. @param signal gives it up, and leaves it to be tried again */
  async deliver(deliveryId: number, signal: AbortSignal): Promise<void> {
    const attempt = await this.transactions.run((manager) => this.take(manager, deliveryId));
    if (!attempt) return;
    const outcome = await this.try(attempt, signal).catch((error: unknown) => {
      this.logger.error(error);
      return UNSENT;
    });
    if (signal.aborted) return;
    await this.transactions.run((manager) => this.settle(manager, attempt, outcome));
  }

  /**
   * Asks for what is due, and again for what was asked for and nobody came for.
   *
   * @returns true where more may be waiting
   */
  async askAgain(): Promise<boolean> {
    const lost = Math.trunc(2 * this.configuration.planSilentSeconds);
    return this.transactions.run(async (manager) => {
      const due = await manager.query<{ id: number }[]>(
        `SELECT id FROM webhook_deliveries
          WHERE status = 'PENDING' AND due_at <= UTC_TIMESTAMP(3)
            AND (asked_at IS NULL OR asked_at < UTC_TIMESTAMP(3) - INTERVAL ${lost} SECOND)
          ORDER BY due_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED`,
      );
      for (const { id } of due) {
        await manager.query('UPDATE webhook_deliveries SET asked_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
        await this.outbox.add(manager, 'webhook.deliver', { deliveryId: id });
      }
      return due.length === MOST_AT_ONCE;
    });
  }

  /** Forgets what was delivered a week ago, and what was dead for three months. */
  async sweep(): Promise<void> {
    for (const [status, days] of [
      ['DELIVERED', 7],
      ['DEAD', 90],
    ] as const) {
      await this.deliveries.query(
        `DELETE FROM webhook_deliveries WHERE status = ? AND due_at < UTC_TIMESTAMP(3) - INTERVAL ${days} DAY
          ORDER BY due_at LIMIT 10000`,
        [status],
      );
    }
  }

  /** Whatever becomes of an attempt, it counts from here on. */
  private async take(manager: EntityManager, id: number): Promise<Attempt | null> {
    const { webhookTimeoutSeconds, planSilentSeconds, webhookAttempts } = this.configuration;
    const lease = Math.ceil(webhookTimeoutSeconds + planSilentSeconds);
    const [due] = await manager.query<{ id: number }[]>(
      `SELECT id FROM webhook_deliveries
        WHERE id = ? AND status = 'PENDING' AND due_at <= UTC_TIMESTAMP(3) FOR UPDATE`,
      [id],
    );
    if (!due) return null;
    const delivery = await manager.findOneByOrFail(WebhookDelivery, { id });
    const webhook = await manager.findOneByOrFail(Webhook, { id: delivery.webhookId });
    if (delivery.attempts >= webhookAttempts) {
      await this.settle(manager, { delivery, webhook }, UNANSWERED);
      return null;
    }
    await manager.query(
      `UPDATE webhook_deliveries
          SET attempts = attempts + 1, due_at = UTC_TIMESTAMP(3) + INTERVAL ${lease} SECOND, asked_at = NULL
        WHERE id = ?`,
      [id],
    );
    delivery.attempts += 1;
    return { delivery, webhook };
  }

  private async try({ delivery, webhook }: Attempt, signal: AbortSignal): Promise<SendOutcome> {
    if (webhook.disabledAt) return { kind: 'GONE', words: 'the webhook is switched off' };
    if (!(await this.isStillMakers(webhook, delivery)))
      return { kind: 'GONE', words: 'whoever made it may not read that any longer' };
    const secret = this.webhooks.secretOf(webhook);
    const headers = signedHeaders(secret, messageIdOf(delivery), this.clock.now(), delivery.body);
    return this.sender.send(webhook.url, headers, delivery.body, signal);
  }

  /** It is told no more than whoever made it could ask for today. */
  private async isStillMakers(
    { organisationId, createdBy }: Webhook,
    { kind }: WebhookDelivery,
  ): Promise<boolean> {
    const maker = await this.people.callerToday(createdBy);
    return (['webhooks.write', WEBHOOK_KINDS[kind].permission] as const).every((permission) => {
      const bodies = organisationsWith(maker, permission);
      return bodies === 'whole' || (organisationId !== null && bodies.includes(organisationId));
    });
  }

  private async settle(
    manager: EntityManager,
    { delivery: { id, attempts }, webhook }: Attempt,
    { kind, words }: SendOutcome,
  ): Promise<void> {
    const isLast = kind === 'GONE' || attempts >= this.configuration.webhookAttempts;
    const status = kind === 'DELIVERED' ? 'DELIVERED' : isLast ? 'DEAD' : 'PENDING';
    const wait = backOffMs(attempts, this.configuration.webhookRetrySeconds * 1_000, Math.random());
    // Only whoever tried last may say what came of it.
    const { affectedRows } = await manager.query<{ affectedRows: number }>(
      `UPDATE webhook_deliveries
          SET status = ?, outcome = ?, due_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
              delivered_at = IF(?, UTC_TIMESTAMP(3), NULL)
        WHERE id = ? AND attempts = ? AND status = 'PENDING'`,
      [
        ...[status, words.slice(0, 120), status === 'PENDING' ? wait * 1_000 : 0],
        ...[status === 'DELIVERED', id, attempts],
      ],
    );
    if (affectedRows === 0) return;
    if (kind === 'DELIVERED') {
      const failing = { id: webhook.id, failingSince: Not(IsNull()) };
      await manager.update(Webhook, failing, { failingSince: null });
    } else await this.settleFailure(manager, webhook, kind, words);
  }

  private async settleFailure(
    manager: EntityManager,
    { id, failingSince }: Webhook,
    kind: 'FAILED' | 'GONE',
    words: string,
  ): Promise<void> {
    const now = this.clock.now();
    const days = this.configuration.webhookGiveUpDays;
    await manager.query('UPDATE webhooks SET failing_since = COALESCE(failing_since, ?) WHERE id = ?', [
      now,
      id,
    ]);
    const isHopeless = failingSince !== null && now.getTime() - failingSince.getTime() > days * DAY_MS;
    if (kind === 'FAILED' && !isHopeless) return;
    const reason = kind === 'GONE' ? words : `Nothing was delivered for ${days} days; at last: ${words}`;
    await this.webhooks.switchOff(manager, id, reason);
    await manager.query(
      `UPDATE webhook_deliveries SET status = 'DEAD', outcome = 'the webhook is switched off'
        WHERE webhook_id = ? AND status = 'PENDING'`,
      [id],
    );
  }
}

/** The same for every attempt, so that a receiver knows what it has already. */
export function messageIdOf({ id }: Pick<WebhookDelivery, 'id'>): string {
  return `msg_${id}`;
}
