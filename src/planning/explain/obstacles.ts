import { isoDateOf, type Day } from '../calendar.js';
import { daysOf, monthOf, type ModelCrew, type Placement } from '../model.js';
import type { Problem } from '../problem.js';
import { CLEAR } from '../timetable/site-visits.js';
import type { Limit } from './limits.js';
import { windowFor, type Planned } from './planned.js';

/** A rule that a place for a package would break, found by trying it. */
export interface PlaceObstacle<Other extends string = never> {
  limit: Limit | Other;
  detail: string;
}

/** Every limit that a package would break at a place, its own aside; the package must not be placed. */
export function obstaclesAt(planned: Planned, placement: Placement): PlaceObstacle[] {
  const obstacles: PlaceObstacle[] = [];
  const note: Note = (limit, detail) => obstacles.push({ limit, detail });
  noteDayObstacles(planned, placement, note);
  noteSharedObstacles(planned, placement, note);
  return obstacles;
}

type Note = (limit: Limit, detail: string) => void;

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
