import type { Plan } from '../plan.js';
import type { Problem } from '../problem.js';
import { checkLists } from './lists.js';
import { checkMaximality } from './maximality.js';
import { read } from './reading.js';
import { checkResources } from './resources.js';
import { checkSummaries } from './summaries.js';
import type { Violation } from './violation.js';
import { checkWork } from './work.js';

export { checkNonInterference } from './interference.js';
export { CHECKED_RULES, type CheckedRule, type Violation } from './violation.js';

/**
 * Everything in which a plan breaks the planning model; an empty list accepts it. The problem must be one that
 * parseProblem accepts. It shares nothing with the planner but the document types, and looks at one plan only:
 * determinism (rule 8) takes two runs, and non-interference (rule 6) two plans: checkNonInterference.
 */
export function checkPlan(problem: Problem, plan: Plan): Violation[] {
  const violations: Violation[] = [];
  const report = (rule: Violation['rule'], path: string, message: string) => {
    violations.push({ rule, path, message });
  };
  const reading = read(problem, plan);
  checkLists(reading, report);
  checkWork(reading, report);
  checkResources(reading, report);
  if (violations.length === 0) checkMaximality(reading, report);
  checkSummaries(reading, report);
  return violations;
}
