import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosure, type Place } from '../../access/need-to-know/disclosure.service.js';
import type { Site } from '../../estate/site.entity.js';
import { SitesService } from '../../estate/sites.service.js';
import type { LedgerEntry } from '../../finance/ledger/ledger.entity.js';
import {
  connectionOf,
  readCursor,
  readFirst,
  type Connection,
  type PageArguments,
} from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { Plan } from '../plan.entity.js';
import type { PlanWorkPackage } from '../plan-work.entity.js';
import { packageKey, PlanWorkService } from '../plan-work.service.js';
import { PlanApproval } from './approval.service.js';
import { countChanges, type InputChange, type InputChangeCount } from './compare-inputs.js';
import type { PlanStageChange } from './plan-stage-change.entity.js';
import { StageChanges } from './stage-changes.service.js';
import { PlanStaleness, type Staleness } from './staleness.service.js';

@Resolver('Plan')
export class PlanApprovalResolver {
  constructor(
    private readonly approval: PlanApproval,
    private readonly changes: StageChanges,
    private readonly plansStaleness: PlanStaleness,
  ) {}

  @Mutation()
  proposePlan(@Args('id') id: string, @Args() args: object): Promise<Plan> {
    return this.approval.propose(readRowId(id), args);
  }

  @Mutation()
  approvePlanMoney(@Args('id') id: string, @Args() args: object): Promise<Plan> {
    return this.approval.approve(readRowId(id), 'APPROVE_MONEY', args);
  }

  @Mutation()
  approvePlanWorks(@Args('id') id: string, @Args() args: object): Promise<Plan> {
    return this.approval.approve(readRowId(id), 'APPROVE_WORKS', args);
  }

  @Mutation()
  withdrawPlan(@Args('id') id: string, @Args() args: object): Promise<Plan> {
    return this.approval.withdraw(readRowId(id), args);
  }

  @ResolveField()
  async stageChanges(
    @Parent() plan: Plan,
    @Context() { loaders }: RequestContext,
  ): Promise<PlanStageChange[]> {
    return (await loaders.load(this.changes.changesByPlanId, plan.id)) ?? [];
  }

  @ResolveField()
  staleness(@Parent() plan: Plan): Promise<Staleness | null> {
    return this.plansStaleness.of(plan);
  }
}

/** A change and its place among all of them, from 1. */
type PlacedChange = InputChange & { place: number };

@Resolver('PlanStaleness')
export class PlanStalenessResolver {
  @ResolveField()
  counts(@Parent() { changes }: Staleness): InputChangeCount[] {
    return countChanges(changes);
  }

  @ResolveField()
  changes(@Parent() { changes }: Staleness, @Args() args: PageArguments): Connection<PlacedChange> {
    const after = args.after ? readCursor(args.after) : 0;
    const rest = changes.map((change, index) => ({ ...change, place: index + 1 })).slice(after);
    return connectionOf(rest.slice(0, readFirst(args) + 1), 'place', args, changes.length);
  }
}

@Resolver('PlanInputChange')
export class PlanInputChangeResolver {
  constructor(
    private readonly sites: SitesService,
    private readonly disclosure: Disclosure,
  ) {}

  @ResolveField()
  async site(
    @Parent() { siteExternalId }: InputChange,
    @Context() { loaders }: RequestContext,
  ): Promise<Site | null> {
    return siteExternalId === null ? null : loaders.load(this.sites.sitesByExternalId, siteExternalId);
  }

  @ResolveField()
  async fields(@Parent() change: InputChange, @Context() context: RequestContext): Promise<string[] | null> {
    const place = await this.placeOf(change, context);
    if (!place) return change.fields;
    return this.disclosure.detail('PlanInputChange.fields', place, () => change.fields, context);
  }

  @ResolveField()
  async redacted(@Parent() change: InputChange, @Context() context: RequestContext): Promise<boolean> {
    const place = await this.placeOf(change, context);
    return place !== null && this.disclosure.isRedacted(place, context);
  }

  /** Where the detail of a change belongs: only work packages have some. */
  private async placeOf(change: InputChange, context: RequestContext): Promise<Place | null> {
    const site = change.input === 'WORK_PACKAGE' ? await this.site(change, context) : null;
    return site && { siteId: site.id };
  }
}

/** What money in the books was promised to or spent on. */
@Resolver('LedgerPlace')
export class LedgerPlaceWorkResolver {
  constructor(private readonly work: PlanWorkService) {}

  @ResolveField()
  async workPackage(
    @Parent() { planId, number }: LedgerEntry,
    @Context() { loaders }: RequestContext,
  ): Promise<PlanWorkPackage | null> {
    if (planId === null || number === null) return null;
    return loaders.load(this.work.packagesByKey, packageKey(planId, number));
  }
}
