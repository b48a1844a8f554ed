import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Organisation } from '../estate/organisation.entity.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readOptionalRowId } from '../platform/input.js';
import { Budget } from './budget.entity.js';
import { FinanceService } from './finance.service.js';
import { datesOf } from './fiscal-year.js';
import type { LineSums } from './ledger/ledger.service.js';

@Resolver('Budget')
export class BudgetResolver {
  constructor(private readonly finance: FinanceService) {}

  @Query()
  budgets(@Args('organisationId') organisationId?: string | null): Promise<Budget[]> {
    return this.finance.listBudgets(readOptionalRowId(organisationId, 'organisationId'));
  }

  @ResolveField()
  from(@Parent() budget: Budget): string {
    return datesOf(budget.fiscalYear).from;
  }

  @ResolveField()
  to(@Parent() budget: Budget): string {
    return datesOf(budget.fiscalYear).to;
  }

  @ResolveField()
  async transferredPence(@Parent() budget: Budget, @Context() context: RequestContext): Promise<number> {
    return (await this.sumsOf(budget, context)).transferred;
  }

  @ResolveField()
  async carriedForwardPence(@Parent() budget: Budget, @Context() context: RequestContext): Promise<number> {
    return (await this.sumsOf(budget, context)).carriedForward;
  }

  @ResolveField()
  async availablePence(@Parent() budget: Budget, @Context() context: RequestContext): Promise<number> {
    return (await this.sumsOf(budget, context)).AVAILABLE;
  }

  @ResolveField()
  async committedPence(@Parent() budget: Budget, @Context() context: RequestContext): Promise<number> {
    return (await this.sumsOf(budget, context)).COMMITTED;
  }

  @ResolveField()
  async spentPence(@Parent() budget: Budget, @Context() context: RequestContext): Promise<number> {
    return (await this.sumsOf(budget, context)).SPENT;
  }

  @Mutation()
  saveBudget(@Args('input') input: unknown): Promise<Budget> {
    return this.finance.saveBudget(input);
  }

  @Mutation()
  async removeBudget(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.finance.removeBudget(externalId) };
  }

  private sumsOf({ id }: Budget, { loaders }: RequestContext): Promise<LineSums> {
    return loaders.loadExisting(this.finance.sumsByBudgetId, id);
  }
}

/** What finance adds to a body. */
@Resolver('Organisation')
export class OrganisationBudgetsResolver {
  constructor(private readonly finance: FinanceService) {}

  @ResolveField()
  async budgets(@Parent() organisation: Organisation, @Context() context: RequestContext): Promise<Budget[]> {
    return (await context.loaders.load(this.finance.budgetsByOrganisationId, organisation.id)) ?? [];
  }
}
