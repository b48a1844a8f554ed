import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PlanningProgress } from '../planning/index.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { PhaseDisclosure } from './phase-disclosure.service.js';

/** How far the computation of a plan has come. */
export type ToldProgress = PlanningProgress & { planId: number };

@Resolver('PlanProgress')
export class PlanProgressResolver {
  constructor(private readonly disclosure: PhaseDisclosure) {}

  @ResolveField()
  objective(@Parent() progress: ToldProgress, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figureSoFar(progress, 'objective', context);
  }

  @ResolveField()
  lowerBound(@Parent() progress: ToldProgress, @Context() context: RequestContext): Promise<number | null> {
    return this.disclosure.figureSoFar(progress, 'lowerBound', context);
  }

  @ResolveField()
  redacted(@Parent() progress: ToldProgress, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedactedSoFar(progress, context);
  }
}
