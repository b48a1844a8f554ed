import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type {
  DeviceFilter as DeviceFilterInput,
  SiteFilter as SiteFilterInput,
} from '../../graphql/generated/types.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { BadInput } from '../platform/errors.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { loadConnection } from '../platform/graphql/nested-connection.js';
import { readOptionalRowId } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Device } from './device.entity.js';
import { DevicesService } from './devices.service.js';
import { readDeviceFilter, readSiteFilter } from './estate-filters.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { SITE_DETAIL, type SiteDetail } from './sealed-details.js';
import { Site, SiteVersion, type SiteState } from './site.entity.js';
import { SitesService } from './sites.service.js';

type DateRange = SiteState['closures'][number];

@Resolver('Site')
export class SitesResolver {
  constructor(
    private readonly sitesService: SitesService,
    private readonly organisationsService: OrganisationsService,
    private readonly devicesService: DevicesService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
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
  redacted(@Parent() { id }: Site, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted({ siteId: id }, context);
  }

  @ResolveField()
  name(@Parent() site: Site, @Context() context: RequestContext): Promise<string | null> {
    return this.detail('name', site, context);
  }

  @ResolveField()
  postcode(@Parent() site: Site, @Context() context: RequestContext): Promise<string | null> {
    return this.detail('postcode', site, context);
  }

  @ResolveField()
  latitude(@Parent() site: Site, @Context() context: RequestContext): Promise<number | null> {
    return this.detail('latitude', site, context);
  }

  @ResolveField()
  longitude(@Parent() site: Site, @Context() context: RequestContext): Promise<number | null> {
    return this.detail('longitude', site, context);
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

  private detail<Field extends keyof SiteDetail>(
    field: Field,
    { id, externalId, detail }: Site,
    context: RequestContext,
  ): Promise<SiteDetail[Field] | null> {
    const read = () => this.keyRing.open(SITE_DETAIL, [externalId], detail)[field];
    return this.disclosure.detail(`Site.${field}`, { siteId: id }, read, context);
  }
}

/** What the estate adds to a grant. */
@Resolver('NeedToKnowGrant')
export class NeedToKnowSitesResolver {
  constructor(private readonly sitesService: SitesService) {}

  @ResolveField()
  site(
    @Parent() { siteId }: { siteId: number },
    @Context() { loaders }: RequestContext,
  ): Promise<Site | null> {
    return loaders.load(this.sitesService.sitesById, siteId);
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
