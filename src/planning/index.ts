/** The planning engine, as the rest of the house sees it. */
export * from './problem.js';
export * from './plan.js';
export type * from './certificate.js';
export {
  WorkingDays,
  daySpansOf,
  epochDayOf,
  isoDateOf,
  isoWeekdayOf,
  type Day,
  type DaySpan,
} from './calendar.js';
export { checkNonInterference, checkPlan, type Violation } from './check/index.js';
export { parseProblem, type ParsedProblem } from './parse/parse-problem.js';
export { planProblem, type PlanningOptions, type PlanningProgress, type PlanningResult } from './planner.js';
export {
  deadlineConflicts,
  relaxationsFor,
  whyMoved,
  whyNotEarlier,
  worthOfMore,
  type DeadlineConflict,
  type EarlierStart,
  type Move,
  type MoveReason,
  type Relaxation,
  type Worth,
} from './explain/index.js';
export { TooManyMoves } from './replan/keep-former.js';
export { keepPins, type WantedPin } from './replan/keep-pins.js';
export { pinWhatStays } from './replan/pin-what-stays.js';
export type { FormerPlan } from './replan/untouched.js';
