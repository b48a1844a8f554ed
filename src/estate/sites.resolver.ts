import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type {
  DeviceFilter as DeviceFilterInput,
  SiteFilter as SiteFilterInput,
} from '../../graphql/generated/types.js';
import { BadInput } from '../platform/errors.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { loadConnection } from '../platform/graphql/nested-connection.js';
import { readOptionalRowId } from '../platform/input.js';
import { Device } from './device.entity.js';
import { DevicesService } from './devices.service.js';
import { readDeviceFilter, readSiteFilter } from './estate-filters.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { Site, SiteVersion, type SiteState } from './site.entity.js';
import { SitesService } from './sites.service.js';

type DateRange = SiteState['closures'][number];

@Resolver('Site')
export class SitesResolver {
  constructor(
    private readonly sitesService: SitesService,
    private readonly organisationsService: OrganisationsService,
    private readonly devicesService: DevicesService,
  ) {}

  @Query()
  site(@Args('id') id?: string | null, @Args('externalId') externalId?: string | null): Promise<Site | null> {
    return this.sitesService.find(readKey(id, externalId));
  }

  @Query()
  sites(
    @Args() args: PageArguments & { filter?: SiteFilterInput | null },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Site>> {
    return readConnection(this.sitesService.query(readSiteFilter(args.filter)), 'id', args, info);
  }

  @ResolveField()
  organisation(
    @Parent() site: Pick<Site, 'organisationId'>,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation> {
    return loaders.loadExisting(this.organisationsService.organisationsById, site.organisationId);
  }

  @ResolveField()
  async closures(@Parent() { id }: Site, @Context() { loaders }: RequestContext): Promise<DateRange[]> {
    return (await loaders.load(this.sitesService.closuresBySite, id)) ?? [];
  }

  @ResolveField()
  async history(@Parent() { id }: Site, @Context() { loaders }: RequestContext): Promise<SiteVersion[]> {
    return (await loaders.load(this.sitesService.versionsBySite, id)) ?? [];
  }

  @ResolveField()
  devices(
    @Parent() { id }: Site,
    @Args() args: PageArguments & { filter?: DeviceFilterInput | null },
    @Context() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Device>> {
    const filter = readDeviceFilter(args.filter);
    return loadConnection(() => this.devicesService.query(filter), 'siteId', 'id', id, args, context, info);
  }

  @Mutation()
  saveSite(@Args('input') input: unknown): Promise<Site> {
    return this.sitesService.saveSite(input);
  }

  @Mutation()
  async removeSite(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.sitesService.removeSite(externalId) };
  }
}

/** A version's fields are those of the state that it keeps. */
@Resolver('SiteVersion')
export class SiteVersionsResolver {
  constructor(private readonly organisationsService: OrganisationsService) {}

  @ResolveField()
  organisation(
    @Parent() { state }: SiteVersion,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation> {
    return loaders.loadExisting(this.organisationsService.organisationsById, state.organisationId);
  }

  @ResolveField()
  name(@Parent() { state }: SiteVersion): SiteState['name'] {
    return state.name;
  }

  @ResolveField()
  nation(@Parent() { state }: SiteVersion): SiteState['nation'] {
    return state.nation;
  }

  @ResolveField()
  region(@Parent() { state }: SiteVersion): SiteState['region'] {
    return state.region;
  }

  @ResolveField()
  sensitive(@Parent() { state }: SiteVersion): SiteState['sensitive'] {
    return state.sensitive;
  }

  @ResolveField()
  sensitivityGrounds(@Parent() { state }: SiteVersion): SiteState['sensitivityGrounds'] {
    return state.sensitivityGrounds;
  }

  @ResolveField()
  clearance(@Parent() { state }: SiteVersion): SiteState['clearance'] {
    return state.clearance;
  }

  @ResolveField()
  maxCrews(@Parent() { state }: SiteVersion): SiteState['maxCrews'] {
    return state.maxCrews;
  }

  @ResolveField()
  closures(@Parent() { state }: SiteVersion): SiteState['closures'] {
    return state.closures;
  }

  @ResolveField()
  ownership(@Parent() { state }: SiteVersion): SiteState['ownership'] {
    return state.ownership;
  }

  @ResolveField()
  leaseEnd(@Parent() { state }: SiteVersion): SiteState['leaseEnd'] {
    return state.leaseEnd;
  }
}

/**
 * The one key that a query names.
 *
 * @throws {BadInput} where it names none, or both
 */
export function readKey(
  id: string | null | undefined,
  externalId: string | null | undefined,
): { id: number } | { externalId: string } {
  const rowId = readOptionalRowId(id, 'id');
  if (rowId !== undefined && !externalId) return { id: rowId };
  if (rowId === undefined && externalId) return { externalId };
  throw new BadInput([{ path: 'id', message: 'expected either `id` or `externalId`' }]);
}
