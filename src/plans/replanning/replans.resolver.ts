import { Args, Context, Info, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { MoveReason } from '../../planning/index.js';
import { movedDays } from '../compared-package.js';
import type { PlanAssignment } from '../plan-work.entity.js';
import type { Plan } from '../plan.entity.js';
import { PlansService } from '../plans.service.js';
import { PlanMoves, type MovedPackage } from './moves.service.js';
import type { Replan } from './replan.entity.js';
import { ReplansService } from './replans.service.js';

@Resolver('Plan')
export class PlanReplanResolver {
  constructor(private readonly replans: ReplansService) {}

  @Mutation('replan')
  request(@Args('input') input: unknown): Promise<Plan> {
    return this.replans.request(input);
  }

  @ResolveField()
  async replan(@Parent() { id }: Plan, @Context() { loaders }: RequestContext): Promise<Replan | null> {
    return (await loaders.load(this.replans.replansByPlanId, id)) ?? null;
  }
}

@Resolver('Replan')
export class ReplanResolver {
  constructor(
    private readonly plans: PlansService,
    private readonly planMoves: PlanMoves,
  ) {}

  @ResolveField()
  basePlan(@Parent() { basePlanId }: Replan, @Context() { loaders }: RequestContext): Promise<Plan> {
    return loaders.loadExisting(this.plans.plansById, basePlanId);
  }

  @ResolveField()
  moves(
    @Parent() replan: Replan,
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MovedPackage>> {
    return readConnection(this.planMoves.query(replan, args.filter), 'number', args, info);
  }
}

@Resolver('PlanMove')
export class PlanMoveResolver {
  @ResolveField()
  workPackage(@Parent() moved: MovedPackage): MovedPackage {
    return moved;
  }

  @ResolveField()
  movedDays(@Parent() moved: MovedPackage): number | null {
    return movedDays(moved);
  }

  @ResolveField()
  before(@Parent() { was }: MovedPackage): PlanAssignment | null {
    return was;
  }

  @ResolveField()
  after(@Parent() { now }: MovedPackage): PlanAssignment | null {
    return now;
  }

  @ResolveField()
  reasons(@Parent() { move }: MovedPackage): MoveReason[] {
    return move.reasons;
  }
}
