/** SQL on what packages of plans hold in the books of finance. */
import type { EntityManager } from 'typeorm';
import { cameInLast } from '../../finance/ledger/held.js';
import { readPence } from '../../platform/database/columns.js';
import type { Subject } from '../../finance/ledger/postings.js';

/** What a package holds of a budget line, 0 pence too where it costs nothing. */
export interface Holding extends Subject {
  budgetId: number;
  pence: number;
}

/** The names of the packages that are ordered or under way, of whatever plan: a plan's package is one of them by name. */
export const IN_HAND = `SELECT x.work_package_id FROM plan_standings d
  JOIN plan_work_packages x ON x.plan_id = d.plan_id AND x.number = d.number WHERE d.standing`;

/** The condition that some device of a plan's package still stands, as the register knows. */
export const STANDS = (alias: string) => `EXISTS (SELECT 1 FROM plan_work_package_devices v
  JOIN devices e ON e.id = v.device_id
 WHERE v.plan_id = ${alias}.plan_id AND v.number = ${alias}.number AND e.status <> 'REMOVED')`;

/** Only plans `p` that were once approved have anything in the books. */
export const WAS_APPROVED = "p.stage IN ('APPROVED', 'SUPERSEDED', 'WITHDRAWN')";

/** The line of resource `r` beside a line of capital `b`. */
export const BESIDE = `r.organisation_id = b.organisation_id AND r.fiscal_year = b.fiscal_year AND r.fund = b.fund
  AND r.category = 'RESOURCE'`;

/** What an assignment `a` costs of resource; the rest of its cost is capital. */
export const RESOURCE_PENCE = `(SELECT COALESCE(SUM(l.total_pence), 0) FROM plan_cost_lines l
  WHERE l.plan_id = a.plan_id AND l.number = a.number AND l.class = 'RESOURCE')`;

/** What is committed of the entries `e`, joined with the packages `w` that they are for, under a condition. */
export async function readHeld(
  manager: EntityManager,
  condition: string,
  parameters: unknown[],
): Promise<Holding[]> {
  const rows = await manager.query<(Omit<Holding, 'pence'> & { pence: string })[]>(
    `SELECT e.plan_id AS planId, e.number, e.budget_id AS budgetId, SUM(e.pence) AS pence
       FROM ledger_entries e
       JOIN plan_work_packages w ON w.plan_id = e.plan_id AND w.number = e.number
      WHERE e.account = 'COMMITTED' AND ${condition}
      GROUP BY e.plan_id, e.number, e.budget_id HAVING ${cameInLast('e')}
      ORDER BY e.plan_id, e.number, e.budget_id`,
    parameters,
  );
  return rows.map(({ pence, ...row }) => ({ ...row, pence: readPence(pence) }));
}

/** What something is to cost, in capital and in resource, and of which lines. */
export interface Cost {
  capitalId: number;
  capitalPence: number;
  /** The line of resource beside that of capital; null where there is none. */
  resourceId: number | null;
  resourcePence: number;
}

/** What a package is to cost. */
export type Asked = Cost & Subject;

/** What each line bears of a cost: capital from its line, resource from the one beside it; null where there is none. */
export function partsOf({ capitalId, capitalPence, resourceId, resourcePence }: Cost): {
  budgetId: number | null;
  pence: number;
}[] {
  const capital = { budgetId: capitalId, pence: capitalPence };
  if (resourcePence === 0) return [capital];
  return [...(capitalPence > 0 ? [capital] : []), { budgetId: resourceId, pence: resourcePence }];
}

/** What a plan has placed, still has to be done, and holds no money yet. */
export async function readUncommitted(manager: EntityManager, planId: number): Promise<Asked[]> {
  const rows = await manager.query<
    (Omit<Asked, 'capitalPence' | 'resourcePence'> & { pence: string; resourcePence: string })[]
  >(
    `SELECT a.plan_id AS planId, a.number, a.budget_id AS capitalId, r.id AS resourceId, a.cost_pence AS pence,
            ${RESOURCE_PENCE} AS resourcePence
       FROM plan_assignments a
       JOIN budgets b ON b.id = a.budget_id
       LEFT JOIN budgets r ON ${BESIDE}
      WHERE a.plan_id = ? AND ${STANDS('a')} AND NOT EXISTS (
        SELECT 1 FROM ledger_entries e
         WHERE e.plan_id = a.plan_id AND e.number = a.number AND e.account IN ('COMMITTED', 'SPENT')
         GROUP BY e.account, e.budget_id HAVING ${cameInLast('e')})
      ORDER BY a.number`,
    [planId],
  );
  return rows.map(({ pence, resourcePence: text, ...row }) => {
    const resourcePence = readPence(text);
    return { ...row, resourcePence, capitalPence: readPence(pence) - resourcePence };
  });
}

