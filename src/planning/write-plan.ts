import { isoDateOf, type Day } from './calendar.js';
import { detailOf, type UnscheduledCause } from './explain/reasons.js';
import type { Model } from './model.js';
import type { Assignment, PhaseSummary, Plan } from './plan.js';
import type { Option, PhaseNumber, WorkPackage } from './problem.js';
import { provedGap } from './proved-gap.js';
import type { Draft } from './timetable/draft.js';

/** A finished phase and what is proved of it. */
export interface FinishedPhase {
  draft: Draft;
  /** In pence. */
  lowerBound: number;
  causes: UnscheduledCause[];
}

/** The plan document of two finished phases over one timetable, its lists in the order of the problem's packages. */
export function writePlan(model: Model, phases: Record<PhaseNumber, FinishedPhase>): Plan {
  const plan: Plan = {
    assignments: [],
    awaiting: [],
    unscheduled: [],
    phases: [summaryOf(model, 1, phases[1]), summaryOf(model, 2, phases[2])],
  };
  const dateOf = datesOf(model);
  const causes = new Map(
    [...phases[1].causes, ...phases[2].causes].map((cause) => [cause.workPackage, cause]),
  );
  model.problem.workPackages.forEach((work, workPackage) => {
    const { draft } = phases[model.packages.phase[workPackage] as PhaseNumber];
    const cause = causes.get(workPackage);
    if (draft.timetable.isPlaced(workPackage)) {
      plan.assignments.push(assignmentOf(draft, work, workPackage, dateOf));
    } else if (draft.awaiting[workPackage] === 1) {
      plan.awaiting.push({ workPackageId: work.id, on: work.awaitUpgradeOn as string });
    } else if (cause) {
      plan.unscheduled.push({
        workPackageId: work.id,
        reason: cause.reasons[0] as UnscheduledCause['reasons'][number],
        detail: detailOf(cause),
      });
    }
  });
  return plan;
}

/** Writes each date once, however many packages share it. */
function datesOf(model: Model): (day: Day) => string {
  const known = new Map<Day, string>();
  return (day) => {
    const date = known.get(day) ?? isoDateOf(model.startEpochDay + day);
    known.set(day, date);
    return date;
  };
}

function assignmentOf(
  { timetable, model }: Draft,
  work: WorkPackage,
  workPackage: number,
  dateOf: (day: Day) => string,
): Assignment {
  const { option, crew, start, finish, costPence, budget } = timetable.placementOf(workPackage);
  const at = option - (model.packages.firstOption[workPackage] as number);
  return {
    workPackageId: work.id,
    optionId: (work.options[at] as Option).id,
    crewId: model.problem.crews[crew]?.id ?? '',
    start: dateOf(start),
    finish: dateOf(finish),
    costPence,
    budgetId: model.problem.budgets[budget]?.id ?? '',
  };
}

function summaryOf(model: Model, phase: PhaseNumber, { draft, lowerBound }: FinishedPhase): PhaseSummary {
  const { timetable, packages } = draft;
  let firstStart = Infinity;
  let lastFinish = -Infinity;
  for (const workPackage of packages) {
    if (!timetable.isPlaced(workPackage)) continue;
    firstStart = Math.min(firstStart, timetable.start[workPackage] as number);
    lastFinish = Math.max(lastFinish, timetable.finish[workPackage] as number);
  }
  const date = (day: Day) => (Number.isFinite(day) ? isoDateOf(model.startEpochDay + day) : null);
  // From exact integers, each divided once, so that every machine writes the same digits.
  const exposure = draft.exposureHundredths / 100;
  const objective = draft.objective / 100;
  return {
    phase,
    lateRisk: draft.lateHundredths / 100,
    exposure,
    costPence: draft.costPence,
    objective,
    ...provedGap(objective, lowerBound),
    firstStart: date(firstStart),
    lastFinish: date(lastFinish),
  };
}
