import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actAs, systemCaller } from '../../access/caller.js';
import { Audit } from '../../access/audit/audit.service.js';
import { CoreNetworkService } from '../../policy/core-network.service.js';
import { reaches, unconfined } from '../../platform/database/confinement/scope.js';
import { Outbox } from '../../platform/queue/outbox.service.js';
import { Plan } from '../plan.entity.js';
import { OverlappingPlan } from './approval.errors.js';
import { Commitments } from './commitments.service.js';
import { PlanApprovalTurn } from './approval-turn.entity.js';
import { StageChanges } from './stage-changes.service.js';

/**
 * What comes into force with the second approval. The rows of a plan are its baseline: they are written once, when it
 * is computed, and nothing changes them.
 */
@Injectable()
export class Baselines {
  constructor(
    private readonly commitments: Commitments,
    private readonly changes: StageChanges,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly coreNetwork: CoreNetworkService,
  ) {}

  /**
   * The one place at which a plan is approved for good, in the transaction that says so: it takes the place of the plan
   * that was approved for the same body before, commits its budgets, and asks for its work orders.
   *
   * @param plan locked
   * @throws {OverlappingPlan} {BudgetOverdrawn}
   */
  async enact(manager: EntityManager, plan: Plan): Promise<void> {
    // Before the turn is taken, which nobody else gets until the end: every device in scope is looked at.
    const coreNetworkViolations = await this.countViolations(manager, plan);
    await manager.findOneOrFail(PlanApprovalTurn, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
    const superseded = await this.replaceOthers(manager, plan);
    await this.commitments.commit(manager, plan.id, superseded);
    await manager.update(Plan, { id: plan.id }, { coreNetworkViolations });
    await this.outbox.add(manager, 'works.issue', { planId: plan.id });
  }

  /** All that there are, whoever approves. */
  private async countViolations(manager: EntityManager, { organisationId }: Plan): Promise<number> {
    const { known } = await actAs(systemCaller('approval'), () =>
      this.coreNetwork.find(organisationId, { manager }),
    );
    return known.length;
  }

  /** Takes a plan out of force that was approved. What is ordered or under way keeps its money. */
  revoke(manager: EntityManager, { id }: Plan): Promise<void> {
    return this.commitments.release(manager, id);
  }

  /** @returns the plans whose place it takes */
  private async replaceOthers(manager: EntityManager, plan: Plan): Promise<number[]> {
    // A plan of the whole estate stands in the way of a body's plan, whose approver need not see it.
    const inForce = await unconfined(() =>
      manager.find(Plan, { where: { stage: 'APPROVED' }, order: { id: 'ASC' } }),
    );
    const overlapping = inForce.filter(
      ({ organisationId: body }) =>
        body === null || plan.organisationId === null || body === plan.organisationId,
    );
    const others = overlapping.filter(({ organisationId }) => organisationId !== plan.organisationId);
    if (others.length > 0) {
      throw new OverlappingPlan(
        others.filter(({ organisationId }) => reaches(organisationId)).map(({ id }) => id),
      );
    }
    const superseded: number[] = [];
    for (const { id } of overlapping) {
      // One by one and by its id, so that no plan is waited for that somebody else is about to approve.
      const old = await manager.findOneOrFail(Plan, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (old.stage !== 'APPROVED') continue;
      const comment = `Plan ${plan.id} was approved in its place.`;
      await this.changes.record(manager, old, { act: 'SUPERSEDE', to: 'SUPERSEDED', comment });
      await this.audit.record(manager, {
        ...{ action: 'supersedePlan', subjectType: 'Plan', subjectId: String(old.id) },
        ...{ organisationId: old.organisationId, reason: comment },
        before: { stage: 'APPROVED' },
        after: { stage: 'SUPERSEDED' },
      });
      superseded.push(old.id);
    }
    return superseded;
  }
}
