import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Organisation } from '../estate/organisation.entity.js';
import { OrganisationsService } from '../estate/organisations.service.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readRowId } from '../platform/input.js';
import { WebhookDeliveries, messageIdOf } from './webhook-deliveries.service.js';
import type { Webhook, WebhookDelivery } from './webhook.entity.js';
import { Webhooks, type NewWebhook } from './webhooks.service.js';

@Resolver('Webhook')
export class WebhookResolver {
  constructor(
    private readonly webhooksService: Webhooks,
    private readonly organisations: OrganisationsService,
  ) {}

  @Query()
  webhooks(@Args() args: PageArguments, @Info() info: GraphQLResolveInfo): Promise<Connection<Webhook>> {
    return readConnection(this.webhooksService.query(), 'id', args, info);
  }

  @Mutation()
  createWebhook(@Args('input') input: unknown): Promise<NewWebhook> {
    return this.webhooksService.create(input);
  }

  @Mutation()
  async removeWebhook(@Args('id') id: string): Promise<{ removed: boolean }> {
    return { removed: await this.webhooksService.remove(readRowId(id)) };
  }

  @Mutation()
  enableWebhook(@Args('id') id: string): Promise<Webhook> {
    return this.webhooksService.enable(readRowId(id));
  }

  /** In the answer of the mutation that makes it, and never again. */
  @ResolveField()
  secret(@Parent() { secret }: Webhook | NewWebhook): string | null {
    return typeof secret === 'string' ? secret : null;
  }

  @ResolveField()
  organisation(
    @Parent() { organisationId }: Webhook,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation> | null {
    if (organisationId === null) return null;
    return loaders.loadExisting(this.organisations.organisationsById, organisationId);
  }
}

@Resolver('WebhookDelivery')
export class WebhookDeliveryResolver {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly webhooks: Webhooks,
  ) {}

  @Query()
  webhookDeliveries(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<WebhookDelivery>> {
    return readConnection(this.deliveries.query(args.filter), 'id', args, info);
  }

  @Mutation()
  redeliverWebhook(@Args('id') id: string): Promise<WebhookDelivery> {
    return this.deliveries.redeliver(readRowId(id));
  }

  @ResolveField()
  messageId(@Parent() delivery: WebhookDelivery): string {
    return messageIdOf(delivery);
  }

  @ResolveField()
  webhook(
    @Parent() { webhookId }: WebhookDelivery,
    @Context() { loaders }: RequestContext,
  ): Promise<Webhook> {
    return loaders.loadExisting(this.webhooks.webhooksById, webhookId);
  }

  @ResolveField()
  dueAt(@Parent() { status, dueAt }: WebhookDelivery): Date | null {
    return status === 'PENDING' ? dueAt : null;
  }
}