/**
 * The lines that an approval takes from or gives back to: the plan's, those that other plans took from for the same
 * packages, and those of the plans that it replaces.
 */
export async function linesOfApproval(
  manager: EntityManager,
  planId: number,
  superseded: readonly number[],
): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    `SELECT budget_id AS id FROM plan_assignments WHERE plan_id = ?
     UNION
     SELECT r.id FROM plan_assignments a JOIN budgets b ON b.id = a.budget_id JOIN budgets r ON ${BESIDE}
      WHERE a.plan_id = ?
     UNION
     SELECT e.budget_id FROM plan_work_packages n
       JOIN plan_work_packages w ON w.work_package_id = n.work_package_id
       JOIN plans p ON p.id = w.plan_id AND ${WAS_APPROVED}
       JOIN ledger_entries e ON e.plan_id = w.plan_id AND e.number = w.number AND e.account = 'COMMITTED'
      WHERE n.plan_id = ?
     UNION
     SELECT budget_id FROM ledger_entries WHERE plan_id IN (?) AND account = 'COMMITTED'`,
    [planId, planId, planId, [...superseded, 0]],
  );
  return rows.map(({ id }) => id);
}

/** What was spent on a package and not taken back since. */
export interface Actual {
  postingId: number;
  budgetId: number;
  from: 'AVAILABLE' | 'COMMITTED';
  pence: number;
}

export async function readActuals(manager: EntityManager, { planId, number }: Subject): Promise<Actual[]> {
  const rows = await manager.query<(Omit<Actual, 'pence'> & { pence: string })[]>(
    `SELECT s.posting_id AS postingId, s.budget_id AS budgetId, f.account AS \`from\`, s.pence
       FROM ledger_entries s
       JOIN ledger_entries f ON f.posting_id = s.posting_id AND f.side = 0
       LEFT JOIN ledger_postings r ON r.reverses = s.posting_id
      WHERE s.plan_id = ? AND s.number = ? AND s.account = 'SPENT' AND s.side = 1 AND r.id IS NULL
      ORDER BY s.posting_id`,
    [planId, number],
  );
  return rows.map(({ pence, ...row }) => ({ ...row, pence: readPence(pence) }));
}

/**
 * Which package's money a plan's package has: its own, or that of a later plan's package of the same name, which holds
 * it or, where the work was done meanwhile, has spent it.
 */
export async function findHolder(
  manager: EntityManager,
  { planId, number }: Subject,
): Promise<Subject | null> {
  const [own]: unknown[] = await manager.query(
    `SELECT 1 FROM ledger_entries e
      WHERE e.plan_id = ? AND e.number = ? AND e.account IN ('COMMITTED', 'SPENT')
      GROUP BY e.account, e.budget_id HAVING ${cameInLast('e')} LIMIT 1`,
    [planId, number],
  );
  if (own) return { planId, number };
  const [followed]: Subject[] = await manager.query(
    `SELECT e.plan_id AS planId, e.number FROM plan_work_packages w
       JOIN plan_work_packages n ON n.work_package_id = w.work_package_id
       JOIN plans p ON p.id = n.plan_id AND ${WAS_APPROVED}
       JOIN ledger_entries e ON e.plan_id = n.plan_id AND e.number = n.number
        AND (e.account = 'COMMITTED' OR e.account = 'SPENT' AND n.plan_id > w.plan_id)
      WHERE w.plan_id = ? AND w.number = ?
      GROUP BY e.plan_id, e.number, e.account, e.budget_id HAVING ${cameInLast('e')}
      ORDER BY e.account = 'COMMITTED' DESC, e.plan_id DESC LIMIT 1`,
    [planId, number],
  );
  return followed ?? null;
}

/** The lines that have money of a plan. */
export async function linesOfPlan(manager: EntityManager, planId: number): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    "SELECT DISTINCT budget_id AS id FROM ledger_entries WHERE plan_id = ? AND account = 'COMMITTED'",
    [planId],
  );
  return rows.map(({ id }) => id);
}

/** The lines in whose books a package stands. */
export async function linesOf(manager: EntityManager, { planId, number }: Subject): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    'SELECT DISTINCT budget_id AS id FROM ledger_entries WHERE plan_id = ? AND number = ?',
    [planId, number],
  );
  return rows.map(({ id }) => id);
}
