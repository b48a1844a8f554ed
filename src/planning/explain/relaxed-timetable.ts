import type { Day } from '../calendar.js';
import { compileModel } from '../compile-model.js';
import { NO_DAY, type CrewClass, type Model, type Placement } from '../model.js';
import type { UnscheduledReason } from '../plan.js';
import { Timetable } from '../timetable/timetable.js';
import { LIMITS_OF_REASON, withoutLimits, type Limit } from './limits.js';

/** The days that rule 6 leaves to a package that would be added. */
export interface PhaseWindow {
  earliestStart: Day;
  latestFinish: Day;
}

/** A timetable with the same work as another, in which some limits do not hold. */
export class RelaxedTimetable {
  readonly timetable: Timetable;
  private readonly latestFinish: Day;

  constructor(
    given: Timetable,
    window: PhaseWindow,
    limits: ReadonlySet<Limit>,
    /** By default the given problem without the limits. */
    problem = withoutLimits(given.model.problem, limits),
  ) {
    this.timetable = new Timetable(compileModel(problem));
    this.timetable.earliestDay = limits.has('PHASES') ? 0 : window.earliestStart;
    this.latestFinish = limits.has('PHASES') ? NO_DAY : window.latestFinish;
    for (let workPackage = 0; workPackage < given.model.packages.count; workPackage += 1) {
      if (given.isPlaced(workPackage)) {
        this.timetable.placeSpan(given.placementOf(workPackage), !limits.has('OTHER_WORK'));
      }
    }
  }

  static withoutReasons(
    given: Timetable,
    window: PhaseWindow,
    reasons: UnscheduledReason[],
  ): RelaxedTimetable {
    return new RelaxedTimetable(
      given,
      window,
      new Set(reasons.flatMap((reason) => LIMITS_OF_REASON[reason])),
    );
  }

  admits(workPackage: number): boolean {
    return this.firstAdmission(workPackage, this.latestFinish) !== undefined;
  }

  /** The placement of a package that finishes first, no later than a day; undefined where it fits nowhere. */
  earliestAdmission(workPackage: number, latestFinish = this.latestFinish): Placement | undefined {
    let best: Placement | undefined;
    for (;;) {
      const next = this.firstAdmission(workPackage, best ? best.finish - 1 : latestFinish);
      if (!next) return best;
      best = next;
    }
  }

  /** A placement of one option from a day on; undefined where there is none. */
  admissionFrom(workPackage: number, option: number, from: Day): Placement | undefined {
    return this.fitOf(workPackage, option, from, this.latestFinish);
  }

  private firstAdmission(workPackage: number, latestFinish: Day): Placement | undefined {
    const { firstOption } = this.timetable.model.packages;
    const end = firstOption[workPackage + 1] as number;
    for (let option = firstOption[workPackage] as number; option < end; option += 1) {
      const placement = this.fitOf(workPackage, option, 0, latestFinish);
      if (placement) return placement;
    }
    return undefined;
  }

  private fitOf(workPackage: number, option: number, from: Day, latestFinish: Day): Placement | undefined {
    const { timetable } = this;
    const { model } = timetable;
    for (const crew of crewsOf(model, model.packages.demand[workPackage] as number)) {
      if (!timetable.firstFit(option, crew, from, latestFinish)) continue;
      const {
        foundStart: start,
        foundFinish: finish,
        foundCostPence: costPence,
        foundBudget: budget,
      } = timetable;
      return { workPackage, option, crew, start, finish, costPence, budget };
    }
    return undefined;
  }
}

function* crewsOf(model: Model, demand: number): Generator<number> {
  for (const index of model.eligible[demand] as Int32Array) {
    yield* (model.crewClasses[index] as CrewClass).crews;
  }
}
