/** The planning engine, as the rest of the house sees it. */
export * from './problem.js';
export * from './plan.js';
export type * from './certificate.js';
export { checkNonInterference, checkPlan, type Violation } from './check/index.js';
export { parseProblem, type ParsedProblem } from './parse/parse-problem.js';
export { planProblem, type PlanningOptions, type PlanningProgress, type PlanningResult } from './planner.js';
export {
  deadlineConflicts,
  relaxationsFor,
  whyNotEarlier,
  worthOfMore,
  type DeadlineConflict,
  type EarlierStart,
  type Relaxation,
  type Worth,
} from './explain/index.js';
