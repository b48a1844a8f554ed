import { epochDayOf, isoDateOf } from '../calendar.js';
import type { UnscheduledReason } from '../plan.js';
import type { Crew, Problem } from '../problem.js';

/** However far ahead the dates of a problem lie, no further than this beyond its end is looked at. */
const MAX_EXTRA_DAYS = 40 * 366;

const UNLIMITED_BUDGET = 'unlimited';

/**
 * The problem without the rules that a reason names, for asking whether a package would fit then:
 *
 * - NO_ELIGIBLE_CREW: the crews' regions, clearances and `from`..`to` (rule 2)
 * - BUDGET_EXHAUSTED: rule 5
 * - SUPPLY_EXHAUSTED: rule 4
 * - NO_WINDOW: closures (rule 1), site limits and the crews' leave (rule 2); their other work is the caller's
 *   to leave out
 * - PHASE_BLOCKED: rule 6, which the problem itself does not show
 * - HORIZON: lead time and notBefore (rule 3), and the horizon's end
 *
 * Ids keep their places in every list, so that indices of the two compiled problems agree.
 */
export function waive(problem: Problem, reasons: ReadonlySet<UnscheduledReason>): Problem {
  const waived: Problem = { ...problem };
  if (reasons.has('NO_ELIGIBLE_CREW')) {
    const regions = [...new Set(problem.sites.map((site) => site.region))];
    waived.crews = waived.crews.map((crew) => {
      const free: Crew = { ...crew, regions, clearance: 3 };
      delete free.from;
      delete free.to;
      return free;
    });
  }
  if (reasons.has('NO_WINDOW')) {
    waived.crews = waived.crews.map((crew) => ({ ...crew, leave: [] }));
    waived.sites = waived.sites.map((site) => ({ ...site, closures: [], maxCrews: Number.MAX_SAFE_INTEGER }));
  }
  if (reasons.has('SUPPLY_EXHAUSTED')) waived.vendors = waived.vendors.map(({ id }) => ({ id }));
  if (reasons.has('HORIZON')) {
    waived.end = farEndOf(problem);
    waived.workPackages = waived.workPackages.map((work) => ({
      ...work,
      notBefore: problem.start,
      options: work.options.map((option) => ({ ...option, leadDays: 0 })),
    }));
  }
  if (reasons.has('BUDGET_EXHAUSTED')) {
    const id = freeId(problem);
    waived.budgets = [
      ...waived.budgets,
      { id, from: '1000-01-01', to: '9999-12-31', pence: Number.MAX_SAFE_INTEGER },
    ];
    waived.workPackages = waived.workPackages.map((work) => ({ ...work, budgetIds: [id] }));
  }
  return waived;
}

function freeId(problem: Problem): string {
  const ids = new Set(problem.budgets.map((budget) => budget.id));
  let id = UNLIMITED_BUDGET;
  while (ids.has(id)) id += '+';
  return id;
}

/** A day after every date that could hold up a package, with room for the longest work. */
function farEndOf(problem: Problem): string {
  const start = epochDayOf(problem.start) as number;
  const end = epochDayOf(problem.end) as number;
  let latest = end;
  const note = (iso: string | undefined) => {
    if (iso !== undefined) latest = Math.max(latest, epochDayOf(iso) as number);
  };
  let slowest = Infinity;
  for (const crew of problem.crews) {
    note(crew.from);
    crew.leave?.forEach(([, to]) => note(to));
    slowest = Math.min(slowest, crew.minutesPerDay);
  }
  problem.budgets.forEach((budget) => note(budget.from));
  problem.sites.forEach((site) => site.closures?.forEach(([, to]) => note(to)));
  let longest = 1;
  for (const work of problem.workPackages) {
    note(work.notBefore);
    for (const option of work.options) {
      latest = Math.max(latest, start + option.leadDays);
      longest = Math.max(longest, Math.ceil(option.minutes / slowest));
    }
  }
  const needed = 7 * (longest + problem.holidays.length + 1);
  return isoDateOf(Math.min(latest + needed, end + MAX_EXTRA_DAYS));
}
