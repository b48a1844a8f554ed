/** The plan document: what the planner answers. Every work package is in exactly one of its three lists. */
import type { IsoDate, PhaseNumber } from './problem.js';

export const UNSCHEDULED_REASONS = [
  'NO_ELIGIBLE_CREW',
  'BUDGET_EXHAUSTED',
  'SUPPLY_EXHAUSTED',
  'NO_WINDOW',
  'PHASE_BLOCKED',
  'HORIZON',
] as const;
export type UnscheduledReason = (typeof UNSCHEDULED_REASONS)[number];

export interface Assignment {
  workPackageId: string;
  optionId: string;
  crewId: string;
  start: IsoDate;
  finish: IsoDate;
  /** The option's cost plus the crew's day rate for each working day, in pence. */
  costPence: number;
  budgetId: string;
}

/** A phase 2 work package left to a replacement that is already scheduled outside the programme. */
export interface Awaiting {
  workPackageId: string;
  on: IsoDate;
}

export interface Unscheduled {
  workPackageId: string;
  /** Names a rule without which the package could be added to the finished plan. */
  reason: UnscheduledReason;
  detail: string;
}

export interface PhaseSummary {
  phase: PhaseNumber;
  /** Risk of the packages that finish after their deadline, or are unscheduled though they have one. */
  lateRisk: number;
  /** Risk-days: risk × calendar days from plan start to finish, both included. */
  exposure: number;
  costPence: number;
  /** penceForRiskDay × exposure + costPence. */
  objective: number;
  /** No plan of this phase has an objective below this. */
  lowerBound: number;
  /** (objective − lowerBound) / objective; 0 where the objective is 0. */
  gap: number;
  firstStart: IsoDate | null;
  lastFinish: IsoDate | null;
}

export interface Plan {
  assignments: Assignment[];
  awaiting: Awaiting[];
  unscheduled: Unscheduled[];
  phases: [PhaseSummary, PhaseSummary];
}
