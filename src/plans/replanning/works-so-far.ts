/** What works that are ordered or under way leave of a problem: pure. */
import { addDays, formatISO, getISODay, parseISO } from 'date-fns';
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
  assignment: Pick<Assignment, 'optionId' | 'crewId' | 'start'>;
  /** As it was ordered: what is on offer today is no matter to it. */
  option: Option;
}

/** Longer than any work: a crew without a working day before that has none. */
const MOST_DAYS_BACK = 1_000;

/**
 * The same problem as works leave it. What is ordered or under way keeps its option and needs no more lead time. Work
 * under way is pinned to its crew from its start on; what should be over by now is taken to end on the first day of
 * the plan that its crew works. Ordered work is pinned to where it was planned. A pin is left out where its day or its
 * crew is gone, or where another one stands in its way: work under way goes first.
 *
 * @param isReleased ordered packages of which it is said that they may be planned anew
 */
export function withWorksSoFar(
  problem: Problem,
  works: readonly WorkSoFar[],
  isReleased: (workPackageId: string) => boolean,
): Problem {
  const ids = new Set(problem.workPackages.map(({ id }) => id));
  const held = works.filter(
    ({ workPackageId, standing }) =>
      ids.has(workPackageId) && (standing === 'UNDER_WAY' || !isReleased(workPackageId)),
  );
  const options = new Map(held.map(({ workPackageId, option }) => [workPackageId, option]));
  const fixed: Problem = {
    ...problem,
    workPackages: problem.workPackages.map((work) => {
      const option = options.get(work.id);
      return option ? { ...work, options: [{ ...option, leadDays: 0 }] } : work;
    }),
  };
  const crews = new Map(problem.crews.map((crew) => [crew.id, crew]));
  const pins = held.map((work) => pinOf(problem, crews.get(work.assignment.crewId), work));
  const isUnderWay = (at: number) => held[at]?.standing === 'UNDER_WAY';
  const inOrder = [...pins.filter((_, at) => isUnderWay(at)), ...pins.filter((_, at) => !isUnderWay(at))];
  return keepPins(
    fixed,
    inOrder.flatMap((pin) => pin ?? []),
  );
}

function pinOf(problem: Problem, crew: Crew | undefined, work: WorkSoFar): WantedPin | undefined {
  const startDay = crew && startOf(problem, crew, work);
  const { optionId, crewId } = work.assignment;
  return startDay === undefined
    ? undefined
    : { workPackageId: work.workPackageId, optionId, crewId, startDay };
}

/** Undefined where it has none to keep. */
function startOf(
  problem: Problem,
  crew: Crew,
  { standing, startedOn, assignment, option }: WorkSoFar,
): string | undefined {
  if (standing === 'ORDERED') return assignment.start >= problem.start ? assignment.start : undefined;
  const latest = startToEndToday(problem, crew, Math.ceil(option.minutes / crew.minutesPerDay));
  const started = startedOn ?? assignment.start;
  return latest !== undefined && latest > started ? latest : started;
}

/** The start of work of so many of the crew's days that ends on its first working day of the plan. */
function startToEndToday(problem: Problem, crew: Crew, days: number): string | undefined {
  let date = problem.start;
  while (date <= problem.end && !isWorking(problem, crew, date)) date = dayAfter(date, 1);
  if (date > problem.end) return undefined;
  for (let left = days - 1, back = 0; left > 0; back += 1) {
    if (back > MOST_DAYS_BACK) return undefined;
    date = dayAfter(date, -1);
    if (isWorking(problem, crew, date)) left -= 1;
  }
  return date;
}

function isWorking({ weekend, holidays }: Problem, { from, to, leave }: Crew, date: string): boolean {
  if (weekend.includes(getISODay(parseISO(date))) || holidays.includes(date)) return false;
  if ((from !== undefined && date < from) || (to !== undefined && date > to)) return false;
  return !(leave ?? []).some(([first, last]) => first <= date && date <= last);
}

function dayAfter(date: string, days: number): string {
  return formatISO(addDays(parseISO(date), days), { representation: 'date' });
}
