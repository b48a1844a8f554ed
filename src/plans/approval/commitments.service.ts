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
   * Commits what a plan's assignments cost, those aside whose devices are all down already, and gives back what the
   * plans before it had committed. What is under way keeps its money, as it was committed; what is ordered and not
   * begun takes the new plan's.
   *
   * @param superseded plans whose place it takes
   * @throws {BudgetOverdrawn} naming each budget that has too little left
   */
  commit(manager: EntityManager, planId: number, superseded: readonly number[]): Promise<void> {
    return unconfined(async () => {
      const budgets = await this.finance.lockBudgets(manager, await budgetsOf(manager, planId));
      for (const id of superseded) await release(manager, id);
      await carryOver(manager, planId);
      const asked = await readUncommitted(manager, planId);
      if (asked.length === 0) return;
      const pence = new Map<number, number>();
      for (const each of asked) {
        pence.set(each.budgetId, (pence.get(each.budgetId) ?? 0) + Number(each.pence));
      }
      await refuseOverdrawing(manager, budgets, pence);
      await manager.query(
        `INSERT INTO plan_commitments (plan_id, number, budget_id, pence, kind)
         SELECT plan_id, number, budget_id, cost_pence, 'COMMITTED' FROM plan_assignments
          WHERE plan_id = ? AND number IN (?)`,
        [planId, asked.map(({ number }) => number)],
      );
    });
  }

  /** Gives back what a plan has committed and not spent, but for what is ordered or under way. */
  release(manager: EntityManager, planId: number): Promise<void> {
    return unconfined(() => release(manager, planId));
  }

  /** Gives back what a package that is no longer in hand kept of plans that are no longer in force. */
  giveUp(manager: EntityManager, planId: number, number: number): Promise<void> {
    return unconfined(async () => {
      const held = await findHeld(manager, planId, number);
      if (!held) return;
      await manager.query(
        `DELETE c FROM plan_commitments c JOIN plans p ON p.id = c.plan_id
          WHERE c.plan_id = ? AND c.number = ? AND c.kind = 'COMMITTED' AND p.stage <> 'APPROVED'`,
        [held.planId, held.number],
      );
    });
  }

  /**
   * Turns what is committed to a work package into what it has cost; said again, the last figure counts. Where a later
   * plan has taken the money over, and not yet the order, it is that money. What costs no more than was set
   * aside for it is always taken, even where the budget was cut below its commitments since.
   *
   * @throws {NotCommitted}
   * @throws {BudgetOverdrawn} where it costs more, and the budget does not have that
   */
  spend(manager: EntityManager, planId: number, number: number, pence: number): Promise<void> {
    return unconfined(async () => {
      const known = await findHeld(manager, planId, number);
      if (!known) throw new NotCommitted(planId, number);
      const budgets = await this.finance.lockBudgets(manager, [known.budgetId]);
      // Anew: before the lock was there, the plan may have been withdrawn or followed by another one.
      const held = await findHeld(manager, planId, number);
      if (!held) throw new NotCommitted(planId, number);
      if (held.budgetId !== known.budgetId) {
        budgets.push(...(await this.finance.lockBudgets(manager, [held.budgetId])));
      }
      if (pence > held.pence) {
        await refuseOverdrawing(manager, budgets, new Map([[held.budgetId, pence - held.pence]]));
      }
      const { planId: heldBy, number: place } = held;
      await manager.update(PlanCommitment, { planId: heldBy, number: place }, { pence, kind: 'SPENT' });
    });
  }

  /** Of each budget that the present caller may see. */
  readonly sumsByBudgetId = (ids: readonly number[]): Promise<Map<number, BudgetSums>> => {
    const { manager } = this.dataSource;
    return readSums(manager, ids, confined(manager, 'plan_commitments'));
  };
}

/** The names of the packages that are ordered or under way, of whatever plan: a plan's package is one of them by name. */
const IN_HAND = `SELECT x.work_package_id FROM plan_standings d
  JOIN plan_work_packages x ON x.plan_id = d.plan_id AND x.number = d.number WHERE d.standing`;

