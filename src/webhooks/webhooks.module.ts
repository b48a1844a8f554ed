import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { EstateModule } from '../estate/estate.module.js';
import { Webhook, WebhookDelivery } from './webhook.entity.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import { WebhookEvents } from './webhook-events.service.js';
import { WebhookSender } from './webhook-sender.service.js';
import { WebhookDeliveryResolver, WebhookResolver } from './webhooks.resolver.js';
import { Webhooks } from './webhooks.service.js';

@Module({
  imports: [AccessModule, EstateModule, TypeOrmModule.forFeature([Webhook, WebhookDelivery])],
  providers: [
    WebhookDeliveries,
    WebhookDeliveryResolver,
    WebhookEvents,
    WebhookResolver,
    WebhookSender,
    Webhooks,
  ],
  exports: [WebhookDeliveries, WebhookEvents],
})
export class WebhooksModule {}
