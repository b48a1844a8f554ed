import { differenceInCalendarDays, parseISO } from 'date-fns';
import type { PhaseSummary, Plan } from '../../../src/planning/plan.js';
import type { Problem } from '../../../src/planning/problem.js';

/** The three lists with the summaries that belong to them, the bounds as low as can be. Needs known packages. */
export function summarise(problem: Problem, lists: Omit<Plan, 'phases'>): Plan {
  return { ...lists, phases: [summaryOf(problem, lists, 1), summaryOf(problem, lists, 2)] };
}

function summaryOf(problem: Problem, lists: Omit<Plan, 'phases'>, phase: 1 | 2): PhaseSummary {
  const workOf = (id: string) => problem.workPackages.find((work) => work.id === id);
  const isOfPhase = ({ workPackageId }: { workPackageId: string }) => {
    const site = problem.sites.find(({ id }) => id === workOf(workPackageId)?.siteId);
    return site !== undefined && (site.sensitive ? 1 : 2) === phase;
  };
  const assignments = lists.assignments.filter(isOfPhase);
  const awaiting = lists.awaiting.filter(isOfPhase);
  const unscheduled = lists.unscheduled.filter(isOfPhase);
  const exposureOf = (id: string, until: string) =>
    (workOf(id)?.risk ?? NaN) * (differenceInCalendarDays(parseISO(until), parseISO(problem.start)) + 1);
  const late = [
    ...assignments.filter(
      ({ workPackageId, finish }) => finish > (workOf(workPackageId)?.deadline ?? '9999'),
    ),
    ...unscheduled.filter(({ workPackageId }) => workOf(workPackageId)?.deadline !== undefined),
  ];
  const exposure = sum([
    ...assignments.map(({ workPackageId, finish }) => exposureOf(workPackageId, finish)),
    ...awaiting.map(({ workPackageId, on }) => exposureOf(workPackageId, on)),
    ...unscheduled.map(({ workPackageId }) => exposureOf(workPackageId, problem.end)),
  ]);
  const costPence = sum(assignments.map((assignment) => assignment.costPence));
  const objective = problem.penceForRiskDay * exposure + costPence;
  return {
    phase,
    lateRisk: sum(late.map(({ workPackageId }) => workOf(workPackageId)?.risk ?? NaN)),
    exposure,
    costPence,
    objective,
    lowerBound: 0,
    gap: objective === 0 ? 0 : 1,
    firstStart: assignments.map(({ start }) => start).sort()[0] ?? null,
    lastFinish:
      assignments
        .map(({ finish }) => finish)
        .sort()
        .at(-1) ?? null,
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
