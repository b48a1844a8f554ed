import type { Plan } from '../plan.js';
import type { Violation } from './violation.js';

/**
 * Rule 6 under FILL_IDLE_CAPACITY: the phase 1 part of the plan of a whole problem is, entry for entry, the plan
 * of the same problem without its phase 2 work packages, both made with the same seed and iteration limit. Holds
 * for problems without pins in phase 2: those keep their place whatever phase 1 would do there (rule 7).
 */
export function checkNonInterference(planOfWhole: Plan, planWithoutPhase2: Plan): Violation[] {
  const alone = new Set(
    [planWithoutPhase2.assignments, planWithoutPhase2.awaiting, planWithoutPhase2.unscheduled].flatMap(
      (list) => list.map(({ workPackageId }) => workPackageId),
    ),
  );
  const violations: Violation[] = [];
  const compare = (path: string, whole: unknown, without: unknown) => {
    const got = JSON.stringify(whole);
    const expected = JSON.stringify(without);
    if (got === expected) return;
    violations.push({
      rule: 'PHASES',
      path,
      message: `phase 2 changed phase 1: expected ${expected}, but got ${got}`,
    });
  };
  for (const list of ['assignments', 'awaiting', 'unscheduled'] as const) {
    const ofPhase1 = planOfWhole[list].filter(({ workPackageId }) => alone.has(workPackageId));
    const length = Math.max(ofPhase1.length, planWithoutPhase2[list].length);
    for (let index = 0; index < length; index += 1) {
      compare(`${list}[${index} of phase 1]`, ofPhase1[index], planWithoutPhase2[list][index]);
    }
  }
  compare('phases[0]', planOfWhole.phases[0], planWithoutPhase2.phases[0]);
  return violations;
}
