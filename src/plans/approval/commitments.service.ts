import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Budget } from '../../finance/budget.entity.js';
import { FinanceService } from '../../finance/finance.service.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { BudgetOverdrawn, NotCommitted, type Shortfall } from './approval.errors.js';
import { PlanCommitment, type CommitmentKind } from './commitment.entity.js';

/** What is taken of a budget. */
export type BudgetSums = Record<CommitmentKind, number>;

interface SumRow {
  budgetId: number;
  kind: CommitmentKind;
  pence: string | number;
}

/**
 * What plans have committed and works have spent of budgets. Whoever adds to it holds the locks of the budgets
 * concerned, so that of two who would overdraw one together the second sees what the first took. Each of these sees
 * everything: a budget is as full as all plans together make it, whoever asks.
 */
@Injectable()
export class Commitments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly finance: FinanceService,
  ) {}

  /**
   * Commits what a plan's assignments cost.
   *
   * @throws {BudgetOverdrawn} naming each budget that has too little left
   */
  commit(manager: EntityManager, planId: number): Promise<void> {
    return unconfined(async () => {
      const asked = await manager.query<{ budgetId: number; pence: string }[]>(
        'SELECT budget_id AS budgetId, SUM(cost_pence) AS pence FROM plan_assignments WHERE plan_id = ? GROUP BY budget_id',
        [planId],
      );
      const pence = new Map(asked.map((row) => [row.budgetId, Number(row.pence)]));
      const budgets = await this.finance.lockBudgets(manager, [...pence.keys()]);
      await refuseOverdrawing(manager, budgets, pence);
      await manager.query(
        `INSERT INTO plan_commitments (plan_id, number, budget_id, pence, kind)
         SELECT plan_id, number, budget_id, cost_pence, 'COMMITTED' FROM plan_assignments WHERE plan_id = ?`,
        [planId],
      );
    });
  }

  /** Gives back what a plan has committed and not spent. */
  release(manager: EntityManager, planId: number): Promise<void> {
    return unconfined(async () => {
      await manager.delete(PlanCommitment, { planId, kind: 'COMMITTED' });
    });
  }

  /**
   * Turns what is committed to a work package into what it has cost; said again, the last figure counts. What costs no
   * more than was set aside for it is always taken, even where the budget was cut below its commitments since.
   *
   * @throws {NotCommitted}
   * @throws {BudgetOverdrawn} where it costs more, and the budget does not have that
   */
  spend(manager: EntityManager, planId: number, number: number, pence: number): Promise<void> {
    return unconfined(async () => {
      const known = await manager.findOneBy(PlanCommitment, { planId, number });
      if (!known) throw new NotCommitted(planId, number);
      const budgets = await this.finance.lockBudgets(manager, [known.budgetId]);
      // Anew: before the lock was there, the plan may have been withdrawn.
      const held = await manager.findOneBy(PlanCommitment, { planId, number });
      if (!held) throw new NotCommitted(planId, number);
      if (pence > held.pence) {
        await refuseOverdrawing(manager, budgets, new Map([[held.budgetId, pence - held.pence]]));
      }
      await manager.update(PlanCommitment, { planId, number }, { pence, kind: 'SPENT' });
    });
  }

  /** Of each budget that the present caller may see. */
  readonly sumsByBudgetId = (ids: readonly number[]): Promise<Map<number, BudgetSums>> => {
    const { manager } = this.dataSource;
    return readSums(manager, ids, confined(manager, 'plan_commitments'));
  };
}

/** @param more what is to be added to each budget, in pence; the budgets are locked */
async function refuseOverdrawing(
  manager: EntityManager,
  budgets: readonly Budget[],
  more: ReadonlyMap<number, number>,
): Promise<void> {
  const sums = await readSums(manager, [...more.keys()], 'TRUE');
  const shortfalls = budgets.flatMap(({ id, externalId, pence }): Shortfall[] => {
    const { COMMITTED, SPENT } = sums.get(id) ?? { COMMITTED: 0, SPENT: 0 };
    const shortPence = COMMITTED + SPENT + (more.get(id) ?? 0) - pence;
    return shortPence > 0 ? [{ externalId, shortPence }] : [];
  });
  if (shortfalls.length > 0) throw new BudgetOverdrawn(shortfalls);
}

async function readSums(
  manager: EntityManager,
  budgetIds: readonly number[],
  condition: string,
): Promise<Map<number, BudgetSums>> {
  const sums = new Map<number, BudgetSums>(budgetIds.map((id) => [id, { COMMITTED: 0, SPENT: 0 }]));
  if (budgetIds.length === 0) return sums;
  const rows = await manager.query<SumRow[]>(
    `SELECT budget_id AS budgetId, kind, SUM(pence) AS pence FROM plan_commitments
      WHERE budget_id IN (?) AND ${condition} GROUP BY budget_id, kind`,
    [[...budgetIds]],
  );
  for (const { budgetId, kind, pence } of rows) {
    const sum = sums.get(budgetId);
    if (sum) sum[kind] = Number(pence);
  }
  return sums;
}
