import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock } from '../../platform/clock.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { calendarDate } from '../../platform/input-schemas.js';
import { readInput } from '../../platform/input.js';
import { CoreNetworkService } from '../../policy/core-network.service.js';
import type { Plan } from '../plan.entity.js';
import { WorksProgressService, type ToldProgress } from './works-progress.service.js';

/** Devices on core networks against a directive: when the first plan was approved, and now. */
interface CoreNetworkProgress {
  atBaseline: number;
  now: number;
  /** Null where there were none. */
  closedPercent: number | null;
}

type ProgressOfPlan = ToldProgress & { plan: Plan };

@Resolver('WorksProgress')
export class WorksProgressResolver {
  constructor(
    private readonly progress: WorksProgressService,
    private readonly coreNetwork: CoreNetworkService,
  ) {}

  @ResolveField('coreNetwork')
  async closed(@Parent() { plan }: ProgressOfPlan): Promise<CoreNetworkProgress | null> {
    const baseline = await this.progress.baselineOf(plan);
    const atBaseline = baseline.coreNetworkViolations;
    if (atBaseline === null) return null;
    const { deviceCount: now } = await this.coreNetwork.find(baseline.organisationId);
    if (now === null) return null;
    const closed = Math.max(0, atBaseline - now);
    return {
      atBaseline,
      now,
      closedPercent: atBaseline === 0 ? null : Math.round((100 * closed) / atBaseline),
    };
  }
}

@Resolver('Plan')
export class PlanWorksProgressResolver {
  constructor(
    private readonly progress: WorksProgressService,
    private readonly clock: Clock,
  ) {}

  @ResolveField()
  async worksProgress(
    @Parent() plan: Plan,
    @Args('asOf') asOf: string | null | undefined,
    @Context() { loaders }: RequestContext,
  ): Promise<ProgressOfPlan | null> {
    if (plan.status !== 'COMPLETED') return null;
    const day = readInput(calendarDate, asOf ?? this.clock.today(), 'asOf');
    return { ...(await this.progress.of(plan, day, loaders)), plan };
  }
}
