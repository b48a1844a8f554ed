import { Args, Context, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { StreamPermit } from '../../access/stream-permits.service.js';
import type { SubscriptionContext } from '../../platform/graphql/subscription-server.js';
import type { EventStream } from '../../platform/live/event-stream.js';
import { readOptionalRowId, readRowId } from '../../platform/input.js';
import type { PlanStage } from '../approval/plan-stage.js';
import type { PlanStatus } from '../plan.entity.js';
import type { ToldProgress } from '../plan-progress.resolver.js';
import type { PlanEvent } from './plan-event.entity.js';
import { PlanEvents } from './plan-events.service.js';

@Resolver('PlanEvent')
export class PlanEventsResolver {
  constructor(private readonly events: PlanEvents) {}

  @Subscription('planEvents', { resolve: (event: PlanEvent) => event })
  planEvents(
    @Args('planId') planId: string,
    @Args('after') after: string | null,
    @Context() { permit }: SubscriptionContext<StreamPermit>,
  ): Promise<EventStream<PlanEvent>> {
    return this.events.follow(readRowId(planId, 'planId'), readOptionalRowId(after, 'after') ?? 0, permit);
  }

  @ResolveField()
  status(@Parent() { content }: PlanEvent): PlanStatus | null {
    return content.status ?? null;
  }

  @ResolveField()
  progress(@Parent() { planId, content: { progress } }: PlanEvent): ToldProgress | null {
    return progress ? { planId, ...progress } : null;
  }

  @ResolveField()
  stage(@Parent() { content }: PlanEvent): PlanStage | null {
    return content.stage ?? null;
  }
}
