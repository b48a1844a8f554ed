import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { DetailField } from '../access/need-to-know/detail-fields.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { Site } from '../estate/site.entity.js';
import { SitesService } from '../estate/sites.service.js';
import type { Budget } from '../finance/budget.entity.js';
import { FinanceService } from '../finance/finance.service.js';
import type { Plan } from '../plans/plan.entity.js';
import { PlansService } from '../plans/plans.service.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { loadConnection } from '../platform/graphql/nested-connection.js';
import { readRowId } from '../platform/input.js';
import { ProcurementService } from '../procurement/procurement.service.js';
import type { Vendor } from '../procurement/vendor.entity.js';
import type { Crew } from '../workforce/crew.entity.js';
import { WorkforceService } from '../workforce/workforce.service.js';
import { movesFrom, type WorkStatus } from './moves.js';
import type { WorkOrderDetail } from './sealed-details.js';
import type { WorkOrder, WorkOrderDevice, WorkOrderMove } from './work-order.entity.js';
import { WorkOrdersService } from './work-orders.service.js';

type FilterArguments = PageArguments & { filter?: unknown };

@Resolver('WorkOrder')
export class WorkOrderResolver {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly plans: PlansService,
    private readonly sites: SitesService,
    private readonly procurement: ProcurementService,
    private readonly workforce: WorkforceService,
    private readonly finance: FinanceService,
    private readonly disclosure: Disclosure,
  ) {}

  @Query()
  workOrder(@Args('id') id: string): Promise<WorkOrder | null> {
    return this.orders.find(readRowId(id));
  }

  @Query()
  workOrders(
    @Args() args: FilterArguments,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<WorkOrder>> {
    return readConnection(this.orders.query(args.filter), 'id', args, info);
  }

  @ResolveField()
  plan(@Parent() { planId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Plan | null> {
    return loaders.load(this.plans.plansById, planId);
  }

  @ResolveField()
  place(@Parent() { siteId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sites.sitesById, siteId);
  }

  @ResolveField()
  site(@Parent() { siteId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sites.sitesById, siteId);
  }

  @ResolveField()
  crew(@Parent() { crewId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Crew> {
    return loaders.loadExisting(this.workforce.crewsById, crewId);
  }

  @ResolveField()
  async crewName(@Parent() order: WorkOrder, @Context() context: RequestContext): Promise<string> {
    return (await this.crew(order, context)).name;
  }

  @ResolveField()
  vendor(@Parent() { vendorId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Vendor> {
    return loaders.loadExisting(this.procurement.vendorsById, vendorId);
  }

  @ResolveField()
  async vendorName(@Parent() order: WorkOrder, @Context() context: RequestContext): Promise<string> {
    return (await this.vendor(order, context)).name;
  }

  @ResolveField()
  budget(@Parent() { budgetId }: WorkOrder, @Context() { loaders }: RequestContext): Promise<Budget | null> {
    return loaders.load(this.finance.budgetsById, budgetId);
  }

  @ResolveField()
  nextStatuses(@Parent() order: WorkOrder): WorkStatus[] {
    return movesFrom(order)
      .filter(({ by }) => by !== 'PLAN')
      .map(({ to }) => to);
  }

  @ResolveField()
  redacted(@Parent() { siteId }: WorkOrder, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted({ siteId }, context);
  }

  @ResolveField()
  consentReference(@Parent() order: WorkOrder, @Context() context: RequestContext): Promise<string | null> {
    return this.paper('consentReference', order, context);
  }

  @ResolveField()
  assessmentReference(
    @Parent() order: WorkOrder,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    return this.paper('assessmentReference', order, context);
  }

  @ResolveField()
  certificateReference(
    @Parent() order: WorkOrder,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    return this.paper('certificateReference', order, context);
  }

  @ResolveField()
  async moves(@Parent() { id }: WorkOrder, @Context() { loaders }: RequestContext): Promise<WorkOrderMove[]> {
    return (await loaders.load(this.orders.movesByOrderId, id)) ?? [];
  }

  @ResolveField()
  async devices(
    @Parent() { id }: WorkOrder,
    @Context() { loaders }: RequestContext,
  ): Promise<WorkOrderDevice[]> {
    return (await loaders.load(this.orders.devicesByOrderId, id)) ?? [];
  }

  private paper(
    field: keyof WorkOrderDetail,
    order: WorkOrder,
    context: RequestContext,
  ): Promise<string | null> {
    const name: DetailField = `WorkOrder.${field}`;
    return this.disclosure.detail(name, order, () => this.orders.papersOf(order)[field], context);
  }
}

/** What works add to a plan. */
@Resolver('Plan')
export class PlanWorksResolver {
  constructor(private readonly orders: WorkOrdersService) {}

  @ResolveField()
  workOrders(
    @Parent() { id }: Plan,
    @Args() args: FilterArguments,
    @Context() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<WorkOrder>> {
    return loadConnection(() => this.orders.query(args.filter), 'planId', 'id', id, args, context, info);
  }
}
