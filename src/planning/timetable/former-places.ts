import { dayFrom } from '../calendar.js';
import type { Model, ModelCrew, Placement } from '../model.js';
import type { Assignment } from '../plan.js';
import { UNPLACED, type Timetable } from './timetable.js';

/** The package had a place, but its option or its crew is no longer there. */
const GONE = -2;

/** Where packages stood in a plan before this one. What is planned anew moves no more of them than it must. */
export class FormerPlaces {
  private readonly option: Int32Array;
  private readonly crew: Int32Array;
  private readonly start: Int32Array;
  /** What paid for it, -1 where that may not any longer. */
  private readonly budget: Int32Array;

  /** Passed over are packages that the model does not have, and pinned ones: where they stand is not for a plan to say. */
  constructor(
    private readonly model: Model,
    assignments: readonly Assignment[],
  ) {
    const { count, firstOption } = model.packages;
    this.option = new Int32Array(count).fill(UNPLACED);
    this.crew = new Int32Array(count);
    this.start = new Int32Array(count);
    this.budget = new Int32Array(count).fill(-1);
    const budgets = new Map(model.problem.budgets.map(({ id }, index) => [id, index]));
    const crews = new Map(model.problem.crews.map(({ id }, index) => [id, index]));
    const former = new Map(assignments.map((assignment) => [assignment.workPackageId, assignment]));
    model.problem.workPackages.forEach(({ id, options, pinned, budgetIds }, workPackage) => {
      const assignment = former.get(id);
      if (!assignment || pinned) return;
      const at = options.findIndex((option) => option.id === assignment.optionId);
      const crew = crews.get(assignment.crewId);
      this.option[workPackage] =
        at < 0 || crew === undefined ? GONE : (firstOption[workPackage] as number) + at;
      this.crew[workPackage] = crew ?? 0;
      this.start[workPackage] = dayFrom(model.startEpochDay, assignment.start);
      if (budgetIds.includes(assignment.budgetId)) {
        this.budget[workPackage] = budgets.get(assignment.budgetId) ?? -1;
      }
    });
  }

  /** Whether a package that had a place has another one now, or none. */
  isMoved(timetable: Timetable, workPackage: number): boolean {
    const option = this.option[workPackage] as number;
    if (option === UNPLACED) return false;
    return (
      timetable.option[workPackage] !== option ||
      timetable.crew[workPackage] !== this.crew[workPackage] ||
      timetable.start[workPackage] !== this.start[workPackage]
    );
  }

  /** Those that had a place which may still be had, by their former start. */
  inOrder(packages: Iterable<number>): number[] {
    return Array.from(packages)
      .filter((workPackage) => (this.option[workPackage] as number) >= 0)
      .sort((a, b) => (this.start[a] as number) - (this.start[b] as number) || a - b);
  }

  /**
   * The former place of a package that is not placed, where rules 1 to 6 leave it free beside what is placed: paid as
   * before, if that can be, so that what was left out for want of money stays left out.
   */
  freePlaceOf(timetable: Timetable, workPackage: number): Placement | undefined {
    const option = this.option[workPackage] as number;
    const crew = this.crew[workPackage] as number;
    const start = this.start[workPackage] as number;
    if (option < 0 || start < 0) return undefined;
    const { crewClass } = this.model.crews[crew] as ModelCrew;
    const eligible = this.model.eligible[this.model.packages.demand[workPackage] as number] as Int32Array;
    if (!eligible.includes(crewClass)) return undefined;
    if (!timetable.firstFit(option, crew, start, this.model.horizon - 1)) return undefined;
    if (timetable.foundStart !== start) return undefined;
    const { foundFinish, foundBudget, foundCostPence } = timetable;
    const budget = this.budget[workPackage] as number;
    const paid = this.model.budgets[budget];
    const isPaid =
      paid !== undefined &&
      paid.from <= foundFinish &&
      foundFinish <= paid.to &&
      (timetable.budgetLeft[budget] as number) >= foundCostPence;
    return {
      ...{ workPackage, option, crew, start },
      ...{ finish: foundFinish, budget: isPaid ? budget : foundBudget, costPence: foundCostPence },
    };
  }

  /** Whether placed work takes the crew, or is at the site, at which another package stood, and not before it. */
  isInTheWay(timetable: Timetable, workPackage: number, of: number): boolean {
    if (!timetable.isPlaced(workPackage)) return false;
    const { site } = this.model.packages;
    const isNear = timetable.crew[workPackage] === this.crew[of] || site[workPackage] === site[of];
    return isNear && (timetable.finish[workPackage] as number) >= (this.start[of] as number);
  }
}
