import { Refusal } from '../../platform/errors.js';
import type { InputChangeCount } from './compare-inputs.js';
import { legalActs, stageOf, type PlanAct, type Position } from './plan-stage.js';

const PATH = 'id';

/** What may not be done to a plan where it stands. */
export class IllegalMove extends Refusal {
  constructor(planId: number, position: Position, wanted: PlanAct | 'REMOVE') {
    const legal = legalActs(position);
    const approved = {
      MONEY_APPROVED: ' with its money approved',
      WORKS_APPROVED: ' with its works approved',
    };
    const where = stageOf(position) + (approved[position as keyof typeof approved] ?? '');
    const what = legal.length > 0 ? `what may be done is ${legal.join(', ')}` : 'nothing may be done to it';
    super('ILLEGAL_MOVE', `Plan ${planId} is ${where}, so ${wanted} is not possible: ${what}.`, [
      { path: PATH, message: `expected one of: ${legal.join(', ') || 'none'}` },
    ]);
  }
}

/** A plan that cannot be carried out as it is, so that there is nothing to propose. */
export class NotProposable extends Refusal {
  constructor(planId: number, why: string) {
    super('PLAN_NOT_PROPOSABLE', `Plan ${planId} cannot be proposed: ${why}`, [{ path: PATH, message: why }]);
  }
}

/** Nobody approves what they have proposed. */
export class OwnProposal extends Refusal {
  constructor(planId: number) {
    super(
      'OWN_PROPOSAL',
      `You proposed plan ${planId} yourself: somebody else has to approve its money, and a third person its works.`,
      [{ path: PATH, message: 'proposed by yourself' }],
    );
  }
}

/** One person cannot give both approvals. */
export class SameApprover extends Refusal {
  constructor(planId: number) {
    super(
      'SAME_APPROVER',
      `You gave plan ${planId} its other approval: this one has to come from somebody else.`,
      [{ path: PATH, message: 'the other approval is yours' }],
    );
  }
}

/** The estate is no longer what the plan was made of. */
export class PlanStale extends Refusal {
  constructor(planId: number, counts: readonly InputChangeCount[]) {
    const sentences = counts.map(({ input, change, count }) => `${count} ${input} ${change}`);
    super(
      'PLAN_STALE',
      `What plan ${planId} was made of has changed: ${sentences.join(', ')}. Ask for a new plan, or approve it with acceptStale.`,
      counts.map(({ input, change, count }) => ({
        path: `staleness.${input}`,
        message: `${change}: ${count}`,
      })),
    );
  }
}

/** Two plans for the same sites cannot both be in force. */
export class OverlappingPlan extends Refusal {
  /** @param planIds those that the caller may see; none where the plan in the way is not theirs */
  constructor(planIds: readonly number[]) {
    const which =
      planIds.length > 0
        ? `withdraw ${planIds.map((id) => `plan ${id}`).join(', ')} first`
        : 'it is of the whole estate, and whoever may withdraw that has to do so first';
    super('OVERLAPPING_PLAN', `An approved plan covers some of the same sites: ${which}.`, [
      { path: PATH, message: which },
    ]);
  }
}

/** Money is spent on work packages of approved plans only. */
export class NotCommitted extends Refusal {
  constructor(planId: number, number: number) {
    super(
      'NOT_COMMITTED',
      `Nothing is committed to work package ${number} of plan ${planId}: only an approved plan commits money.`,
    );
  }
}

/** What costs more than was set aside for it is explained. */
export class UnexplainedActual extends Refusal {
  constructor(morePence: number) {
    super('ACTUAL_UNEXPLAINED', `It has cost ${morePence} pence more than was set aside: say why.`, [
      { path: 'input.reason', message: 'expected a reason, as it has cost more than was set aside' },
    ]);
  }
}

/** Ring-fenced money pays for sensitive sites alone. */
export class RingFenced extends Refusal {
  constructor(planId: number, budgets: readonly string[]) {
    super(
      'RING_FENCED',
      `Plan ${planId} charges sites that are not sensitive to ${budgets.join(', ')}, which pays for sensitive sites alone: plan anew.`,
      budgets.map((externalId) => ({
        path: `budgets.${externalId}`,
        message: 'pays for sensitive sites alone',
      })),
    );
  }
}

/** What is resource is paid by a line of resource. */
export class NoResourceLine extends Refusal {
  constructor(planId: number) {
    super(
      'NO_RESOURCE_LINE',
      `Plan ${planId} costs resource in a year and of a fund for which its body has no line of resource: save one, or plan anew.`,
      [{ path: PATH, message: 'a line of resource is missing' }],
    );
  }
}
