import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Basis } from '../../costing/cost-line.js';
import type { Organisation } from '../../estate/organisation.entity.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import type { Connection, PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { PlanAssignment } from '../plan-work.entity.js';
import { packageKey, PlanWorkService } from '../plan-work.service.js';
import type { Plan } from '../plan.entity.js';
import { evidencedShare, type CostSum } from './cost-summary.js';
import { CostSummary } from './cost-summary.service.js';
import type { PlanCostLine } from './plan-cost-line.entity.js';
import type { PlanPriceTier } from './plan-price-tier.entity.js';
import type { EarlyReplacement, OptionLife } from './whole-life-of-options.js';
import { WholeLife } from './whole-life.service.js';
import { PriceTiers } from './price-tiers.service.js';
import { PlanCostLines } from './plan-cost-lines.service.js';

@Resolver('Plan')
export class PlanCostsResolver {
  constructor(
    private readonly lines: PlanCostLines,
    private readonly summary: CostSummary,
    private readonly tiers: PriceTiers,
    private readonly lives: WholeLife,
  ) {}

  @ResolveField()
  wholeLife(
    @Parent() { id }: Plan,
    @Args() args: object,
    @Context() context: RequestContext,
  ): Promise<OptionLife[] | null> {
    return this.lives.ofOptions(id, args, context);
  }

  @ResolveField()
  async priceTiers(@Parent() { id }: Plan, @Context() { loaders }: RequestContext): Promise<PlanPriceTier[]> {
    return (await loaders.load(this.tiers.tiersByPlanId, id)) ?? [];
  }

  @ResolveField()
  costLines(
    @Parent() { id }: Plan,
    @Args() args: PageArguments & { filter?: unknown },
  ): Promise<Connection<PlanCostLine>> {
    return this.lines.page(id, args);
  }

  @ResolveField()
  costSummary(@Parent() { id }: Plan, @Args() args: object): Promise<CostSum[]> {
    return this.summary.of(id, args);
  }
}

@Resolver('PlanPriceTier')
export class PlanPriceTierResolver {
  @ResolveField()
  agrees(@Parent() { fromUnits, reachedUnits }: PlanPriceTier): boolean {
    return fromUnits === reachedUnits;
  }
}

@Resolver('Assignment')
export class AssignmentCostsResolver {
  constructor(
    private readonly lines: PlanCostLines,
    private readonly lives: WholeLife,
  ) {}

  @ResolveField()
  earlyReplacement(
    @Parent() assignment: PlanAssignment,
    @Args() args: object,
    @Context() context: RequestContext,
  ): Promise<EarlyReplacement> {
    return this.lives.ofReplacing(assignment, args, context);
  }

  @ResolveField()
  async costLines(
    @Parent() { planId, number }: PlanAssignment,
    @Context() { loaders }: RequestContext,
  ): Promise<PlanCostLine[]> {
    return (await loaders.load(this.lines.linesByKey, packageKey(planId, number))) ?? [];
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
