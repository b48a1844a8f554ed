import { Args, Context, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { StreamPermit } from '../../access/stream-permits.service.js';
import type { SubscriptionContext } from '../../platform/graphql/subscription-server.js';
import { readOptionalRowId } from '../../platform/input.js';
import type { EventStream } from '../../platform/live/event-stream.js';
import type { FindingKind } from '../findings/finding.entity.js';
import type { WorkStatus } from '../moves.js';
import type { WorkEvent } from './work-event.entity.js';
import { WorkEvents } from './work-events.service.js';

@Resolver('WorkEvent')
export class WorkEventResolver {
  constructor(private readonly events: WorkEvents) {}

  @Subscription('worksEvents', { resolve: (event: WorkEvent) => event })
  worksEvents(
    @Args() { after, ...followed }: { after?: string | null } & Record<string, unknown>,
    @Context() { permit }: SubscriptionContext<StreamPermit>,
  ): Promise<EventStream<WorkEvent>> {
    return this.events.follow(followed, readOptionalRowId(after, 'after') ?? 0, permit);
  }

  @ResolveField()
  from(@Parent() { content }: WorkEvent): WorkStatus | null {
    return content.from ?? null;
  }

  @ResolveField()
  to(@Parent() { content }: WorkEvent): WorkStatus | null {
    return content.to ?? null;
  }

  @ResolveField()
  findingKind(@Parent() { content }: WorkEvent): FindingKind | null {
    return content.finding ?? null;
  }
}
