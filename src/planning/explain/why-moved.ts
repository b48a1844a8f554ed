import { dayFrom, isoDateOf } from '../calendar.js';
import { costOf, daysOf, exposurePriceOf, type Model, type ModelCrew, type Placement } from '../model.js';
import type { Assignment, Plan } from '../plan.js';
import type { Problem } from '../problem.js';
import { obstaclesAt, type PlaceObstacle } from './obstacles.js';
import { plannedFrom, type Planned } from './planned.js';

/**
 * GONE: the option or the crew is no longer there. PAST: it should have begun before the plan does. PINNED: its place
 * is decided already. BETTER: nothing keeps it where it was, and the plan is better with it elsewhere.
 */
export type MoveReason = PlaceObstacle<'GONE' | 'PAST' | 'PINNED' | 'BETTER'>;

export interface Move {
  workPackageId: string;
  from: Assignment;
  /** null where the plan gives it no place. */
  to: Assignment | null;
  /** Why it is not where it was; at least one. */
  reasons: MoveReason[];
}

/**
 * Each package of the plan that had a place in the plan before and has another one now, or none, with what keeps it
 * from where it was while all else stays, found by trying. Packages that the problem no longer has are no moves.
 */
export function whyMoved(problem: Problem, plan: Plan, former: readonly Assignment[]): Move[] {
  const planned = plannedFrom(problem, plan);
  const now = new Map(plan.assignments.map((assignment) => [assignment.workPackageId, assignment]));
  return former.flatMap((from) => {
    const workPackage = planned.packages.get(from.workPackageId);
    const to = now.get(from.workPackageId) ?? null;
    if (workPackage === undefined || (to && isSamePlace(from, to))) return [];
    return [{ workPackageId: from.workPackageId, from, to, reasons: reasonsOf(planned, workPackage, from) }];
  });
}

function isSamePlace(a: Assignment, b: Assignment): boolean {
  return a.optionId === b.optionId && a.crewId === b.crewId && a.start === b.start;
}

function reasonsOf(planned: Planned, workPackage: number, from: Assignment): MoveReason[] {
  const { model, timetable } = planned;
  const { problem } = model;
  const work = problem.workPackages[workPackage] as Problem['workPackages'][number];
  if (work.pinned) return [{ limit: 'PINNED', detail: 'Its place is decided already.' }];
  const at = work.options.findIndex(({ id }) => id === from.optionId);
  if (at < 0) return [{ limit: 'GONE', detail: `Option "${from.optionId}" is no longer there.` }];
  const crew = problem.crews.findIndex(({ id }) => id === from.crewId);
  if (crew < 0) return [{ limit: 'GONE', detail: `Crew "${from.crewId}" is no longer there.` }];
  if (from.start < problem.start)
    return [{ limit: 'PAST', detail: `It was to begin on ${from.start}, before this plan does.` }];
  const option = (model.packages.firstOption[workPackage] as number) + at;
  const before = placeOf(model, workPackage, option, crew, from);
  if (!('start' in before)) return [before];
  const now = timetable.isPlaced(workPackage) ? timetable.placementOf(workPackage) : undefined;
  if (now) timetable.remove(workPackage);
  const obstacles = obstaclesAt(planned, before);
  if (now) timetable.place(now);
  return obstacles.length > 0 ? obstacles : [whyBetter(model, before, now)];
}

/** The former place as the calendars are now, or why there is none. */
function placeOf(
  model: Model,
  workPackage: number,
  option: number,
  crew: number,
  { start: date, crewId }: Assignment,
): Placement | MoveReason {
  const { calendar, crewClass, pace } = model.crews[crew] as ModelCrew;
  const eligible = model.eligible[model.packages.demand[workPackage] as number] as Int32Array;
  if (!eligible.includes(crewClass)) {
    return { limit: 'CREW_SKILLS', detail: `Crew "${crewId}" may not work at the site.` };
  }
  const start = dayFrom(model.startEpochDay, date);
  const rank = calendar.rankFrom(start);
  if (calendar.days[rank] !== start) {
    return { limit: 'CREW_LEAVE', detail: `Crew "${crewId}" does not work on ${date}.` };
  }
  const finish = calendar.days[rank + daysOf(model, option, pace) - 1];
  if (finish === undefined) {
    const end = isoDateOf(model.startEpochDay + model.horizon - 1);
    return { limit: 'HORIZON_END', detail: `It would not be finished by ${end}, or while the crew serves.` };
  }
  const costPence = costOf(model, option, model.crews[crew] as ModelCrew);
  return { workPackage, option, crew, start, finish, costPence, budget: -1 };
}

function whyBetter(model: Model, before: Placement, now: Placement | undefined): MoveReason {
  const worth = ({ workPackage, finish, costPence }: Placement) =>
    exposurePriceOf(model, workPackage, finish) / 100 + costPence;
  // No figure: it would tell the risk.
  const detail =
    now && worth(now) < worth(before)
      ? 'Its former place is free; here it is better off itself.'
      : 'Its former place is free; where it is now it leaves room for others.';
  return { limit: 'BETTER', detail };
}
