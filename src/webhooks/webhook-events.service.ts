import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { unconfined } from '../platform/database/confinement/scope.js';
import { Outbox } from '../platform/queue/outbox.service.js';
import { Webhook, WebhookDelivery } from './webhook.entity.js';
import { WEBHOOK_KINDS, type WebhookEvent } from './webhook-kinds.js';

/** Tells webhooks what happens: their messages are written in the transaction that makes it true. */
@Injectable()
export class WebhookEvents {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async announce(manager: EntityManager, events: readonly WebhookEvent[]): Promise<void> {
    // Whoever makes something happen need not see who is told.
    await unconfined(async () => {
      for (const event of events) {
        for (const webhook of await listening(manager, event)) await this.write(manager, webhook, event);
      }
    });
  }

  private async write(manager: EntityManager, webhook: Webhook, { kind, data }: WebhookEvent): Promise<void> {
    const at = this.clock.now();
    const body = JSON.stringify({ type: WEBHOOK_KINDS[kind].type, timestamp: at.toISOString(), data });
    // By the database's clock, which says what is due.
    const now = () => 'UTC_TIMESTAMP(3)';
    const delivery = { webhookId: webhook.id, kind, body, createdAt: at, dueAt: now, askedAt: now };
    const { identifiers } = await manager.insert(WebhookDelivery, delivery);
    const { id: deliveryId } = identifiers[0] as { id: number };
    await this.outbox.add(manager, 'webhook.deliver', { deliveryId });
  }
}

/** Those of the body, and those of the whole estate. */
async function listening(manager: EntityManager, { kind, organisationId }: WebhookEvent): Promise<Webhook[]> {
  const ofAll: FindOptionsWhere<Webhook> = { organisationId: IsNull(), disabledAt: IsNull() };
  const ofBody = organisationId === null ? [] : [{ organisationId, disabledAt: IsNull() }];
  const found = await manager.findBy(Webhook, [ofAll, ...ofBody]);
  return found.filter(({ kinds }) => kinds.includes(kind));
}
