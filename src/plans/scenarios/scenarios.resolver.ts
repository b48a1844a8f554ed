import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readOptionalRowId, readRowId } from '../../platform/input.js';
import { movedDays, type ComparedPackage } from '../compared-package.js';
import type { PlanAssignment } from '../plan-work.entity.js';
import type { Plan } from '../plan.entity.js';
import { PlansService } from '../plans.service.js';
import { ScenarioDifference, differencesOf, type Difference } from './scenario-difference.service.js';
import type { Scenario } from './scenario.entity.js';
import { ScenariosService } from './scenarios.service.js';

@Resolver('Scenario')
export class ScenarioResolver {
  constructor(
    private readonly scenarios: ScenariosService,
    private readonly comparison: ScenarioDifference,
    private readonly plans: PlansService,
  ) {}

  @Query()
  scenario(@Args('id') id: string): Promise<Scenario | null> {
    return this.scenarios.find(readRowId(id));
  }

  @Query('scenarios')
  list(
    @Args() args: PageArguments & { basePlanId?: string | null },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Scenario>> {
    const basePlanId = readOptionalRowId(args.basePlanId, 'basePlanId');
    return readConnection(this.scenarios.query(basePlanId), 'id', args, info);
  }

  @Mutation()
  createScenario(@Args('input') input: unknown): Promise<Scenario> {
    return this.scenarios.create(input);
  }

  @Mutation()
  async removeScenario(@Args('id') id: string): Promise<{ removed: boolean }> {
    return { removed: await this.scenarios.remove(readRowId(id)) };
  }

  @ResolveField()
  plan(@Parent() { planId }: Scenario, @Context() { loaders }: RequestContext): Promise<Plan> {
    return loaders.loadExisting(this.plans.plansById, planId);
  }

  @ResolveField()
  basePlan(@Parent() { basePlanId }: Scenario, @Context() { loaders }: RequestContext): Promise<Plan> {
    return loaders.loadExisting(this.plans.plansById, basePlanId);
  }

  @ResolveField()
  difference(
    @Parent() scenario: Scenario,
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ComparedPackage>> {
    return readConnection(this.comparison.query(scenario, args.filter), 'number', args, info);
  }
}

@Resolver('PackageDifference')
export class PackageDifferenceResolver {
  @ResolveField()
  workPackage(@Parent() compared: ComparedPackage): ComparedPackage {
    return compared;
  }

  @ResolveField()
  kinds(@Parent() compared: ComparedPackage): Difference[] {
    return differencesOf(compared);
  }

  @ResolveField()
  movedDays(@Parent() compared: ComparedPackage): number | null {
    return movedDays(compared);
  }

  @ResolveField()
  before(@Parent() { was }: ComparedPackage): PlanAssignment | null {
    return was;
  }

  @ResolveField()
  after(@Parent() { now }: ComparedPackage): PlanAssignment | null {
    return now;
  }
}

@Resolver('Plan')
export class PlanScenarioResolver {
  constructor(private readonly scenarios: ScenariosService) {}

  @ResolveField()
  async scenario(@Parent() { id }: Plan, @Context() { loaders }: RequestContext): Promise<Scenario | null> {
    return (await loaders.load(this.scenarios.scenariosByPlanId, id)) ?? null;
  }
}
