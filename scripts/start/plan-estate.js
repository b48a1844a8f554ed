/** Has the estate planned, unless it is, and follows the worker while it plans. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from '../steps.js';

const ASK_EVERY_MS = 250;

/**
 * @param {import('../steps.js').Steps} steps
 * @param {import('./api-client.js').ApiClient} api
 * @returns {Promise<import('./plan-table.js').PlanByQuarter>} the newest completed plan
 */
export async function planEstate(steps, api) {
  const id = await steps.run('Plan', async (step) => {
    /** @type {PlanState[]} */
    const plans = await api.requestAll('plans');
    const completed = newest(plans, ['COMPLETED']);
    if (completed) {
      step.note(`number ${completed.id}, made before`);
      return completed.id;
    }
    const underWay =
      newest(plans, ['QUEUED', 'RUNNING']) ?? (await api.request('create-plan', { input: {} })).createPlan;
    await untilCompleted(step, api, underWay.id);
    step.note(`number ${underWay.id}`);
    return underWay.id;
  });
  return (await api.request('plan-by-quarter', { id })).plan;
}

/**
 * @param {import('../steps.js').Step} step
 * @param {import('./api-client.js').ApiClient} api
 * @param {string} id
 */
async function untilCompleted(step, api, id) {
  for (;;) {
    const { plan } = await api.request('plan-progress', { id });
    if (plan.status === 'COMPLETED') return;
    if (plan.status === 'FAILED') {
      const { code, message } = plan.failure ?? { code: 'UNKNOWN', message: 'The worker gave no reason.' };
      throw new StepError(`The plan failed (${code}): ${message}`);
    }
    const { stage, done, total } = plan.progress ?? {};
    const begun = plan.status === 'QUEUED' ? 'waiting for the worker' : 'the worker has it';
    step.progress(total ? `${stage}, step ${done} of ${total}` : begun);
    await sleep(ASK_EVERY_MS);
  }
}

/** @typedef {{ id: string, status: string }} PlanState */

/**
 * @param {PlanState[]} plans
 * @param {string[]} statuses
 * @returns {PlanState | undefined} ids rise with time
 */
function newest(plans, statuses) {
  return plans
    .filter(({ status }) => statuses.includes(status))
    .sort((a, b) => Number(b.id) - Number(a.id))[0];
}
