import type { CrewClass, Model } from '../model.js';
import type { UnscheduledReason } from '../plan.js';
import type { Timetable } from '../timetable/timetable.js';
import { RelaxedTimetable, type PhaseWindow } from './relaxed-timetable.js';

/** Asked in this order, so that the plainest cause is named where several would do. */
const ORDER: UnscheduledReason[] = [
  'BUDGET_EXHAUSTED',
  'SUPPLY_EXHAUSTED',
  'PHASE_BLOCKED',
  'NO_WINDOW',
  'HORIZON',
  'NO_ELIGIBLE_CREW',
];

/** The same for a package that no crew could ever do: that is the plain cause, then. */
const ORDER_WITHOUT_CREW: UnscheduledReason[] = ['NO_ELIGIBLE_CREW', ...ORDER.slice(0, -1)];

/** Why a package is unscheduled: a smallest set of rules without which it would fit. */
export interface UnscheduledCause {
  workPackage: number;
  /** Never empty; the first one is the reason of the plan. */
  reasons: UnscheduledReason[];
  /** False where it would not fit without all of the rules either. */
  isAdmitting: boolean;
}

/**
 * Finds why each of some unscheduled packages cannot be added to a timetable, by trying: the rules are waived
 * one at a time, then two, and so on, and the package is tried in the plan as it stands.
 */
export function causesOf(
  timetable: Timetable,
  unscheduled: Int32Array,
  window: PhaseWindow,
): UnscheduledCause[] {
  const withCrew = unscheduled.filter((workPackage) => hasCrew(timetable.model, workPackage));
  const withoutCrew = unscheduled.filter((workPackage) => !hasCrew(timetable.model, workPackage));
  return [
    ...causesInOrder(timetable, withCrew, window, ORDER),
    ...causesInOrder(timetable, withoutCrew, window, ORDER_WITHOUT_CREW),
  ];
}

function causesInOrder(
  timetable: Timetable,
  unscheduled: Int32Array,
  window: PhaseWindow,
  order: UnscheduledReason[],
): UnscheduledCause[] {
  const causes: UnscheduledCause[] = [];
  let open = unscheduled;
  const explain = (reasons: UnscheduledReason[]) => {
    if (open.length === 0) return;
    const relaxed = RelaxedTimetable.withoutReasons(timetable, window, reasons);
    open = open.filter((workPackage) => {
      if (!relaxed.admits(workPackage)) return true;
      causes.push({ workPackage, reasons, isAdmitting: true });
      return false;
    });
  };
  for (const reason of order) explain([reason]);
  if (open.length === 0) return causes;

  const withoutRules = RelaxedTimetable.withoutReasons(timetable, window, order);
  open = open.filter((workPackage) => {
    if (withoutRules.admits(workPackage)) return true;
    causes.push({ workPackage, reasons: [order[0] as UnscheduledReason], isAdmitting: false });
    return false;
  });
  for (let size = 2; size <= order.length; size += 1) {
    for (const reasons of subsetsOf(order, size)) explain(reasons);
  }
  return causes;
}

/** Whether some crew of the region and the clearance has a working day in the horizon. */
function hasCrew(model: Model, workPackage: number): boolean {
  const classes = model.eligible[model.packages.demand[workPackage] as number] as Int32Array;
  return classes.some((index) => {
    const { calendar } = model.crewClasses[index] as CrewClass;
    return calendar.rankFrom(0) < calendar.days.length;
  });
}

function* subsetsOf<T>(all: T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= all.length - size; at += 1) {
    for (const rest of subsetsOf(all, size - 1, at + 1)) yield [all[at] as T, ...rest];
  }
}

/** The sentence that goes with a reason in the plan. */
export function detailOf({ reasons, isAdmitting }: UnscheduledCause): string {
  const [first, ...others] = reasons.map((reason) => SENTENCES[reason]) as [string, ...string[]];
  if (!isAdmitting) return 'No crew could do it in any time, even if no other rule stood in the way.';
  if (others.length === 0) return `${first}.`;
  return `${first}. Besides, ${others.map(lowerFirst).join(', and ')}.`;
}

const SENTENCES: Record<UnscheduledReason, string> = {
  NO_ELIGIBLE_CREW: 'No crew has the region and the clearance that the site needs in its time of service',
  BUDGET_EXHAUSTED: 'None of its budgets has the money left on a day on which the work could finish',
  SUPPLY_EXHAUSTED: 'No vendor of its options has the units left in a month in which the work could start',
  PHASE_BLOCKED: 'Phase 1 ends too late to leave room for it in phase 2',
  NO_WINDOW:
    'Closures of the site, its limit on crews, and the leave and work of the crews leave no window that is long enough',
  HORIZON: 'Lead time and the end of the horizon leave too few days for it',
};

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
