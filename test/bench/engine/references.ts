import type {
  Assignment,
  PhaseNumber,
  PhaseSummary,
  Plan,
  Problem,
  WorkPackage,
} from '../../../src/planning/index.js';
import { summarise } from '../../support/planning/summarise.js';
import { solvePhaseExactly } from '../exact/exact-phase.js';
import { measurePlan } from './measure.js';

const SECONDS_FOR_EACH_RUN = 60;
const LONG_SEARCH_SEEDS = [101, 102];
const LONG_SEARCH_ITERATIONS = 100_000;

/**
 * The best summary that a phase of the problem can have, phase 2 on what phase 1 of the plan leaves; undefined
 * where the solver ran out of time.
 */
export async function optimumOf(
  problem: Problem,
  plan: Plan,
  phase: PhaseNumber,
): Promise<PhaseSummary | undefined> {
  const given = phase === 1 ? [] : phase1Of(problem, plan);
  const exact = await solvePhaseExactly(problem, phase, given, SECONDS_FOR_EACH_RUN);
  if (!exact?.isOptimal) return undefined;
  const workOf = new Map(problem.workPackages.map((work) => [work.id, work]));
  const summaries = summarise(problem, {
    assignments: exact.assignments,
    awaiting: exact.awaiting.map((workPackageId) => ({
      workPackageId,
      on: workOf.get(workPackageId)?.awaitUpgradeOn ?? '',
    })),
    unscheduled: exact.unscheduled.map((workPackageId) => ({ workPackageId, reason: 'HORIZON', detail: '' })),
  }).phases;
  return summaries[phase - 1];
}

/** The best that the plan or long searches with other seeds reach, in phase 2 on what phase 1 of the plan leaves. */
export async function bestKnown(problem: Problem, plan: Plan, phase: PhaseNumber): Promise<PhaseSummary> {
  const searched = phase === 1 ? problem : withPhase1Pinned(problem, plan);
  let best = plan.phases[phase - 1] as PhaseSummary;
  for (const seed of LONG_SEARCH_SEEDS) {
    const { plan: other } = await measurePlan(searched, seed, { iterations: LONG_SEARCH_ITERATIONS });
    const summary = other.phases[phase - 1] as PhaseSummary;
    const late = summary.lateRisk - best.lateRisk;
    if (late < 0 || (late === 0 && summary.objective < best.objective)) best = summary;
  }
  return best;
}

/** The problem with phase 1 decided as in the plan, so that a search has phase 2 alone to plan. */
function withPhase1Pinned(problem: Problem, plan: Plan): Problem {
  const isPhase1 = phase1Test(problem);
  const assignments = new Map(plan.assignments.map((assignment) => [assignment.workPackageId, assignment]));
  const workPackages = problem.workPackages.flatMap((work): WorkPackage[] => {
    if (!isPhase1(work.id)) return [work];
    const assignment = assignments.get(work.id);
    if (!assignment) return [];
    const { optionId, crewId, start, budgetId } = assignment;
    return [{ ...work, budgetIds: [budgetId], pinned: { optionId, crewId, startDay: start } }];
  });
  return { ...problem, workPackages };
}

function phase1Of(problem: Problem, plan: Plan): Assignment[] {
  const isPhase1 = phase1Test(problem);
  return plan.assignments.filter(({ workPackageId }) => isPhase1(workPackageId));
}

function phase1Test(problem: Problem): (workPackageId: string) => boolean {
  const sensitive = new Set(problem.sites.filter((site) => site.sensitive).map(({ id }) => id));
  const works = problem.workPackages.filter(({ siteId }) => sensitive.has(siteId));
  const ids = new Set(works.map(({ id }) => id));
  return (workPackageId) => ids.has(workPackageId);
}
