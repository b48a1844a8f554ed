import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Basis } from '../../costing/cost-line.js';
import type { Organisation } from '../../estate/organisation.entity.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import type { Connection, PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import { packageKey, PlanWorkService } from '../plan-work.service.js';
import { PlansService } from '../plans.service.js';
import { evidencedShare, type CostSum } from './cost-summary.js';
import { CostSummary } from './cost-summary.service.js';
import type { PlanCostLine } from './plan-cost-line.entity.js';
import { PlanCostLines } from './plan-cost-lines.service.js';
import type { PlanPriceTier } from './plan-price-tier.entity.js';
import { PriceTiers } from './price-tiers.service.js';
import type { EarlyReplacement, OptionLife } from './whole-life-of-options.js';
import { WholeLife } from './whole-life.service.js';

/** The plan whose costs are asked for. */
interface PlanCosts {
  planId: number;
}

@Resolver('PlanCosts')
export class PlanCostsResolver {
  constructor(
    private readonly plans: PlansService,
    private readonly costLines: PlanCostLines,
    private readonly costSummary: CostSummary,
    private readonly tiers: PriceTiers,
    private readonly lives: WholeLife,
  ) {}

  @Query()
  async planCosts(@Args('planId') id: string): Promise<PlanCosts | null> {
    const plan = await this.plans.find(readRowId(id, 'planId'));
    return plan && { planId: plan.id };
  }

  @ResolveField()
  lines(
    @Parent() { planId }: PlanCosts,
    @Args() args: PageArguments & { filter?: unknown },
  ): Promise<Connection<PlanCostLine>> {
    return this.costLines.page(planId, args);
  }

  @ResolveField()
  summary(@Parent() { planId }: PlanCosts, @Args() args: object): Promise<CostSum[]> {
    return this.costSummary.of(planId, args);
  }

  @ResolveField()
  async priceTiers(
    @Parent() { planId }: PlanCosts,
    @Context() { loaders }: RequestContext,
  ): Promise<PlanPriceTier[]> {
    return (await loaders.load(this.tiers.tiersByPlanId, planId)) ?? [];
  }

  @ResolveField()
  wholeLife(
    @Parent() { planId }: PlanCosts,
    @Args() args: object,
    @Context() context: RequestContext,
  ): Promise<OptionLife[] | null> {
    return this.lives.ofOptions(planId, args, context);
  }

  @ResolveField()
  earlyReplacement(
    @Parent() { planId }: PlanCosts,
    @Args() args: object,
    @Context() context: RequestContext,
  ): Promise<EarlyReplacement | null> {
    return this.lives.ofReplacing(planId, args, context);
  }
}

@Resolver('PlanPriceTier')
export class PlanPriceTierResolver {
  @ResolveField()
  agrees(@Parent() { fromUnits, reachedUnits }: PlanPriceTier): boolean {
    return fromUnits === reachedUnits;
  }
}

@Resolver('CostLine')
export class CostLineResolver {
  constructor(private readonly work: PlanWorkService) {}

  @ResolveField()
  async workPackageId(
    @Parent() { planId, number }: PlanCostLine,
    @Context() { loaders }: RequestContext,
  ): Promise<string> {
    return (await loaders.loadExisting(this.work.packagesByKey, packageKey(planId, number))).workPackageId;
  }

  @ResolveField()
  basis(@Parent() line: PlanCostLine): Basis {
    const { basisKind: kind, basisReference: reference, basisDate: on, basisExpiresOn: expiresOn } = line;
    return { kind, reference, on, expiresOn };
  }
}

@Resolver('CostSum')
export class CostSumResolver {
  constructor(private readonly organisations: OrganisationsService) {}

  @ResolveField()
  evidencedShare(@Parent() sum: CostSum): number | null {
    return evidencedShare(sum);
  }

  @ResolveField()
  organisation(
    @Parent() { organisationId }: CostSum,
    @Context() { loaders }: RequestContext,
  ): Promise<Organisation | null> | null {
    return organisationId === null
      ? null
      : loaders.load(this.organisations.organisationsById, organisationId);
  }
}
