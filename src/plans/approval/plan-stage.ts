/** The stages of a plan from proposal to approval, and the legal moves between them: all of them are in one table. */

export const PLAN_STAGES = ['DRAFT', 'PROPOSED', 'APPROVED', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type PlanStage = (typeof PLAN_STAGES)[number];

export const PLAN_ACTS = ['PROPOSE', 'APPROVE_MONEY', 'APPROVE_WORKS', 'WITHDRAW', 'SUPERSEDE'] as const;
export type PlanAct = (typeof PLAN_ACTS)[number];
export type Approval = Extract<PlanAct, 'APPROVE_MONEY' | 'APPROVE_WORKS'>;

/** Where a plan stands: a proposed plan may have one of its two approvals already. */
export type Position = PlanStage | 'MONEY_APPROVED' | 'WORKS_APPROVED';

/** What is done to a plan at each position, and where that takes it. What stands here nowhere is refused. */
export const MOVES: Record<Position, Partial<Record<PlanAct, Position>>> = {
  DRAFT: { PROPOSE: 'PROPOSED' },
  PROPOSED: { APPROVE_MONEY: 'MONEY_APPROVED', APPROVE_WORKS: 'WORKS_APPROVED', WITHDRAW: 'WITHDRAWN' },
  MONEY_APPROVED: { APPROVE_WORKS: 'APPROVED', WITHDRAW: 'WITHDRAWN' },
  WORKS_APPROVED: { APPROVE_MONEY: 'APPROVED', WITHDRAW: 'WITHDRAWN' },
  APPROVED: { WITHDRAW: 'WITHDRAWN', SUPERSEDE: 'SUPERSEDED' },
  SUPERSEDED: {},
  WITHDRAWN: {},
};

/** Stages at which nobody counts on the plan, so that it may be removed. */
export const REMOVABLE: readonly PlanStage[] = ['DRAFT', 'WITHDRAWN'];

/** @param acts what was done to the plan so far */
export function positionOf(stage: PlanStage, acts: readonly PlanAct[]): Position {
  if (stage !== 'PROPOSED') return stage;
  if (acts.includes('APPROVE_MONEY')) return 'MONEY_APPROVED';
  return acts.includes('APPROVE_WORKS') ? 'WORKS_APPROVED' : 'PROPOSED';
}

export function stageOf(position: Position): PlanStage {
  return position === 'MONEY_APPROVED' || position === 'WORKS_APPROVED' ? 'PROPOSED' : position;
}

/** What may be done to a plan there. */
export function legalActs(position: Position): PlanAct[] {
  return PLAN_ACTS.filter((act) => MOVES[position][act] !== undefined);
}
