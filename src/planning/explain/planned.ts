import { dayFrom } from '../calendar.js';
import { compileModel } from '../compile-model.js';
import { NO_DAY, type Model } from '../model.js';
import type { Plan } from '../plan.js';
import type { Problem } from '../problem.js';
import { Timetable } from '../timetable/timetable.js';
import type { PhaseWindow } from './relaxed-timetable.js';

/** A plan as a timetable again, to ask questions of. */
export interface Planned {
  model: Model;
  timetable: Timetable;
  /** Package indices by id. */
  packages: Map<string, number>;
}

/** Throws RangeError where the plan names what the problem does not have. */
export function plannedFrom(problem: Problem, plan: Plan): Planned {
  const model = compileModel(problem);
  const timetable = new Timetable(model);
  const indexOf = (kind: string, list: { id: string }[]) => {
    const indices = new Map(list.map(({ id }, index) => [id, index]));
    return (id: string) => {
      const index = indices.get(id);
      if (index === undefined)
        throw new RangeError(`the plan names a ${kind} "${id}" that the problem has not`);
      return index;
    };
  };
  const packages = new Map(problem.workPackages.map(({ id }, index) => [id, index]));
  const packageOf = indexOf('work package', problem.workPackages);
  const crewOf = indexOf('crew', problem.crews);
  const budgetOf = indexOf('budget', problem.budgets);
  for (const { workPackageId, optionId, crewId, start, finish, costPence, budgetId } of plan.assignments) {
    const workPackage = packageOf(workPackageId);
    const options = problem.workPackages[workPackage]?.options ?? [];
    timetable.place({
      workPackage,
      option: (model.packages.firstOption[workPackage] as number) + indexOf('option', options)(optionId),
      crew: crewOf(crewId),
      start: dayFrom(model.startEpochDay, start),
      finish: dayFrom(model.startEpochDay, finish),
      costPence,
      budget: budgetOf(budgetId),
    });
  }
  return { model, timetable, packages };
}

/** The index of a package by its id; throws RangeError where the problem has none. */
export function packageIn({ packages }: Planned, workPackageId: string): number {
  const workPackage = packages.get(workPackageId);
  if (workPackage === undefined) throw new RangeError(`no work package "${workPackageId}" in the problem`);
  return workPackage;
}

/** The days that rule 6 leaves to a package beside the plan as it stands. */
export function windowFor({ model, timetable }: Planned, workPackage: number): PhaseWindow {
  const window: PhaseWindow = { earliestStart: 0, latestFinish: NO_DAY };
  if (model.problem.rule !== 'STRICT_PHASES') return window;
  if (model.packages.phase[workPackage] === 2) {
    for (const other of model.packagesOfPhase[1]) {
      if (!timetable.isPlaced(other)) continue;
      window.earliestStart = Math.max(window.earliestStart, (timetable.finish[other] as number) + 1);
    }
    return window;
  }
  for (const other of model.packagesOfPhase[2]) {
    if (!timetable.isPlaced(other) || model.problem.workPackages[other]?.pinned) continue;
    window.latestFinish = Math.min(window.latestFinish, (timetable.start[other] as number) - 1);
  }
  return window;
}
