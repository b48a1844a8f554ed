/** What works that are ordered or under way leave of a problem: pure. */
import { getISODay, parseISO } from 'date-fns';
import { dateAfter } from '../../platform/dates.js';
import {
  keepPins,
  type Assignment,
  type Crew,
  type Option,
  type Problem,
  type WantedPin,
} from '../../planning/index.js';
import type { Standing } from '../standings/plan-standing.entity.js';

/** A package of the plan before on which works are not done but more than planned, as it was when it was asked. */
export interface WorkSoFar {
  workPackageId: string;
  standing: Exclude<Standing, 'DONE'>;
  startedOn: string | null;
  assignment: Pick<Assignment, 'optionId' | 'crewId' | 'start'> & Partial<Pick<Assignment, 'budgetId'>>;
  /** As it was ordered: what is on offer today is no matter to it. */
  option: Option;
}

/** Of which ordered packages it is said that they may be planned anew; of none where a plan was not made anew. */
export function isReleasedBy(
  replan: { released: readonly string[]; keepOrdered: boolean } | null,
): (workPackageId: string) => boolean {
  if (!replan) return () => false;
  const released = new Set(replan.released);
  return (id) => !replan.keepOrdered || released.has(id);
}

/** Where a package is to stay, with what of its option is still to do, and what pays for it where that is settled. */
interface Held {
  pin: WantedPin | undefined;
  option: Option;
  budgetId?: string | undefined;
}

/**
 * The same problem as works leave it. What is ordered or under way keeps its option and needs no more lead time. Work
 * under way is pinned to its crew from its start on. What should be over by now is taken to need one more day, and a
 * crew has one such day after the other. It stays on the budget that holds its money, while that is one of its own and
 * of the year in which it will be finished. Ordered work is pinned to where it was planned. A pin is left out where its
 * day or its crew is gone, or where another one stands in its way: work under way goes first.
 *
 * @param isReleased ordered packages of which it is said that they may be planned anew
 */
export function withWorksSoFar(
  problem: Problem,
  works: readonly WorkSoFar[],
  isReleased: (workPackageId: string) => boolean,
): Problem {
  const ids = new Set(problem.workPackages.map(({ id }) => id));
  const present = works.filter(({ workPackageId }) => ids.has(workPackageId));
  const crews = new Map(problem.crews.map((crew) => [crew.id, crew]));
  const overdue = new Map<string, number>();
  const underWay = present
    .filter(({ standing }) => standing === 'UNDER_WAY')
    .map((work) => holdUnderWay(problem, crews.get(work.assignment.crewId), work, overdue));
  const ordered = present
    .filter(({ workPackageId, standing }) => standing === 'ORDERED' && !isReleased(workPackageId))
    .map((work) => holdOrdered(problem, crews.get(work.assignment.crewId), work));
  const held = new Map([...underWay, ...ordered].map(({ id, ...rest }) => [id, rest]));
  const fixed: Problem = {
    ...problem,
    workPackages: problem.workPackages.map((work) => {
      const { option, budgetId } = held.get(work.id) ?? {};
      if (!option) return work;
      const isSettled = budgetId !== undefined && work.budgetIds.includes(budgetId);
      const budgetIds = isSettled ? [budgetId] : work.budgetIds;
      return { ...work, budgetIds, options: [{ ...option, leadDays: 0 }] };
    }),
  };
  return keepPins(
    fixed,
    [...underWay, ...ordered].flatMap(({ pin }) => pin ?? []),
  );
}

/** @param overdue by crew, how many works of it so far are over; counted up */
function holdUnderWay(
  problem: Problem,
  crew: Crew | undefined,
  { workPackageId: id, startedOn, assignment, option }: WorkSoFar,
  overdue: Map<string, number>,
): Held & { id: string } {
  const started = crew && workingDayFrom(problem, crew, startedOn ?? assignment.start);
  if (!crew || started === undefined) return { id, option, pin: undefined };
  const days = Math.ceil(option.minutes / crew.minutesPerDay);
  const payer = (from: string, toDo: number) => {
    const budget = problem.budgets.find((one) => one.id === assignment.budgetId);
    const pays = budget && workingDaysIn(problem, crew, from, dateAfter(budget.to, 1)) >= toDo;
    return pays ? budget.id : undefined;
  };
  if (started >= problem.start || workingDaysIn(problem, crew, started, problem.start) < days) {
    return { id, option, pin: pinOf(id, assignment, started), budgetId: payer(started, days) };
  }
  const before = overdue.get(crew.id) ?? 0;
  overdue.set(crew.id, before + 1);
  let day = workingDayFrom(problem, crew, problem.start);
  for (let left = before; left > 0 && day !== undefined; left -= 1) {
    day = workingDayFrom(problem, crew, dateAfter(day, 1));
  }
  const lastDay: Option = {
    ...option,
    minutes: Math.min(option.minutes, crew.minutesPerDay),
    // The days that are over cost what they cost.
    costPence: option.costPence + (days - 1) * crew.dayRatePence,
  };
  if (day === undefined) return { id, option: lastDay, pin: undefined };
  return { id, option: lastDay, pin: pinOf(id, assignment, day), budgetId: payer(day, 1) };
}

function holdOrdered(
  problem: Problem,
  crew: Crew | undefined,
  { workPackageId: id, assignment, option }: WorkSoFar,
): Held & { id: string } {
  const isToCome = crew !== undefined && assignment.start >= problem.start;
  return { id, option, pin: isToCome ? pinOf(id, assignment, assignment.start) : undefined };
}

function pinOf(
  workPackageId: string,
  { optionId, crewId }: WorkSoFar['assignment'],
  startDay: string,
): WantedPin {
  return { workPackageId, optionId, crewId, startDay };
}

/** The first working day of a crew from a day on; undefined where it has none within the horizon. */
function workingDayFrom(problem: Problem, crew: Crew, from: string): string | undefined {
  for (let date = from; date <= problem.end; date = dateAfter(date, 1)) {
    if (isWorking(problem, crew, date)) return date;
  }
  return undefined;
}

/** The working days of a crew from `from` up to, not including, `to`. */
function workingDaysIn(problem: Problem, crew: Crew, from: string, to: string): number {
  let days = 0;
  for (let date = from; date < to; date = dateAfter(date, 1)) if (isWorking(problem, crew, date)) days += 1;
  return days;
}

function isWorking({ weekend, holidays }: Problem, { from, to, leave }: Crew, date: string): boolean {
  if (weekend.includes(getISODay(parseISO(date))) || holidays.includes(date)) return false;
  if ((from !== undefined && date < from) || (to !== undefined && date > to)) return false;
  return !(leave ?? []).some(([first, last]) => first <= date && date <= last);
}
