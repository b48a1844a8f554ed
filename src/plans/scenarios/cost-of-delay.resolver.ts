import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { Plan } from '../plan.entity.js';
import { CostOfDelay, type DelayCost } from './cost-of-delay.service.js';

@Resolver('Plan')
export class PlanCostOfDelayResolver {
  constructor(private readonly costs: CostOfDelay) {}

  @Mutation()
  askCostOfDelay(@Args('basePlanId') basePlanId: string): Promise<Plan> {
    return this.costs.ask(readRowId(basePlanId, 'basePlanId'));
  }

  @ResolveField()
  async costOfDelay(@Parent() { id }: Plan, @Context() { loaders }: RequestContext): Promise<DelayCost[]> {
    return (await loaders.load(this.costs.curvesByPlanId, id)) ?? [];
  }
}

@Resolver('DelayCost')
export class DelayCostResolver {
  constructor(private readonly costs: CostOfDelay) {}

  @ResolveField()
  extraRiskDays(@Parent() cost: DelayCost, @Context() context: RequestContext): Promise<number | null> {
    return this.costs.extraRiskDays(cost, context);
  }
}
