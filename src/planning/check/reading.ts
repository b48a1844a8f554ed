import type { Assignment, Plan } from '../plan.js';
import type { Budget, Crew, Option, PhaseNumber, Problem, Site, Vendor, WorkPackage } from '../problem.js';
import { isWithin, readDay, readSpans, weekdayOf, type Day, type Span } from './days.js';

export interface ReadSite {
  site: Site;
  closures: Span[];
}

export interface ReadCrew {
  crew: Crew;
  /** The crew's from..to, open ends as infinities. */
  service: Span;
  leave: Span[];
}

export interface ReadPackage {
  path: string;
  work: WorkPackage;
  site: ReadSite;
  phase: PhaseNumber;
}

/** An assignment whose work package exists. What else the plan got wrong is undefined or NaN. */
export interface Placed {
  path: string;
  assignment: Assignment;
  subject: ReadPackage;
  option: Option | undefined;
  crew: ReadCrew | undefined;
  start: Day;
  finish: Day;
  /** Working days needed; NaN where the option or crew is unknown. */
  days: number;
  /** Cost by rule 5, in pence; the plan's own figure where the option or crew is unknown. */
  costPence: number;
}

/** The problem and plan by id, with dates as days. Rules look things up here; it judges nothing. */
export interface Reading {
  problem: Problem;
  plan: Plan;
  horizon: Span;
  weekend: Set<number>;
  holidays: Set<Day>;
  crews: Map<string, ReadCrew>;
  vendors: Map<string, Vendor>;
  budgets: Map<string, { budget: Budget; span: Span }>;
  packages: Map<string, ReadPackage>;
  placed: Placed[];
}

export function read(problem: Problem, plan: Plan): Reading {
  const sites = new Map(
    problem.sites.map((site) => [site.id, { site, closures: readSpans(site.closures) }] as const),
  );
  const crews = new Map(problem.crews.map((crew) => [crew.id, readCrew(crew)] as const));
  const packages = new Map<string, ReadPackage>();
  problem.workPackages.forEach((work, index) => {
    const site = sites.get(work.siteId);
    if (!site) return;
    packages.set(work.id, {
      path: `workPackages[${index}]`,
      work,
      site,
      phase: site.site.sensitive ? 1 : 2,
    });
  });
  return {
    problem,
    plan,
    horizon: { from: readDay(problem.start), to: readDay(problem.end) },
    weekend: new Set(problem.weekend),
    holidays: new Set(problem.holidays.map(readDay)),
    crews,
    vendors: new Map(problem.vendors.map((vendor) => [vendor.id, vendor] as const)),
    budgets: new Map(
      problem.budgets.map(
        (budget) =>
          [budget.id, { budget, span: { from: readDay(budget.from), to: readDay(budget.to) } }] as const,
      ),
    ),
    packages,
    placed: plan.assignments.flatMap((assignment, index) => {
      const subject = packages.get(assignment.workPackageId);
      return subject ? [readPlaced(assignment, `assignments[${index}]`, subject, crews)] : [];
    }),
  };
}

function readCrew(crew: Crew): ReadCrew {
  return {
    crew,
    service: {
      from: crew.from === undefined ? -Infinity : readDay(crew.from),
      to: crew.to === undefined ? Infinity : readDay(crew.to),
    },
    leave: readSpans(crew.leave),
  };
}

function readPlaced(
  assignment: Assignment,
  path: string,
  subject: ReadPackage,
  crews: Map<string, ReadCrew>,
): Placed {
  const option = subject.work.options.find((candidate) => candidate.id === assignment.optionId);
  const crew = crews.get(assignment.crewId);
  const isKnown = option !== undefined && crew !== undefined;
  return {
    path,
    assignment,
    subject,
    option,
    crew,
    start: readDay(assignment.start),
    finish: readDay(assignment.finish),
    days: isKnown ? daysNeeded(option, crew.crew) : NaN,
    costPence: isKnown ? costOf(option, crew.crew) : assignment.costPence,
  };
}

/** Rule 1: working days that an option takes with a crew. */
export function daysNeeded(option: Option, crew: Crew): number {
  return Math.ceil(option.minutes / crew.minutesPerDay);
}

/** Rule 5: what an option costs with a crew, in pence. */
export function costOf(option: Option, crew: Crew): number {
  return option.costPence + daysNeeded(option, crew) * crew.dayRatePence;
}

/** A day that is neither weekend nor holiday. */
export function isPublicWorkingDay(reading: Reading, day: Day): boolean {
  return !reading.weekend.has(weekdayOf(day)) && !reading.holidays.has(day);
}

export function isWorkingDay(reading: Reading, crew: ReadCrew, day: Day): boolean {
  return isPublicWorkingDay(reading, day) && !isWithin(day, crew.leave);
}

export function coversSite(crew: Crew, site: Site): boolean {
  return crew.regions.includes(site.region) && crew.clearance >= site.clearance;
}

/** The last finish of all phase 1 assignments; -Infinity where there is none. */
export function lastPhase1Finish(placed: Placed[]): Day {
  let last = -Infinity;
  for (const { subject, finish } of placed) {
    if (subject.phase === 1 && finish > last) last = finish;
  }
  return last;
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
