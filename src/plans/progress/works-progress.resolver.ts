import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock } from '../../platform/clock.js';
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
  worksProgress(@Parent() plan: Plan, @Args('asOf') asOf: string | null): Promise<ToldProgress> | null {
    if (plan.status !== 'COMPLETED') return null;
    return this.progress.of(plan, asOf === null ? this.clock.today() : readInput(calendarDate, asOf, 'asOf'));
  }
}
