import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Site } from '../../estate/site.entity.js';
import { SitesService } from '../../estate/sites.service.js';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { Crew } from '../../workforce/crew.entity.js';
import { WorkforceService } from '../../workforce/workforce.service.js';
import type { CalendarFeed } from './calendar-feed.entity.js';
import { CalendarFeeds, type NewCalendarFeed } from './calendar-feeds.service.js';

@Resolver('CalendarFeed')
export class CalendarFeedResolver {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly sites: SitesService,
    private readonly workforce: WorkforceService,
  ) {}

  @Query()
  calendarFeeds(
    @Args() args: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CalendarFeed>> {
    return readConnection(this.feeds.query(), 'id', args, info);
  }

  @Mutation()
  createCalendarFeed(@Args('input') input: unknown): Promise<NewCalendarFeed> {
    return this.feeds.create(input);
  }

  @Mutation()
  async revokeCalendarFeed(@Args('id') id: string): Promise<{ removed: boolean }> {
    return { removed: await this.feeds.revoke(readRowId(id)) };
  }

  @ResolveField()
  crew(
    @Parent() { crewId }: CalendarFeed,
    @Context() { loaders }: RequestContext,
  ): Promise<Crew | null> | null {
    return crewId === null ? null : loaders.load(this.workforce.crewsById, crewId);
  }

  @ResolveField()
  site(
    @Parent() { siteId }: CalendarFeed,
    @Context() { loaders }: RequestContext,
  ): Promise<Site | null> | null {
    return siteId === null ? null : loaders.load(this.sites.sitesById, siteId);
  }
}
