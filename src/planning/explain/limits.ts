import { epochDayOf, isoDateOf } from '../calendar.js';
import type { UnscheduledReason } from '../plan.js';
import type { Crew, Problem } from '../problem.js';

/** However far ahead the dates of a problem lie, no further than this beyond its end is looked at. */
const MAX_EXTRA_DAYS = 40 * 366;

const UNLIMITED_BUDGET = 'unlimited';

/** What can keep a package out of a plan, one by one. */
export const LIMITS = [
  'CREW_SKILLS',
  'CREW_SERVICE',
  'CREW_LEAVE',
  'OTHER_WORK',
  'SITE_CLOSURES',
  'SITE_LIMIT',
  'LEAD_TIME',
  'NOT_BEFORE',
  'HORIZON_END',
  'SUPPLY',
  'BUDGET',
  'PHASES',
] as const;
export type Limit = (typeof LIMITS)[number];

/** The limits that each reason of a plan stands for. */
export const LIMITS_OF_REASON: Record<UnscheduledReason, Limit[]> = {
  NO_ELIGIBLE_CREW: ['CREW_SKILLS', 'CREW_SERVICE'],
  BUDGET_EXHAUSTED: ['BUDGET'],
  SUPPLY_EXHAUSTED: ['SUPPLY'],
  NO_WINDOW: ['SITE_CLOSURES', 'SITE_LIMIT', 'CREW_LEAVE', 'OTHER_WORK'],
  PHASE_BLOCKED: ['PHASES'],
  HORIZON: ['LEAD_TIME', 'NOT_BEFORE', 'HORIZON_END'],
};

/**
 * The problem without some limits. Those that a problem does not show (other work, phases) are for the caller to
 * leave out. Ids keep their places in every list, so that indices of the two compiled problems agree.
 */
export function withoutLimits(problem: Problem, limits: ReadonlySet<Limit>): Problem {
  const freed: Problem = { ...problem };
  freed.crews = problem.crews.map((crew) => freeCrew(problem, crew, limits));
  if (limits.has('SITE_CLOSURES')) freed.sites = freed.sites.map((site) => ({ ...site, closures: [] }));
  if (limits.has('SITE_LIMIT')) {
    freed.sites = freed.sites.map((site) => ({ ...site, maxCrews: Number.MAX_SAFE_INTEGER }));
  }
  if (limits.has('SUPPLY')) freed.vendors = freed.vendors.map(({ id }) => ({ id }));
  if (limits.has('HORIZON_END')) freed.end = farEndOf(problem);
  if (limits.has('LEAD_TIME')) {
    freed.workPackages = freed.workPackages.map((work) => ({
      ...work,
      options: work.options.map((option) => ({ ...option, leadDays: 0 })),
    }));
  }
  if (limits.has('NOT_BEFORE')) {
    freed.workPackages = freed.workPackages.map((work) => ({ ...work, notBefore: problem.start }));
  }
  if (limits.has('BUDGET')) {
    const id = freeId(problem);
    const unlimited = { id, from: '1000-01-01', to: '9999-12-31', pence: Number.MAX_SAFE_INTEGER };
    freed.budgets = [...freed.budgets, unlimited];
    freed.workPackages = freed.workPackages.map((work) => ({ ...work, budgetIds: [id] }));
  }
  return freed;
}

function freeCrew(problem: Problem, crew: Crew, limits: ReadonlySet<Limit>): Crew {
  const free: Crew = { ...crew };
  if (limits.has('CREW_SKILLS')) {
    free.regions = [...new Set(problem.sites.map((site) => site.region))];
    free.clearance = 3;
  }
  if (limits.has('CREW_SERVICE')) {
    delete free.from;
    delete free.to;
  }
  if (limits.has('CREW_LEAVE')) delete free.leave;
  return free;
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
