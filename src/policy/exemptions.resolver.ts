import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { Device } from '../estate/device.entity.js';
import { DevicesService } from '../estate/devices.service.js';
import type { Site } from '../estate/site.entity.js';
import { SitesService } from '../estate/sites.service.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readRowId } from '../platform/input.js';
import type { Exemption } from './exemption.entity.js';
import { ExemptionsService } from './exemptions.service.js';

@Resolver('Exemption')
export class ExemptionsResolver {
  constructor(
    private readonly exemptionsService: ExemptionsService,
    private readonly sites: SitesService,
    private readonly devices: DevicesService,
    private readonly disclosure: Disclosure,
  ) {}

  @Query()
  exemptions(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Exemption>> {
    return readConnection(this.exemptionsService.query(args.filter), 'id', args, info);
  }

  @Mutation()
  grantExemption(@Args('input') input: unknown): Promise<Exemption> {
    return this.exemptionsService.grant(input);
  }

  @Mutation()
  revokeExemption(@Args('id') id: string): Promise<Exemption> {
    return this.exemptionsService.revoke(readRowId(id));
  }

  @ResolveField()
  site(@Parent() { siteId }: Exemption, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sites.sitesById, siteId);
  }

  /** Null too where the device has gone to a site that the caller may not see. */
  @ResolveField()
  device(
    @Parent() { deviceId }: Exemption,
    @Context() { loaders }: RequestContext,
  ): Promise<Device | null> | null {
    return deviceId === null ? null : loaders.load(this.devices.devicesById, deviceId);
  }

  @ResolveField()
  directive(@Parent() { directiveKey }: Exemption): string {
    return directiveKey;
  }

  @ResolveField()
  isOfSite(@Parent() { deviceId }: Exemption): boolean {
    return deviceId === null;
  }

  @ResolveField()
  ground(@Parent() exemption: Exemption, @Context() context: RequestContext): Promise<string | null> {
    const read = () => this.exemptionsService.groundOf(exemption);
    return this.disclosure.detail('Exemption.ground', exemption, read, context);
  }

  @ResolveField()
  redacted(@Parent() exemption: Exemption, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(exemption, context);
  }
}
