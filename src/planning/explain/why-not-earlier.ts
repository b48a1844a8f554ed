import { isoDateOf, type Day } from '../calendar.js';
import { daysOf, monthOf, type ModelCrew, type Placement } from '../model.js';
import type { Plan } from '../plan.js';
import type { IsoDate, Problem } from '../problem.js';
import { CLEAR } from '../timetable/site-visits.js';
import type { Limit } from './limits.js';
import { packageIn, plannedFrom, windowFor, type Planned } from './planned.js';

/** A rule that an earlier start would break, found by trying it. */
export interface EarlierObstacle {
  limit: Limit | 'PINNED';
  detail: string;
}

export interface EarlierStart {
  workPackageId: string;
  /** The crew's working day before the start; null where it has none since the plan's start. */
  start: IsoDate | null;
  /** Every limit that this start would break; empty where it would break none. */
  obstacles: EarlierObstacle[];
}

/**
 * For each assignment of the plan, or for those named, what keeps the same option and crew from starting one
 * working day earlier while all else stays.
 */
export function whyNotEarlier(problem: Problem, plan: Plan, workPackageIds?: string[]): EarlierStart[] {
  const planned = plannedFrom(problem, plan);
  const ids = workPackageIds ?? plan.assignments.map(({ workPackageId }) => workPackageId);
  return ids.map((workPackageId) => {
    const workPackage = packageIn(planned, workPackageId);
    if (!planned.timetable.isPlaced(workPackage)) {
      throw new RangeError(`work package "${workPackageId}" has no assignment in the plan`);
    }
    const placement = planned.timetable.placementOf(workPackage);
    planned.timetable.remove(workPackage);
    const answer = obstaclesTo(planned, placement);
    planned.timetable.place(placement);
    return { workPackageId, ...answer };
  });
}

function obstaclesTo(planned: Planned, placement: Placement): Omit<EarlierStart, 'workPackageId'> {
  const { model } = planned;
  const crew = model.crews[placement.crew] as ModelCrew;
  const { from } = model.problem.crews[placement.crew] ?? {};
  const obstacles: EarlierObstacle[] = [];
  const note = (limit: EarlierObstacle['limit'], detail: string) => obstacles.push({ limit, detail });
  if (model.problem.workPackages[placement.workPackage]?.pinned) {
    note('PINNED', 'Its option, crew and start are decided already.');
  }
  const rank = crew.calendar.rankFrom(placement.start) - 1;
  const start = crew.calendar.days[rank];
  if (start === undefined || start < 0) {
    if (from === undefined) note('LEAD_TIME', 'The plan has no earlier working day of the crew.');
    else note('CREW_SERVICE', `The crew begins on ${from}, or the plan has no earlier working day of it.`);
    return { start: null, obstacles };
  }
  const days = daysOf(model, placement.option, crew.pace);
  const finish = crew.calendar.days[rank + days - 1] as Day;
  const earlier: Placement = { ...placement, start, finish };
  noteDayObstacles(planned, earlier, note);
  noteSharedObstacles(planned, earlier, note);
  return { start: isoDateOf(model.startEpochDay + start), obstacles };
}

type Note = (limit: EarlierObstacle['limit'], detail: string) => void;

/** Limits on the days alone: lead time, notBefore, closures, phases. */
function noteDayObstacles(
  planned: Planned,
  { workPackage, option, start, finish }: Placement,
  note: Note,
): void {
  const { model, timetable } = planned;
  const work = model.problem.workPackages[workPackage] as Problem['workPackages'][number];
  const chosen = work.options[option - (model.packages.firstOption[workPackage] as number)];
  const date = (day: Day) => isoDateOf(model.startEpochDay + day);
  if (chosen && start < chosen.leadDays) {
    note('LEAD_TIME', `The lead time of ${chosen.leadDays} days ends on ${date(chosen.leadDays)}.`);
  }
  if (work.notBefore !== undefined && date(start) < work.notBefore) {
    note('NOT_BEFORE', `It may not start before ${work.notBefore}.`);
  }
  const site = model.packages.site[workPackage] as number;
  if (timetable.visits.afterClosure(site, start, finish) !== CLEAR) {
    note('SITE_CLOSURES', `The site is closed on a day from ${date(start)} to ${date(finish)}.`);
  }
  const { earliestStart, latestFinish } = windowFor(planned, workPackage);
  if (start < earliestStart) note('PHASES', `Phase 1 lasts until ${date(earliestStart - 1)}.`);
  if (finish > latestFinish) note('PHASES', `Phase 2 begins on ${date(latestFinish + 1)}.`);
}

/** Limits on what is shared with other work: the crew's days, the site, units and money. */
function noteSharedObstacles({ model, timetable }: Planned, earlier: Placement, note: Note): void {
  const { workPackage, option, crew, start, finish, costPence } = earlier;
  const { calendar, pace } = model.crews[crew] as ModelCrew;
  const date = (day: Day) => isoDateOf(model.startEpochDay + day);
  const rank = calendar.rankFrom(start);
  if (!timetable.crewDays.isFree(crew, rank, daysOf(model, option, pace))) {
    const other = timetable.crewDays.workAt(crew, rank);
    const busy = model.problem.workPackages[other]?.id;
    note(
      'OTHER_WORK',
      busy === undefined ? 'The crew is at other work.' : `The crew is at work package "${busy}".`,
    );
  }
  const site = model.packages.site[workPackage] as number;
  if (timetable.visits.afterFullDays(site, start, finish) !== CLEAR) {
    note(
      'SITE_LIMIT',
      `The site has as many crews as it admits on a day from ${date(start)} to ${date(finish)}.`,
    );
  }
  const units = model.options.units[option] as number;
  const vendor = model.options.vendor[option] as number;
  const room = timetable.stock.roomIn(vendor, monthOf(model, start));
  if (units > 0 && room < units) {
    const id = model.problem.vendors[vendor]?.id ?? '';
    note('SUPPLY', `Vendor "${id}" has ${room} of ${units} units left for a start on ${date(start)}.`);
  }
  if (timetable.payingBudget(workPackage, finish, costPence) < 0) {
    note('BUDGET', `None of its budgets has ${costPence} pence left for a finish on ${date(finish)}.`);
  }
}
