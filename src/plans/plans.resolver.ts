import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { OrganisationsService } from '../estate/organisations.service.js';
import type { Organisation } from '../estate/organisation.entity.js';
import { readConnection, type Connection } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readRowId } from '../platform/input.js';
import { PlanReportService, type ToldQuarter, type YearTotals } from './plan-report.service.js';
import type { PlanAssignment, PlanAwaiting, PlanUnscheduled } from './plan-work.entity.js';
import { PlanWorkService } from './plan-work.service.js';
import type { ToldProgress } from './plan-progress.resolver.js';
import type { Plan, PlanPhase } from './plan.entity.js';
import type { PlanningDefaults } from './planning-defaults.entity.js';
import { PlanningDefaultsService } from './planning-defaults.service.js';
import { PlansService } from './plans.service.js';

@Resolver('Plan')
export class PlanResolver {
  constructor(
    private readonly plansService: PlansService,
    private readonly work: PlanWorkService,
    private readonly report: PlanReportService,
    private readonly organisations: OrganisationsService,
    private readonly defaults: PlanningDefaultsService,
  ) {}

  @Query()
  plan(@Args('id') id: string): Promise<Plan | null> {
    return this.plansService.find(readRowId(id));
  }

  @Query()
  plans(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Plan>> {
    return readConnection(this.plansService.query(), 'id', { first, after }, info);
  }

  @Query()
  planningDefaults(): Promise<PlanningDefaults | null> {
    return this.defaults.read();
  }

  @Mutation()
  createPlan(@Args('input') input: Record<string, unknown>): Promise<Plan> {
    return this.plansService.create(input);
  }

  @Mutation()
  async removePlan(@Args('id') id: string): Promise<{ removed: boolean }> {
    return { removed: await this.plansService.remove(readRowId(id)) };
  }

  @Mutation()
  savePlanningDefaults(@Args('input') input: unknown): Promise<PlanningDefaults> {
    return this.defaults.save(input);
  }

  @ResolveField()
  organisation(@Parent() plan: Plan, @Context() context: RequestContext): Promise<Organisation> | null {
    if (plan.organisationId === null) return null;
    return context.loaders.loadExisting(this.organisations.organisationsById, plan.organisationId);
  }

  @ResolveField()
  progress(@Parent() { id, progress }: Plan): ToldProgress | null {
    return progress && { planId: id, ...progress };
  }

  @ResolveField()
  failure(@Parent() plan: Plan): { code: string; message: string } | null {
    if (plan.failureCode === null || plan.failureMessage === null) return null;
    return { code: plan.failureCode, message: plan.failureMessage };
  }

  @ResolveField()
  async phases(@Parent() plan: Plan, @Context() context: RequestContext): Promise<PlanPhase[]> {
    return (await context.loaders.load(this.plansService.phasesByPlanId, plan.id)) ?? [];
  }

  @ResolveField()
  async quarters(@Parent() plan: Plan, @Context() context: RequestContext): Promise<ToldQuarter[]> {
    return (await context.loaders.load(this.report.quartersByPlanId, plan.id)) ?? [];
  }

  @ResolveField()
  async years(@Parent() plan: Plan, @Context() context: RequestContext): Promise<YearTotals[]> {
    return (await context.loaders.load(this.report.yearsByPlanId, plan.id)) ?? [];
  }

  @ResolveField()
  assignments(
    @Parent() plan: Plan,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Args('filter') filter: unknown,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PlanAssignment>> {
    return readConnection(this.work.queryAssignments(plan.id, filter), 'number', { first, after }, info);
  }

  @ResolveField()
  awaiting(@Parent() plan: Plan): Promise<PlanAwaiting[]> {
    return this.work.listAwaiting(plan.id);
  }

  @ResolveField()
  unscheduled(@Parent() plan: Plan): Promise<PlanUnscheduled[]> {
    return this.work.listUnscheduled(plan.id);
  }
}
