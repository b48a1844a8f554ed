import { Refusal } from '../platform/errors.js';

/** Nobody has said for which time to plan. */
export class NoPlanningTerms extends Refusal {
  constructor(missing: string[]) {
    super(
      'PLAN_NO_TERMS',
      `The request leaves out ${missing.join(', ')} and there are no planning defaults: give them, or load a programme.`,
      missing.map((field) => ({ path: `input.${field}`, message: 'expected a value' })),
    );
  }
}

/** A plan that nothing can be planned anew from. */
export class NotReplannable extends Refusal {
  constructor(planId: number, why: string) {
    super(
      'PLAN_NOT_REPLANNABLE',
      `Plan ${planId} cannot be planned anew: ${why}. Choose a completed plan of the estate as it is.`,
      [{ path: 'input.planId', message: why }],
    );
  }
}

/** Why a plan failed for good: it is stored with the plan, and trying again would change nothing. */
export class PlanFailed extends Error {
  constructor(
    readonly code:
      | 'PLAN_NO_PRODUCT'
      | 'PLAN_FAULTY_PROBLEM'
      | 'PLAN_ENGINE_FAILED'
      | 'PLAN_REJECTED_BY_CHECKER'
      | 'PLAN_SCENARIO_UNFIT'
      | 'PLAN_TOO_MANY_MOVES'
      | 'PLAN_GAVE_UP',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'PlanFailed';
  }
}

/** Another worker has taken the plan over, or it is gone: the result of this one counts no more. */
export class LostClaim extends Error {
  constructor(planId: number) {
    super(`plan ${planId} was taken over by another worker`);
    this.name = 'LostClaim';
  }
}
