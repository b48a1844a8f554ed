import type { PhaseSummary, Plan } from '../plan.js';
import type { Problem } from '../problem.js';

/** A few lines for people: what was planned, and how good it is at worst. */
export function describePlan(problem: Problem, plan: Plan): string {
  const counts = [
    `${plan.assignments.length} of ${problem.workPackages.length} work packages scheduled`,
    `${plan.awaiting.length} await an upgrade`,
    `${plan.unscheduled.length} could not be scheduled`,
  ];
  return [counts.join(', '), ...plan.phases.map(describePhase)].map((line) => `${line}\n`).join('');
}

function describePhase(summary: PhaseSummary): string {
  const { phase, firstStart, lastFinish, exposure, costPence, lateRisk, gap } = summary;
  const when = firstStart === null ? 'nothing scheduled' : `${firstStart} to ${lastFinish}`;
  const pounds = (costPence / 100).toFixed(2);
  const quality = `no plan is better by more than ${(100 * gap).toFixed(2)} %`;
  return `phase ${phase}: ${when}, ${exposure.toFixed(2)} risk-days, £${pounds}, late risk ${lateRisk.toFixed(2)}, ${quality}`;
}
