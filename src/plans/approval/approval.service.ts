import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { currentCaller } from '../../access/caller.js';
import { Transactions } from '../../platform/database/transactions.js';
import { NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { Plan } from '../plan.entity.js';
import { Scenario } from '../scenarios/scenario.entity.js';
import { IllegalMove, NotProposable, OwnProposal, PlanStale, SameApprover } from './approval.errors.js';
import { approvalArguments, proposalArguments, withdrawalArguments } from './approval.input.js';
import { Baselines } from './baselines.service.js';
import { countChanges } from './compare-inputs.js';
import { MOVES, positionOf, stageOf, type Approval, type PlanAct, type Position } from './plan-stage.js';
import { StageChanges } from './stage-changes.service.js';
import { PlanStaleness } from './staleness.service.js';

/** What a caller asks to be done. */
interface Wish {
  /** The mutation, for the audit. */
  action: string;
  act: PlanAct;
  comment: string | null;
  acceptedStale?: boolean;
}

const ACTIONS = { APPROVE_MONEY: 'approvePlanMoney', APPROVE_WORKS: 'approvePlanWorks' } as const;

/** Takes plans from draft to approval: one person proposes, a second approves the money, a third the works. */
@Injectable()
export class PlanApproval {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly changes: StageChanges,
    private readonly staleness: PlanStaleness,
    private readonly baselines: Baselines,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws {NotFound} {IllegalMove}
   * @throws {NotProposable} for a plan that is not completed, or is a scenario's
   */
  propose(planId: number, input: unknown): Promise<Plan> {
    const { comment } = readInput(proposalArguments, input, '');
    return this.move(planId, { action: 'proposePlan', act: 'PROPOSE', comment });
  }

  /**
   * Gives one of the two approvals; with the second the plan is in force.
   *
   * @throws {NotFound} {IllegalMove} {OwnProposal} {SameApprover} {PlanStale} {OverlappingPlan} {BudgetOverdrawn}
   */
  async approve(planId: number, act: Approval, input: unknown): Promise<Plan> {
    const { comment, acceptStale } = readInput(approvalArguments, input, '');
    const { manager } = this.dataSource;
    const plan = await manager.findOneBy(Plan, { id: planId });
    if (!plan) throw notFound();
    await this.nextPosition(manager, plan, act);
    // Read before the transaction, because it takes long to read an estate and the approval holds locks. A change of
    // the estate that commits in between slips through, as one just after the approval would: the plan then shows as
    // stale the next time that anybody asks. Budgets do not slip: they are locked, and read anew.
    const staleness = await this.staleness.of(plan);
    const isStale = staleness === null || staleness.isStale;
    if (isStale && !acceptStale) throw new PlanStale(planId, countChanges(staleness?.changes ?? []));
    return this.move(planId, { action: ACTIONS[act], act, comment, acceptedStale: isStale });
  }

  /**
   * Takes a plan back, and gives its money back if it was approved, but for what is ordered or under way.
   *
   * @throws {NotFound} {IllegalMove}
   */
  withdraw(planId: number, input: unknown): Promise<Plan> {
    const { comment } = readInput(withdrawalArguments, input, '');
    return this.move(planId, { action: 'withdrawPlan', act: 'WITHDRAW', comment });
  }

  private move(planId: number, { action, act, comment, acceptedStale }: Wish): Promise<Plan> {
    return this.transactions.run(async (manager) => {
      const plan = await manager.findOne(Plan, {
        where: { id: planId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!plan) throw notFound();
      const position = await this.nextPosition(manager, plan, act);
      const to = stageOf(position);
      if (to === 'APPROVED') await this.baselines.enact(manager, plan);
      if (to === 'WITHDRAWN' && plan.stage === 'APPROVED') await this.baselines.revoke(manager, plan);
      await this.changes.record(manager, plan, { act, to, comment, ...(acceptedStale && { acceptedStale }) });
      await this.audit.record(manager, {
        ...{ action, subjectType: 'Plan', subjectId: String(planId), organisationId: plan.organisationId },
        reason: comment,
        before: { stage: plan.stage },
        after: { stage: to, act, ...(acceptedStale && { acceptedStale }) },
      });
      return manager.findOneByOrFail(Plan, { id: planId });
    });
  }

  /** Where the act takes the plan. @throws what keeps the caller from it */
  private async nextPosition(manager: EntityManager, plan: Plan, act: PlanAct): Promise<Position> {
    const changes = await this.changes.ofPlan(manager, plan.id);
    const position = positionOf(
      plan.stage,
      changes.map((change) => change.act),
    );
    const next = MOVES[position][act];
    if (!next) throw new IllegalMove(plan.id, position, act);
    if (act === 'PROPOSE') await refuseUnproposable(manager, plan);
    if (act === 'APPROVE_MONEY' || act === 'APPROVE_WORKS') {
      const { subject } = currentCaller();
      const isOwn = (...acts: PlanAct[]) =>
        changes.some((made) => made.by === subject && acts.includes(made.act));
      if (isOwn('PROPOSE')) throw new OwnProposal(plan.id);
      if (isOwn('APPROVE_MONEY', 'APPROVE_WORKS')) throw new SameApprover(plan.id);
    }
    return next;
  }
}

async function refuseUnproposable(manager: EntityManager, { id, status }: Plan): Promise<void> {
  if (status !== 'COMPLETED') throw new NotProposable(id, `it is ${status}, not COMPLETED.`);
  if (await manager.existsBy(Scenario, { planId: id })) {
    throw new NotProposable(id, 'it is of a scenario, not of the estate as it is.');
  }
}

function notFound(): NotFound {
  return new NotFound('plan of that id', 'id');
}
