/** How the people of the sample make plans and put them in force. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from '../steps.js';

const ASK_EVERY_MS = 250;
const LONGEST_MS = 300_000;

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined>} ask undefined: not yet
 * @returns {Promise<T>}
 */
export async function until(what, ask) {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new StepError(`It took too long: ${what}.`);
    await sleep(ASK_EVERY_MS);
  }
}

/**
 * @param {import('./people.js').Client} manager
 * @param {string} id
 */
export async function planned(manager, id) {
  const plan = await until('planning', async () => {
    const { plan: found } = await manager(
      'query ($id: ID!) { plan(id: $id) { status failure { code message } } }',
      { id },
    );
    return ['COMPLETED', 'FAILED'].includes(found.status) ? found : undefined;
  });
  if (plan.status === 'FAILED') throw new StepError(`Plan ${id} failed: ${plan.failure.message}`);
}

/**
 * One person proposes, two others approve, and a worker makes the work orders.
 *
 * @param {import('./people.js').People} people
 * @param {string} id
 * @param {boolean} acceptStale
 * @returns {Promise<number>} how many orders the plan has
 */
export async function putInForce({ manager, finance, approver }, id, acceptStale) {
  await manager('mutation ($id: ID!) { proposePlan(id: $id, comment: "Seen by the board.") { stage } }', {
    id,
  });
  const variables = { id, acceptStale };
  await finance(
    'mutation ($id: ID!, $acceptStale: Boolean) { approvePlanMoney(id: $id, acceptStale: $acceptStale) { stage } }',
    variables,
  );
  await approver(
    'mutation ($id: ID!, $acceptStale: Boolean) { approvePlanWorks(id: $id, acceptStale: $acceptStale) { stage } }',
    variables,
  );
  return until('issuing work orders', async () => {
    const { plan } = await manager(
      'query ($id: ID!) { plan(id: $id) { assignments(first: 1) { totalCount } workOrders(first: 1) { totalCount } } }',
      { id },
    );
    const { totalCount } = plan.workOrders;
    return totalCount >= plan.assignments.totalCount ? totalCount : undefined;
  });
}
