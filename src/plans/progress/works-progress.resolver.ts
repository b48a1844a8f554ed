import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock } from '../../platform/clock.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { calendarDate } from '../../platform/input-schemas.js';
import { readInput } from '../../platform/input.js';
import type { Plan } from '../plan.entity.js';
import { WorksProgressService, type ToldProgress } from './works-progress.service.js';

@Resolver('Plan')
export class PlanWorksProgressResolver {
  constructor(
    private readonly progress: WorksProgressService,
    private readonly clock: Clock,
  ) {}

  @ResolveField()
  worksProgress(
    @Parent() plan: Plan,
    @Args('asOf') asOf: string | null | undefined,
    @Context() { loaders }: RequestContext,
  ): Promise<ToldProgress> | null {
    if (plan.status !== 'COMPLETED') return null;
    const day = readInput(calendarDate, asOf ?? this.clock.today(), 'asOf');
    return this.progress.of(plan, day, loaders);
  }
}
