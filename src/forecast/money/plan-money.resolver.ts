import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Budget } from '../../finance/budget.entity.js';
import { FinanceService } from '../../finance/finance.service.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { LineOutlook } from './cash-flow.js';
import { PlanMoney, type DatedCashFlow } from './plan-money.service.js';
import type { Variance } from './variance.js';

@Resolver('BudgetOutlook')
export class PlanMoneyResolver {
  constructor(
    private readonly money: PlanMoney,
    private readonly finance: FinanceService,
  ) {}

  @Query()
  cashFlow(@Args('planId') planId: string): Promise<DatedCashFlow | null> {
    return this.money.cashFlow(readRowId(planId, 'planId'));
  }

  @Query()
  variances(@Args('planId') planId: string): Promise<Variance[]> {
    return this.money.variances(readRowId(planId, 'planId'));
  }

  @ResolveField()
  budget(@Parent() { line }: LineOutlook, @Context() { loaders }: RequestContext): Promise<Budget> {
    return loaders.loadExisting(this.finance.budgetsById, line.id);
  }
}