/** The condition that some device of a plan's package still stands, as the register knows. */
const STANDS = (alias: string) => `EXISTS (SELECT 1 FROM plan_work_package_devices v
  JOIN devices e ON e.id = v.device_id
 WHERE v.plan_id = ${alias}.plan_id AND v.number = ${alias}.number AND e.status <> 'REMOVED')`;

async function release(manager: EntityManager, planId: number): Promise<void> {
  await manager.query(
    `DELETE c FROM plan_commitments c
       JOIN plan_work_packages w ON w.plan_id = c.plan_id AND w.number = c.number
      WHERE c.plan_id = ? AND c.kind = 'COMMITTED'
        AND w.work_package_id NOT IN (${IN_HAND} IN ('ORDERED', 'UNDER_WAY'))`,
    [planId],
  );
}

/** The budgets of a plan, and those that other plans took for the same packages. */
async function budgetsOf(manager: EntityManager, planId: number): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    `SELECT budget_id AS id FROM plan_assignments WHERE plan_id = ?
     UNION
     SELECT c.budget_id FROM plan_commitments c
       JOIN plan_work_packages w ON w.plan_id = c.plan_id AND w.number = c.number
      WHERE c.kind = 'COMMITTED'
        AND w.work_package_id IN (SELECT n.work_package_id FROM plan_work_packages n WHERE n.plan_id = ?)`,
    [planId, planId],
  );
  return rows.map(({ id }) => id);
}

/** Takes over what other plans keep committed to packages that the plan has placed, so that none is paid for twice. */
async function carryOver(manager: EntityManager, planId: number): Promise<void> {
  const kept = await manager.query<
    { planId: number; number: number; place: number; isUnderWay: 0 | 1 | '0' | '1' }[]
  >(
    `SELECT c.plan_id AS planId, c.number, a.number AS place,
            w.work_package_id IN (${IN_HAND} = 'UNDER_WAY') AS isUnderWay
       FROM plan_commitments c
       JOIN plan_work_packages w ON w.plan_id = c.plan_id AND w.number = c.number
       JOIN plan_work_packages n ON n.plan_id = ? AND n.work_package_id = w.work_package_id
       JOIN plan_assignments a ON a.plan_id = n.plan_id AND a.number = n.number
      WHERE c.kind = 'COMMITTED' AND c.plan_id <> ? AND ${STANDS('a')}`,
    [planId, planId],
  );
  for (const { planId: from, number, place, isUnderWay } of kept) {
    const held = { planId: from, number, kind: 'COMMITTED' as const };
    if (Number(isUnderWay) === 1) await manager.update(PlanCommitment, held, { planId, number: place });
    else await manager.delete(PlanCommitment, held);
  }
}

/** What a plan has placed, still has to be done, and has no money yet. */
function readUncommitted(
  manager: EntityManager,
  planId: number,
): Promise<{ number: number; budgetId: number; pence: string }[]> {
  return manager.query(
    `SELECT a.number, a.budget_id AS budgetId, a.cost_pence AS pence FROM plan_assignments a
       LEFT JOIN plan_commitments c ON c.plan_id = a.plan_id AND c.number = a.number
      WHERE a.plan_id = ? AND c.plan_id IS NULL AND ${STANDS('a')}`,
    [planId],
  );
}

/** What is committed to a plan's package: by the plan, or by a later one for the same package, of which there is one. */
async function findHeld(
  manager: EntityManager,
  planId: number,
  number: number,
): Promise<PlanCommitment | null> {
  const own = await manager.findOneBy(PlanCommitment, { planId, number });
  if (own) return own;
  const [followed]: { planId: number; number: number }[] = await manager.query(
    `SELECT c.plan_id AS planId, c.number FROM plan_work_packages w
       JOIN plan_work_packages n ON n.work_package_id = w.work_package_id
       JOIN plan_commitments c ON c.plan_id = n.plan_id AND c.number = n.number AND c.kind = 'COMMITTED'
      WHERE w.plan_id = ? AND w.number = ?`,
    [planId, number],
  );
  return followed ? manager.findOneBy(PlanCommitment, followed) : null;
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
