import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { Device } from '../estate/device.entity.js';
import { DevicesService } from '../estate/devices.service.js';
import { SITE_DETAIL, type SiteDetail } from '../estate/sealed-details.js';
import type { Site } from '../estate/site.entity.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { MOVE_REASON, UNREPLACED_REASON } from './sealed-details.js';
import type { WorkOrder, WorkOrderDevice, WorkOrderMove } from './work-order.entity.js';
import { WorkOrdersService, orderDeviceKey } from './work-orders.service.js';
import type { WorkReplacement } from './work-replacement.entity.js';

/** A site, as far as a crew has to know it. */
@Resolver('WorkPlace')
export class WorkPlaceResolver {
  constructor(
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

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

  private detail<Field extends keyof SiteDetail>(
    field: Field,
    { id, externalId, detail }: Site,
    context: RequestContext,
  ): Promise<SiteDetail[Field] | null> {
    const read = () => this.keyRing.open(SITE_DETAIL, [externalId], detail)[field];
    return this.disclosure.detail(`WorkPlace.${field}`, { siteId: id }, read, context);
  }
}

@Resolver('WorkOrderMove')
export class WorkOrderMoveResolver {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @ResolveField()
  async redacted(@Parent() move: WorkOrderMove, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(await orderOf(this.orders, move, context), context);
  }

  @ResolveField()
  async reason(@Parent() move: WorkOrderMove, @Context() context: RequestContext): Promise<string | null> {
    const { workOrderId, version, reason } = move;
    if (!reason) return null;
    const order = await orderOf(this.orders, move, context);
    const read = () => this.keyRing.open(MOVE_REASON, [workOrderId, version], reason);
    return this.disclosure.detail('WorkOrderMove.reason', order, read, context);
  }
}

@Resolver('WorkOrderDevice')
export class WorkOrderDeviceResolver {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly devices: DevicesService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @ResolveField()
  device(@Parent() { deviceId }: WorkOrderDevice, @Context() { loaders }: RequestContext): Promise<Device> {
    return loaders.loadExisting(this.devices.devicesById, deviceId);
  }

  @ResolveField()
  async externalId(@Parent() taken: WorkOrderDevice, @Context() context: RequestContext): Promise<string> {
    return (await this.device(taken, context)).externalId;
  }

  @ResolveField()
  async kind(@Parent() taken: WorkOrderDevice, @Context() context: RequestContext): Promise<Device['kind']> {
    return (await this.device(taken, context)).kind;
  }

  @ResolveField()
  async manufacturer(
    @Parent() taken: WorkOrderDevice,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    return (await this.device(taken, context)).manufacturer;
  }

  @ResolveField()
  async model(@Parent() taken: WorkOrderDevice, @Context() context: RequestContext): Promise<string | null> {
    return (await this.device(taken, context)).model;
  }

  @ResolveField()
  async status(
    @Parent() taken: WorkOrderDevice,
    @Context() context: RequestContext,
  ): Promise<Device['status']> {
    return (await this.device(taken, context)).status;
  }

  @ResolveField()
  async redacted(@Parent() taken: WorkOrderDevice, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(await orderOf(this.orders, taken, context), context);
  }

  @ResolveField()
  replacement(
    @Parent() { workOrderId, deviceId }: WorkOrderDevice,
    @Context() { loaders }: RequestContext,
  ): Promise<WorkReplacement | null> {
    return loaders.load(this.orders.replacementsByKey, orderDeviceKey(workOrderId, deviceId));
  }

  @ResolveField()
  async unreplacedReason(
    @Parent() taken: WorkOrderDevice,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    const { workOrderId, deviceId, unreplacedReason } = taken;
    if (!unreplacedReason) return null;
    const order = await orderOf(this.orders, taken, context);
    const read = () => this.keyRing.open(UNREPLACED_REASON, [workOrderId, deviceId], unreplacedReason);
    return this.disclosure.detail('WorkOrderDevice.unreplacedReason', order, read, context);
  }
}

function orderOf(
  orders: WorkOrdersService,
  { workOrderId }: { workOrderId: number },
  { loaders }: RequestContext,
): Promise<WorkOrder> {
  return loaders.loadExisting(orders.ordersById, workOrderId);
}
