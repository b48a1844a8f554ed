import { Injectable } from '@nestjs/common';
import { FinanceService } from '../../finance/finance.service.js';
import type { Budget } from '../../finance/budget.entity.js';
import { Clock } from '../../platform/clock.js';
import { StageChanges } from '../../plans/approval/stage-changes.service.js';
import { PlanCostLines, type CostOfKind } from '../../plans/costs/plan-cost-lines.service.js';
import type { Plan } from '../../plans/plan.entity.js';
import { PlansService } from '../../plans/plans.service.js';
import { ReplansService } from '../../plans/replanning/replans.service.js';
import { cashFlow, type CashFlow, type Line } from './cash-flow.js';
import { moneyEvents, type EventTerms, type MoneyEvent } from './money-events.js';
import { PackageRows } from './package-rows.reader.js';
import { variances, type Variance } from './variance.js';

/** A cash flow, from when it is, and against which plan. */
export type DatedCashFlow = CashFlow & Pick<EventTerms, 'asOf' | 'baselinePlanId'>;

interface Money {
  events: MoneyEvent[];
  terms: EventTerms;
}

/** The money of a plan and of those that it came of: approved, committed, spent and to come. */
@Injectable()
export class PlanMoney {
  constructor(
    private readonly plans: PlansService,
    private readonly replans: ReplansService,
    private readonly changes: StageChanges,
    private readonly rows: PackageRows,
    private readonly costLines: PlanCostLines,
    private readonly finance: FinanceService,
    private readonly clock: Clock,
  ) {}

  /** As of today; null where there is no such plan, or it is not completed. */
  async cashFlow(planId: number): Promise<DatedCashFlow | null> {
    const plan = await this.completed(planId);
    if (!plan) return null;
    const { events, terms } = await this.moneyOf(plan);
    const { asOf, baselinePlanId } = terms;
    const lines = await this.linesOf(plan, events);
    return {
      asOf,
      baselinePlanId,
      ...cashFlow(events, lines, { asOf, isApproved: baselinePlanId !== null }),
    };
  }

  /** Empty where there is no such plan, or it is not completed. */
  async variances(planId: number): Promise<Variance[]> {
    const plan = await this.completed(planId);
    if (!plan) return [];
    const { events, terms } = await this.moneyOf(plan);
    const kinds = new Map<number, Map<number, CostOfKind[]>>();
    for (const id of new Set(events.map(({ row }) => row.planId))) {
      kinds.set(id, await this.costLines.kindsOfPlan(id));
    }
    return variances(
      events,
      ({ planId: id, number }) => kinds.get(id)?.get(number),
      terms.baselinePlanId !== null,
    );
  }

  private async completed(planId: number): Promise<Plan | null> {
    const plan = await this.plans.find(planId);
    return plan?.status === 'COMPLETED' ? plan : null;
  }

  private async moneyOf({ id, stage }: Plan): Promise<Money> {
    const chain = await this.replans.chainOf(id);
    const changes = await this.changes.changesByPlanId(chain);
    const baselinePlanId =
      chain.find((each) => changes.get(each)?.some(({ to }) => to === 'APPROVED')) ?? null;
    const terms = { planId: id, baselinePlanId, asOf: this.clock.today(), isInForce: stage === 'APPROVED' };
    return { events: moneyEvents(await this.rows.ofPlans(chain), terms), terms };
  }

  /** Those of the plan's body, or all, and whatever else its events are charged to. */
  private async linesOf({ organisationId }: Plan, events: readonly MoneyEvent[]): Promise<Line[]> {
    const budgets = await this.finance.listBudgets(organisationId ?? undefined);
    const known = new Set(budgets.map(({ id }) => id));
    const others = events
      .flatMap(({ charges }) => charges.map(({ budgetId }) => budgetId))
      .filter((id) => !known.has(id));
    const more = await this.finance.budgetsById([...new Set(others)]);
    const all = [...budgets, ...more.values()];
    const sums = await this.finance.sumsByBudgetId(all.map(({ id }) => id));
    return all.map((budget) => lineOf(budget, sums));
  }
}

function lineOf(
  { id, externalId, fiscalYear }: Budget,
  sums: Awaited<ReturnType<FinanceService['sumsByBudgetId']>>,
): Line {
  const { AVAILABLE, COMMITTED, SPENT } = sums.get(id) ?? { AVAILABLE: 0, COMMITTED: 0, SPENT: 0 };
  return { id, externalId, fiscalYear, pence: AVAILABLE + COMMITTED + SPENT, takenPence: COMMITTED + SPENT };
}
