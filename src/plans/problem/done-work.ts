import type { Problem } from '../../planning/index.js';

/** What works that are done have used up. */
export interface DoneWork {
  /** The plan under which it was done. */
  planId: number;
  workPackageId: string;
  /** External ids. */
  budgetId: string;
  vendorId: string;
  /** What it cost, all of it. */
  pence: number;
  /** What of that is resource; rounded up. */
  resourcePence: number;
  units: number;
}

/** The same problem without what is done: its money and its units are used up, and its work packages are gone. */
export function lessDone(problem: Problem, done: readonly DoneWork[]): Problem {
  const ids = new Set(done.map(({ workPackageId }) => workPackageId));
  const left = lessUsed(problem, done);
  return { ...left, workPackages: problem.workPackages.filter(({ id }) => !ids.has(id)) };
}

/** The same problem without the money and the units that works have used up. */
export function lessUsed(problem: Problem, done: readonly DoneWork[]): Problem {
  if (done.length === 0) return problem;
  const pence = sumsBy(
    done,
    ({ budgetId }) => budgetId,
    (work) => work.pence,
  );
  return {
    ...lessUnitsUsed(problem, done),
    budgets: problem.budgets.map((budget) => {
      const spent = pence.get(budget.id);
      return spent === undefined ? budget : { ...budget, pence: Math.max(0, budget.pence - spent) };
    }),
  };
}

/**
 * The same problem without the units that works have used up. They are taken from the earliest months of supply on, in
 * which they were delivered.
 */
export function lessUnitsUsed(problem: Problem, done: readonly DoneWork[]): Problem {
  if (done.length === 0) return problem;
  const units = unitsBought(done);
  return {
    ...problem,
    vendors: problem.vendors.map(({ id, supply }) =>
      supply ? { id, supply: lessUnits(supply, units.get(id) ?? 0) } : { id },
    ),
  };
}

/** How many units works have taken of each vendor. */
export function unitsBought(done: readonly DoneWork[]): Map<string, number> {
  return sumsBy(
    done,
    ({ vendorId }) => vendorId,
    (work) => work.units,
  );
}

function lessUnits(supply: { month: string; units: number }[], used: number) {
  let left = used;
  return [...supply]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .map(({ month, units }) => {
      const taken = Math.min(units, left);
      left -= taken;
      return { month, units: units - taken };
    });
}

function sumsBy(
  done: readonly DoneWork[],
  keyOf: (work: DoneWork) => string,
  valueOf: (work: DoneWork) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const work of done) sums.set(keyOf(work), (sums.get(keyOf(work)) ?? 0) + valueOf(work));
  return sums;
}
