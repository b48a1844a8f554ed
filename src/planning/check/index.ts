import type { Certificate } from '../certificate.js';
import type { Plan } from '../plan.js';
import type { Problem } from '../problem.js';
import { checkCertificate } from './certificate.js';
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
 * determinism (rule 8) takes two runs, and non-interference (rule 6) two plans: checkNonInterference. With its
 * certificate, the plan's lower bounds are proved again too; without, they are only held against the objectives.
 */
export function checkPlan(problem: Problem, plan: Plan, certificate?: Certificate): Violation[] {
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
  if (certificate && violations.length === 0) checkCertificate(reading, certificate, report);
  return violations;
}
