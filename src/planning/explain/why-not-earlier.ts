import { isoDateOf, type Day } from '../calendar.js';
import { daysOf, type ModelCrew, type Placement } from '../model.js';
import type { Plan } from '../plan.js';
import type { IsoDate, Problem } from '../problem.js';
import { obstaclesAt, type PlaceObstacle } from './obstacles.js';
import { packageIn, plannedFrom, type Planned } from './planned.js';

export type EarlierObstacle = PlaceObstacle<'PINNED'>;

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
  obstacles.push(...obstaclesAt(planned, earlier));
  return { start: isoDateOf(model.startEpochDay + start), obstacles };
}
