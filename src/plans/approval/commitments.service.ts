import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { cameInLast } from '../../finance/ledger/held.js';
import { Ledger } from '../../finance/ledger/ledger.service.js';
import { shareOut, type NewPosting, type Place, type Subject } from '../../finance/ledger/postings.js';
import { readPence } from '../../platform/database/columns.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { NoResourceLine, NotCommitted, RingFenced, UnexplainedActual } from './approval.errors.js';
import {
  findHolder,
  IN_HAND,
  linesOf,
  linesOfApproval,
  linesOfPlan,
  partsOf,
  readActuals,
  readHeld,
  readUncommitted,
  STANDS,
  WAS_APPROVED,
  type Actual,
  type Asked,
  type Holding,
} from './holdings.js';

/**
 * What plans have committed and works have spent, as postings in the ledger. Each of these locks the lines concerned
 * before it decides, and sees everything: a line is as full as all plans together make it, whoever asks.
 */
@Injectable()
export class Commitments {
  constructor(private readonly ledger: Ledger) {}

  /**
   * Commits what a plan's assignments cost, those aside whose devices are all down already, and gives back what the
   * plans before it had committed. What is under way keeps its money, as it was committed; what is ordered and not
   * begun takes the new plan's.
   *
   * @param superseded plans whose place it takes
   * @throws {BudgetOverdrawn} naming each budget that has too little left
   * @throws {RingFenced} {NoResourceLine}
   */
  commit(manager: EntityManager, planId: number, superseded: readonly number[]): Promise<void> {
    return unconfined(async () => {
      await refuseRingFenced(manager, planId);
      await this.ledger.lock(manager, await linesOfApproval(manager, planId, superseded));
      for (const id of superseded) await this.releasePlan(manager, id);
      await this.carryOver(manager, planId);
      await this.ledger.post(manager, (await readUncommitted(manager, planId)).flatMap(commitmentsOf));
    });
  }

  /** Gives back what a plan has committed and not spent, but for what is ordered or under way. */
  release(manager: EntityManager, planId: number): Promise<void> {
    return unconfined(async () => {
      await this.ledger.lock(manager, await linesOfPlan(manager, planId));
      await this.releasePlan(manager, planId);
    });
  }

  /** Gives back what a package that is no longer in hand kept of plans that are no longer in force. */
  giveUp(manager: EntityManager, planId: number, number: number): Promise<void> {
    return unconfined(async () => {
      const holder = await findHolder(manager, { planId, number });
      if (!holder) return;
      await this.ledger.lock(manager, await linesOf(manager, holder));
      const held = await readHeld(
        manager,
        `e.plan_id = ? AND e.number = ? AND e.plan_id IN (SELECT p.id FROM plans p WHERE p.stage <> 'APPROVED')`,
        [holder.planId, holder.number],
      );
      await this.ledger.post(manager, held.map(releaseOf));
    });
  }

  /**
   * Turns what is committed to a work package into what it has cost; said again, what was said before is taken back
   * first. Where a later plan has taken the money over, and not yet the order, it is that money. What costs no more than
   * was set aside for it is always taken, even where the budget was cut below its commitments since.
   *
   * @param explanation why it cost more than was set aside; without what a grant for a site protects
   * @throws {NotCommitted} {UnexplainedActual}
   * @throws {BudgetOverdrawn} where it costs more, and the budget does not have that
   */
  spend(
    manager: EntityManager,
    planId: number,
    number: number,
    pence: number,
    explanation: string | null = null,
  ): Promise<void> {
    return unconfined(async () => {
      const known = await findHolder(manager, { planId, number });
      if (!known) throw new NotCommitted(planId, number);
      await this.ledger.lock(manager, await linesOf(manager, known));
      // Anew: before the lock was there, the plan may have been withdrawn or followed by another one.
      const holder = await findHolder(manager, known);
      if (!holder) throw new NotCommitted(planId, number);
      if (holder.planId !== known.planId) await this.ledger.lock(manager, await linesOf(manager, holder));
      const held = await readHeld(manager, 'e.plan_id = ? AND e.number = ?', [holder.planId, holder.number]);
      const actuals = await readActuals(manager, holder);
      if (held.length === 0 && actuals.length === 0) throw new NotCommitted(planId, number);
      if (held.length === 0 && actuals.reduce((sum, actual) => sum + actual.pence, 0) === pence) return;
      await this.ledger.post(manager, spendingOf(holder, held, actuals, pence, explanation));
    });
  }

  /** Whether works have spent money on a plan's packages, or it still holds some for them. */
  isCharged(manager: EntityManager, planId: number): Promise<boolean> {
    return unconfined(async () => {
      const rows = await manager.query<unknown[]>(
        `SELECT 1 FROM ledger_entries e WHERE e.plan_id = ? AND e.account IN ('COMMITTED', 'SPENT')
          GROUP BY e.number, e.account, e.budget_id HAVING ${cameInLast('e')} LIMIT 1`,
        [planId],
      );
      return rows.length > 0;
    });
  }

  private async releasePlan(manager: EntityManager, planId: number): Promise<void> {
    const held = await readHeld(
      manager,
      `e.plan_id = ? AND w.work_package_id NOT IN (${IN_HAND} IN ('ORDERED', 'UNDER_WAY'))`,
      [planId],
    );
    await this.ledger.post(manager, held.map(releaseOf));
  }

