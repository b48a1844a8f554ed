import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { SmallCells } from '../access/need-to-know/small-cells.service.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { PhaseDisclosure } from './phase-disclosure.service.js';
import { PlanReportService } from './plan-report.service.js';
import type { PlanPhase } from './plan.entity.js';

@Resolver('PlanPhase')
export class PlanPhaseResolver {
  constructor(
    private readonly report: PlanReportService,
    private readonly smallCells: SmallCells,
    private readonly disclosure: PhaseDisclosure,
  ) {}

  @ResolveField()
  lateRisk(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figure(phase, 'lateRisk', context);
  }

  @ResolveField()
  exposure(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figure(phase, 'exposure', context);
  }

  @ResolveField()
  objective(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figure(phase, 'objective', context);
  }

  @ResolveField()
  lowerBound(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figure(phase, 'lowerBound', context);
  }

  @ResolveField()
  redacted(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(phase, context);
  }

  @ResolveField()
  workPackageCount(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.count(phase, context, 'workPackageCount');
  }

  @ResolveField()
  siteCount(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.count(phase, context, 'siteCount');
  }

  @ResolveField()
  deviceCount(@Parent() phase: PlanPhase, @Context() context: RequestContext): Promise<number | null> {
    return this.count(phase, context, 'deviceCount');
  }

  @ResolveField()
  roundedTo(): number | null {
    return this.smallCells.base();
  }

  private async count(
    { planId, phase }: PlanPhase,
    { loaders }: RequestContext,
    field: 'workPackageCount' | 'siteCount' | 'deviceCount',
  ): Promise<number | null> {
    const counts = await loaders.load(this.report.countsByPlanId, planId);
    const found = counts?.find((row) => row.phase === phase);
    if (found) return found[field];
    // Who may not know of few must not know of none, or what is missing would tell.
    return this.smallCells.base() === null ? 0 : null;
  }
}
