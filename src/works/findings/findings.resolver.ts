import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Disclosure } from '../../access/need-to-know/disclosure.service.js';
import type { Device } from '../../estate/device.entity.js';
import { DevicesService } from '../../estate/devices.service.js';
import type { Site } from '../../estate/site.entity.js';
import { SitesService } from '../../estate/sites.service.js';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { WorkOrder } from '../work-order.entity.js';
import { WorkOrdersService } from '../work-orders.service.js';
import type { Finding } from './finding.entity.js';
import { FindingsService } from './findings.service.js';

@Resolver('Finding')
export class FindingResolver {
  constructor(
    private readonly findingsService: FindingsService,
    private readonly orders: WorkOrdersService,
    private readonly sites: SitesService,
    private readonly devices: DevicesService,
    private readonly disclosure: Disclosure,
  ) {}

  @Query()
  findings(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Finding>> {
    return readConnection(this.findingsService.query(args.filter), 'id', args, info);
  }

  @Mutation()
  recordFinding(@Args('input') input: unknown): Promise<Finding> {
    return this.findingsService.record(input);
  }

  @ResolveField()
  place(@Parent() { siteId }: Finding, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sites.sitesById, siteId);
  }

  @ResolveField()
  device(@Parent() { deviceId }: Finding, @Context() { loaders }: RequestContext): Promise<Device> {
    return loaders.loadExisting(this.devices.devicesById, deviceId);
  }

  @ResolveField()
  async deviceExternalId(@Parent() finding: Finding, @Context() context: RequestContext): Promise<string> {
    return (await this.device(finding, context)).externalId;
  }

  @ResolveField()
  workOrder(
    @Parent() { workOrderId }: Finding,
    @Context() { loaders }: RequestContext,
  ): Promise<WorkOrder | null> | null {
    return workOrderId === null ? null : loaders.load(this.orders.ordersById, workOrderId);
  }

  @ResolveField()
  redacted(@Parent() { siteId }: Finding, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted({ siteId }, context);
  }

  @ResolveField()
  note(@Parent() finding: Finding, @Context() context: RequestContext): Promise<string | null> {
    return this.disclosure.detail(
      'Finding.note',
      finding,
      () => this.findingsService.noteOf(finding),
      context,
    );
  }
}
