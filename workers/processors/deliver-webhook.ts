import type { WebhookDeliveries } from '../../src/webhooks/webhook-deliveries.service.js';
import type { Processor } from '../handlers.js';

/** webhook.deliver: a message for an address outside. */
export function deliverWebhook(deliveries: WebhookDeliveries): Processor<'webhook.deliver'> {
  return ({ deliveryId }, signal) => deliveries.deliver(deliveryId, signal);
}
