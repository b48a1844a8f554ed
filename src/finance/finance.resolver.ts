import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Organisation } from '../estate/organisation.entity.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readOptionalRowId } from '../platform/input.js';
import { Budget } from './budget.entity.js';
import { FinanceService } from './finance.service.js';
import { datesOf } from './fiscal-year.js';

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

  @Mutation()
  saveBudget(@Args('input') input: unknown): Promise<Budget> {
    return this.finance.saveBudget(input);
  }

  @Mutation()
  async removeBudget(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.finance.removeBudget(externalId) };
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