  /** Takes over what other plans keep committed to packages that the plan has placed, so that none is paid for twice. */
  private async carryOver(manager: EntityManager, planId: number): Promise<void> {
    const kept = await manager.query<
      (Subject & { budgetId: number; pence: string; place: number; isUnderWay: number | string })[]
    >(
      `SELECT e.plan_id AS planId, e.number, e.budget_id AS budgetId, SUM(e.pence) AS pence, MAX(a.number) AS place,
              MAX(w.work_package_id IN (${IN_HAND} = 'UNDER_WAY')) AS isUnderWay
         FROM plan_work_packages n
         JOIN plan_assignments a ON a.plan_id = n.plan_id AND a.number = n.number
         JOIN plan_work_packages w ON w.work_package_id = n.work_package_id AND w.plan_id <> n.plan_id
         JOIN plans p ON p.id = w.plan_id AND ${WAS_APPROVED}
         JOIN ledger_entries e ON e.plan_id = w.plan_id AND e.number = w.number AND e.account = 'COMMITTED'
        WHERE n.plan_id = ? AND ${STANDS('a')}
        GROUP BY e.plan_id, e.number, e.budget_id HAVING ${cameInLast('e')}`,
      [planId],
    );
    await this.ledger.post(
      manager,
      kept.map(({ pence: text, place, isUnderWay, ...former }): NewPosting => {
        const pence = readPence(text);
        if (Number(isUnderWay) === 0) return releaseOf({ ...former, pence });
        const to = committed({ planId, number: place, budgetId: former.budgetId });
        return { movement: 'COMMITMENT', pence, from: committed(former), to };
      }),
    );
  }
}

const available = (budgetId: number): Place => ({ budgetId, account: 'AVAILABLE' });

function committed({ budgetId, planId, number }: Omit<Holding, 'pence'>): Place {
  return { budgetId, account: 'COMMITTED', subject: { planId, number } };
}

/** @throws {NoResourceLine} */
function commitmentsOf(asked: Asked): NewPosting[] {
  const { planId, number } = asked;
  return partsOf(asked).map(({ budgetId, pence }) => {
    if (budgetId === null) throw new NoResourceLine(planId);
    const to = committed({ budgetId, planId, number });
    return { movement: 'COMMITMENT', pence, from: available(budgetId), to };
  });
}

function releaseOf(held: Holding): NewPosting {
  const { budgetId, pence } = held;
  return { movement: 'RELEASE', pence, from: committed(held), to: available(budgetId) };
}

/**
 * What was said before is taken back; then the cost is parted among the lines as their money was, and comes first out of
 * what they hold. What they hold more is given back, what they hold less comes out of what they have left.
 *
 * @throws {UnexplainedActual}
 */
function spendingOf(
  subject: Subject,
  held: readonly Holding[],
  actuals: readonly Actual[],
  pence: number,
  explanation: string | null,
): NewPosting[] {
  const spent = (budgetId: number): Place => ({ budgetId, account: 'SPENT', subject });
  const holds = new Map(held.map(({ budgetId, pence: holding }) => [budgetId, holding]));
  const weights = new Map(holds);
  const takenBack = actuals.map(({ postingId, budgetId, from, pence: was }): NewPosting => {
    weights.set(budgetId, (weights.get(budgetId) ?? 0) + was);
    if (from === 'COMMITTED') holds.set(budgetId, (holds.get(budgetId) ?? 0) + was);
    const to = from === 'COMMITTED' ? committed({ budgetId, ...subject }) : available(budgetId);
    return { movement: 'ACTUAL', pence: was, from: spent(budgetId), to, reverses: postingId };
  });
  const shares = shareOut(pence, [...weights.values()]);
  let morePence = 0;
  const said = [...weights.keys()].flatMap((budgetId, index): NewPosting[] => {
    const share = shares[index] ?? 0;
    const holding = holds.get(budgetId);
    const covered = Math.min(share, holding ?? 0);
    const rest = (holding ?? 0) - covered;
    const more = share - covered;
    morePence += more;
    const from = committed({ budgetId, ...subject });
    return [
      ...(holding === undefined
        ? []
        : [{ movement: 'ACTUAL' as const, pence: covered, from, to: spent(budgetId), explanation }]),
      // Of 0 too where the line holds nothing: what is said once can be put right later.
      ...(more > 0 || holding === undefined
        ? [
            {
              movement: 'ACTUAL' as const,
              pence: more,
              from: available(budgetId),
              to: spent(budgetId),
              explanation,
            },
          ]
        : []),
      ...(rest > 0 ? [{ movement: 'RELEASE' as const, pence: rest, from, to: available(budgetId) }] : []),
    ];
  });
  if (morePence > 0 && explanation === null) throw new UnexplainedActual(morePence);
  return [...takenBack, ...said];
}

/** @throws {RingFenced} where a site is no longer sensitive, and money of sensitive sites is to pay for it */
async function refuseRingFenced(manager: EntityManager, planId: number): Promise<void> {
  const rows = await manager.query<{ externalId: string }[]>(
    `SELECT DISTINCT b.external_id AS externalId FROM plan_assignments a
       JOIN budgets b ON b.id = a.budget_id AND b.fund = 'SENSITIVE_SITES'
       JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
       JOIN sites s ON s.id = w.site_id AND s.is_sensitive = 0
      WHERE a.plan_id = ? ORDER BY 1`,
    [planId],
  );
  if (rows.length > 0)
    throw new RingFenced(
      planId,
      rows.map(({ externalId }) => externalId),
    );
}
