import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosure, type Place } from '../access/need-to-know/disclosure.service.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { SITE_VERSION_DETAIL } from './sealed-details.js';
import type { SiteState, SiteVersion } from './site.entity.js';

/** A version's fields are those of the state that it keeps. */
@Resolver('SiteVersion')
export class SiteVersionsResolver {
  constructor(
    private readonly organisationsService: OrganisationsService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @ResolveField()
  organisation(
    @Parent() { state }: SiteVersion,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation | null> {
    return loaders.load(this.organisationsService.organisationsById, state.organisationId);
  }

  @ResolveField()
  redacted(@Parent() version: SiteVersion, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(placeOf(version), context);
  }

  @ResolveField()
  name(@Parent() version: SiteVersion, @Context() context: RequestContext): Promise<string | null> {
    const { siteId, detail } = version;
    const read = () => this.keyRing.open(SITE_VERSION_DETAIL, [siteId, version.version], detail).name;
    return this.disclosure.detail('SiteVersion.name', placeOf(version), read, context);
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

function placeOf({ siteId, state }: SiteVersion): Place {
  return { siteId, wasSensitive: state.sensitive };
}
