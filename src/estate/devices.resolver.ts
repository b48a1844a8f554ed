import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { DeviceFilter as DeviceFilterInput } from '../../graphql/generated/types.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Device } from './device.entity.js';
import { DevicesService } from './devices.service.js';
import type { NetworkAttachment } from './estate.types.js';
import { readDeviceFilter } from './estate-filters.js';
import { DeviceModel } from './manufacturer.entity.js';
import { ManufacturersService } from './manufacturers.service.js';
import { DEVICE_DETAIL, type DeviceDetail } from './sealed-details.js';
import { Site } from './site.entity.js';
import { readKey } from './sites.resolver.js';
import { SitesService } from './sites.service.js';

@Resolver('Device')
export class DevicesResolver {
  constructor(
    private readonly devicesService: DevicesService,
    private readonly sitesService: SitesService,
    private readonly manufacturersService: ManufacturersService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @Query()
  device(
    @Args('id') id?: string | null,
    @Args('externalId') externalId?: string | null,
  ): Promise<Device | null> {
    return this.devicesService.find(readKey(id, externalId));
  }

  @Query()
  devices(
    @Args() args: PageArguments & { filter?: DeviceFilterInput | null },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Device>> {
    return readConnection(this.devicesService.query(readDeviceFilter(args.filter)), 'id', args, info);
  }

  @ResolveField()
  site(@Parent() { siteId }: Device, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sitesService.sitesById, siteId);
  }

  @ResolveField()
  knownModel(
    @Parent() { knownModelId }: Device,
    @Context() { loaders }: RequestContext,
  ): Promise<DeviceModel | null> | null {
    return knownModelId === null ? null : loaders.load(this.manufacturersService.modelsById, knownModelId);
  }

  @ResolveField()
  recorder(
    @Parent() { recorderId }: Device,
    @Context() { loaders }: RequestContext,
  ): Promise<Device | null> | null {
    return recorderId === null ? null : loaders.load(this.devicesService.devicesById, recorderId);
  }

  @ResolveField()
  redacted(@Parent() { siteId }: Device, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted({ siteId }, context);
  }

  @ResolveField()
  serial(@Parent() device: Device, @Context() context: RequestContext): Promise<string | null> {
    return this.disclosure.detail('Device.serial', device, () => this.detailOf(device).serial, context);
  }

  @ResolveField()
  mac(@Parent() device: Device, @Context() context: RequestContext): Promise<string | null> {
    return this.disclosure.detail('Device.mac', device, () => this.detailOf(device).mac, context);
  }

  @ResolveField()
  network(@Parent() device: Device, @Context() context: RequestContext): Promise<NetworkAttachment | null> {
    return this.disclosure.detail('Device.network', device, () => this.detailOf(device).network, context);
  }

  @ResolveField()
  async sameSerialCount(
    @Parent() device: Device,
    @Context() context: RequestContext,
  ): Promise<number | null> {
    const { id, serialIndex } = device;
    const count =
      serialIndex === null
        ? 0
        : ((await context.loaders.load(this.devicesService.sameSerialCounts, id)) ?? 0);
    return this.disclosure.detail('Device.sameSerialCount', device, () => count, context);
  }

  @Mutation()
  saveDevice(@Args('input') input: unknown): Promise<Device> {
    return this.devicesService.saveDevice(input);
  }

  @Mutation()
  async removeDevice(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.devicesService.removeDevice(externalId) };
  }

  private detailOf({ externalId, detail }: Device): DeviceDetail {
    return this.keyRing.open(DEVICE_DETAIL, [externalId], detail);
  }
}
