import { NO_DAY } from '../model.js';
import type { Plan } from '../plan.js';
import type { Problem } from '../problem.js';
import { LIMITS, type Limit } from './limits.js';
import { packageIn, plannedFrom, windowFor, type Planned } from './planned.js';
import { RelaxedTimetable } from './relaxed-timetable.js';

export interface DeadlineConflict {
  workPackageId: string;
  /**
   * Limits that together keep the package from finishing by its deadline, beside the plan as it stands: without
   * any one of them it could, and all other limits may hold. Empty where it could as things stand, or where even
   * without all limits the work takes too long.
   */
  limits: Limit[];
  isMeetable: 'AS_THINGS_STAND' | 'WITHOUT_ANY_OF_THE_LIMITS' | 'NEVER';
}

/**
 * For each package that the plan finishes after its deadline or leaves unscheduled though it has one, or for those
 * named, a minimal set of limits in conflict with the deadline. It is found by dropping limits one after another:
 * one that is not needed for the conflict stays dropped, and at the end each of the rest has been seen to be needed.
 */
export function deadlineConflicts(
  problem: Problem,
  plan: Plan,
  workPackageIds?: string[],
): DeadlineConflict[] {
  const planned = plannedFrom(problem, plan);
  const awaiting = new Set(plan.awaiting.map(({ workPackageId }) => workPackageId));
  const wanted = workPackageIds && new Set(workPackageIds);
  return problem.workPackages.flatMap(({ id, deadline }) => {
    if (wanted && !wanted.has(id)) return [];
    const workPackage = packageIn(planned, id);
    if (deadline === undefined || awaiting.has(id) || isInTime(planned, workPackage)) return [];
    return [{ workPackageId: id, ...conflictOf(planned, workPackage) }];
  });
}

function isInTime({ model, timetable }: Planned, workPackage: number): boolean {
  const due = model.packages.deadline[workPackage] as number;
  return (
    due === NO_DAY || (timetable.isPlaced(workPackage) && (timetable.finish[workPackage] as number) <= due)
  );
}

function conflictOf(planned: Planned, workPackage: number): Omit<DeadlineConflict, 'workPackageId'> {
  const { timetable, model } = planned;
  const due = model.packages.deadline[workPackage] as number;
  const own = timetable.isPlaced(workPackage) ? timetable.placementOf(workPackage) : undefined;
  if (own) timetable.remove(workPackage);
  const window = windowFor(planned, workPackage);
  const isMeetableWithout = (limits: ReadonlySet<Limit>) => {
    const latest = limits.has('PHASES') ? due : Math.min(due, window.latestFinish);
    return (
      new RelaxedTimetable(timetable, window, limits).earliestAdmission(workPackage, latest) !== undefined
    );
  };
  try {
    if (isMeetableWithout(new Set())) return { limits: [], isMeetable: 'AS_THINGS_STAND' };
    if (!isMeetableWithout(new Set(LIMITS))) return { limits: [], isMeetable: 'NEVER' };
    const dropped = new Set<Limit>();
    const needed = LIMITS.filter((limit) => {
      dropped.add(limit);
      if (!isMeetableWithout(dropped)) return false;
      dropped.delete(limit);
      return true;
    });
    return { limits: needed, isMeetable: 'WITHOUT_ANY_OF_THE_LIMITS' };
  } finally {
    if (own) timetable.place(own);
  }
}
