import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { DevicesService } from '../estate/devices.service.js';
import type { Device } from '../estate/device.entity.js';
import type { Site } from '../estate/site.entity.js';
import { SitesService } from '../estate/sites.service.js';
import type { Budget } from '../finance/budget.entity.js';
import { FinanceService } from '../finance/finance.service.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { ProcurementService } from '../procurement/procurement.service.js';
import type { Vendor } from '../procurement/vendor.entity.js';
import type { Crew } from '../workforce/crew.entity.js';
import { WorkforceService } from '../workforce/workforce.service.js';
import type { PlanAssignment, PlanAwaiting, PlanUnscheduled, PlanWorkPackage } from './plan-work.entity.js';
import { packageKey, PlanWorkService } from './plan-work.service.js';

type OfPackage = Pick<PlanWorkPackage, 'planId' | 'number'>;

@Resolver('WorkPackage')
export class WorkPackageResolver {
  constructor(
    private readonly work: PlanWorkService,
    private readonly sites: SitesService,
    private readonly devicesService: DevicesService,
    private readonly disclosure: Disclosure,
  ) {}

  @ResolveField()
  id(@Parent() workPackage: PlanWorkPackage): string {
    return workPackage.workPackageId;
  }

  @ResolveField()
  site(@Parent() workPackage: PlanWorkPackage, @Context() { loaders }: RequestContext): Promise<Site> {
    return loaders.loadExisting(this.sites.sitesById, workPackage.siteId);
  }

  @ResolveField()
  risk(
    @Parent() { siteId, risk }: PlanWorkPackage,
    @Context() context: RequestContext,
  ): Promise<number | null> {
    return this.disclosure.detail('WorkPackage.risk', { siteId }, () => risk, context);
  }

  @ResolveField()
  redacted(@Parent() { siteId }: PlanWorkPackage, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted({ siteId }, context);
  }

  @ResolveField()
  async devices(
    @Parent() { planId, number }: PlanWorkPackage,
    @Context() { loaders }: RequestContext,
  ): Promise<Device[]> {
    const ids = (await loaders.load(this.work.deviceIdsByKey, packageKey(planId, number))) ?? [];
    return Promise.all(ids.map((id) => loaders.loadExisting(this.devicesService.devicesById, id)));
  }
}

@Resolver('Assignment')
export class AssignmentResolver {
  constructor(
    private readonly work: PlanWorkService,
    private readonly procurement: ProcurementService,
    private readonly workforce: WorkforceService,
    private readonly finance: FinanceService,
  ) {}

  @ResolveField()
  workPackage(
    @Parent() assignment: PlanAssignment,
    @Context() context: RequestContext,
  ): Promise<PlanWorkPackage> {
    return loadPackage(this.work, assignment, context);
  }

  @ResolveField()
  vendor(@Parent() { vendorId }: PlanAssignment, @Context() { loaders }: RequestContext): Promise<Vendor> {
    return loaders.loadExisting(this.procurement.vendorsById, vendorId);
  }

  @ResolveField()
  crew(@Parent() { crewId }: PlanAssignment, @Context() { loaders }: RequestContext): Promise<Crew> {
    return loaders.loadExisting(this.workforce.crewsById, crewId);
  }

  @ResolveField()
  budget(
    @Parent() { budgetId }: PlanAssignment,
    @Context() { loaders }: RequestContext,
  ): Promise<Budget | null> {
    return loaders.load(this.finance.budgetsById, budgetId);
  }
}

@Resolver('AwaitingPackage')
export class AwaitingPackageResolver {
  constructor(private readonly work: PlanWorkService) {}

  @ResolveField()
  workPackage(
    @Parent() awaiting: PlanAwaiting,
    @Context() context: RequestContext,
  ): Promise<PlanWorkPackage> {
    return loadPackage(this.work, awaiting, context);
  }
}

@Resolver('UnscheduledPackage')
export class UnscheduledPackageResolver {
  constructor(private readonly work: PlanWorkService) {}

  @ResolveField()
  workPackage(
    @Parent() unscheduled: PlanUnscheduled,
    @Context() context: RequestContext,
  ): Promise<PlanWorkPackage> {
    return loadPackage(this.work, unscheduled, context);
  }
}

function loadPackage(
  work: PlanWorkService,
  { planId, number }: OfPackage,
  { loaders }: RequestContext,
): Promise<PlanWorkPackage> {
  return loaders.loadExisting(work.packagesByKey, packageKey(planId, number));
}
