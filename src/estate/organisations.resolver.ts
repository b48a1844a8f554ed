import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { loadConnection } from '../platform/graphql/nested-connection.js';
import { readRowId } from '../platform/input.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { Site } from './site.entity.js';
import { SitesService } from './sites.service.js';

@Resolver('Organisation')
export class OrganisationsResolver {
  constructor(
    private readonly organisationsService: OrganisationsService,
    private readonly sitesService: SitesService,
  ) {}

  @Query()
  organisation(@Args('id') id: string): Promise<Organisation | null> {
    return this.organisationsService.find(readRowId(id));
  }

  @Query()
  organisations(
    @Args() args: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Organisation>> {
    return readConnection(this.organisationsService.query(), 'id', args, info);
  }

  @ResolveField()
  sites(
    @Parent() { id }: Organisation,
    @Args() args: PageArguments,
    @Context() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Site>> {
    const query = () => this.sitesService.query({});
    return loadConnection(query, 'organisationId', 'id', id, args, context, info);
  }

  @Mutation()
  saveOrganisation(@Args('input') input: unknown): Promise<Organisation> {
    return this.organisationsService.saveOrganisation(input);
  }

  @Mutation()
  async removeOrganisation(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.organisationsService.removeOrganisation(externalId) };
  }
}
