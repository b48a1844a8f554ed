import type { PlanComputer } from '../../src/plans/computing/plan-computer.service.js';
import type { Processor } from '../handlers.js';

/** plan.compute: the plan that a client asked for. */
export function computePlan(computer: PlanComputer): Processor<'plan.compute'> {
  return async ({ planId }, signal) => {
    await computer.compute(planId, signal);
  };
}
