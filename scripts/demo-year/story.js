/** The first months of the sample programme, as its people go through them. */
import { StepError } from '../steps.js';
import { CUT_DAY, dayAfter, FIRST_DAY, LAST_DAY, SECOND_DAY } from './calendar.js';
import { createPeople, refusalOf } from './people.js';
import { planned, putInForce } from './plans.js';
import { reportOf, sumUp } from './report.js';
import { allOrders, newTally, Works } from './works.js';

const WEEK_DAYS = 7;
/** A fifth of the money of this budget goes. */
const CUT_BUDGET = 'DRC-2027';
const FROZEN_DAYS = 14;

/**
 * @param {import('../steps.js').Steps} steps
 * @param {object} program
 * @param {string} program.apiUrl
 * @param {(subject: string) => () => Promise<string>} program.tokensOf
 * @param {(date: string) => void} program.setToday
 */
export async function playYear(steps, { apiUrl, tokensOf, setToday }) {
  const people = createPeople(apiUrl, tokensOf);
  const { manager } = people;
  const tally = newTally();
  const works = new Works(manager, tally);
  let today = FIRST_DAY;
  /** @param {string} last */
  const workUntil = async (last) => {
    for (; today <= last; today = dayAfter(today, WEEK_DAYS)) {
      setToday(today);
      await works.until(today);
    }
  };
  /**
   * @param {string} label
   * @param {string} from
   * @param {string} last
   */
  const months = (label, from, last) =>
    steps.run(label, async (step) => {
      today = from;
      await workUntil(last);
      const { commissioned, slips, failures } = tally;
      step.note(`${commissioned} commissioned so far, ${slips} slips, ${failures} failed visits`);
    });

  await steps.run('Need to know', (step) =>
    letSitesBeKnown(people).then((n) => step.note(`${n} sensitive sites`)),
  );
  const { plans } = await manager('{ plans(first: 1) { nodes { id } } }');
  const firstPlan = plans.nodes[0].id;
  await steps.run('Approval', (step) =>
    putInForce(people, firstPlan, false).then((orders) => step.note(`${orders} work orders`)),
  );
  await steps.run('Illegal moves', (step) => tryIllegalMoves(people, firstPlan).then(step.note));
  await months('January to mid March', FIRST_DAY, CUT_DAY);
  await steps.run('Money is cut', (step) => cutMoney(people, firstPlan).then(step.note));
  const second = await replan(steps, people, firstPlan, CUT_DAY, 'A fifth of the money of 2027 is gone');
  await months('Mid March to April', dayAfter(CUT_DAY, 1), SECOND_DAY);
  const third = await replan(steps, people, second, SECOND_DAY, 'Visits failed and works slipped');
  await months('April and May', dayAfter(SECOND_DAY, 1), LAST_DAY);
  const report = await steps.run('Sum', () => sumUp(people, third, LAST_DAY, tally));
  steps.say(`\n${reportOf(report)}\n`);
}

/** @param {import('./people.js').People} people */
async function letSitesBeKnown({ approver, manager }) {
  const { sites } = await manager(
    '{ sites(first: 200, filter: { sensitive: true }) { nodes { externalId } } }',
  );
  for (const { externalId: site } of sites.nodes) {
    const input = {
      ...{ subject: 'estates-manager', site, reason: 'Sees the works through (made up)' },
      expiresOn: dayAfter(FIRST_DAY, 300),
    };
    await approver('mutation ($input: NeedToKnowGrantInput!) { grantNeedToKnow(input: $input) { id } }', {
      input,
    });
  }
  return sites.nodes.length;
}

/**
 * What must not work, and does not.
 *
 * @param {import('./people.js').People} people
 * @param {string} planId
 */
async function tryIllegalMoves({ manager, finance }, planId) {
  const [order] = await allOrders(manager);
  const move = 'mutation ($input: MoveWorkOrderInput!) { moveWorkOrder(input: $input) { status } }';
  const input = { workOrderId: order.id, on: FIRST_DAY };
  /** @type {[string, () => Promise<unknown>][]} */
  const attempts = [
    ['ILLEGAL_MOVE', () => manager(move, { input: { ...input, to: 'COMMISSIONED', actualCostPence: 1 } })],
    ['ILLEGAL_MOVE', () => manager('mutation ($id: ID!) { proposePlan(id: $id) { stage } }', { id: planId })],
    ['FORBIDDEN', () => finance(move, { input: { ...input, to: 'ORDERED' } })],
    ['BAD_INPUT', () => manager(move, { input: { ...input, to: 'ORDERED', on: dayAfter(FIRST_DAY, 1) } })],
  ];
  for (const [expected, attempt] of attempts) {
    const code = await refusalOf(attempt);
    if (code !== expected) throw new StepError(`What should be ${expected} was ${code}.`);
  }
  return attempts.map(([code]) => code).join(', ');
}

/**
 * @param {import('./people.js').People} people
 * @param {string} planId
 */
async function cutMoney({ finance, manager }, planId) {
  const { budgets } = await finance(
    '{ budgets { externalId fiscalYear pence organisation { externalId } } }',
  );
  /** @type {any} */
  const budget = budgets.find((/** @type {any} */ { externalId }) => externalId === CUT_BUDGET);
  const input = {
    ...{
      externalId: CUT_BUDGET,
      fiscalYear: budget.fiscalYear,
      organisation: budget.organisation.externalId,
    },
    pence: Math.round(budget.pence * 0.8),
  };
  await finance('mutation ($input: BudgetInput!) { saveBudget(input: $input) { id } }', { input });
  const { plan } = await manager(
    'query ($id: ID!) { plan(id: $id) { staleness { isStale counts { input change count } } } }',
    { id: planId },
  );
  if (!plan.staleness.isStale) throw new StepError('The plan should be stale and is not.');
  const counts = plan.staleness.counts.map(
    (/** @type {any} */ { input: kind, change, count }) => `${count} ${kind} ${change}`,
  );
  return `the plan is stale: ${counts.join(', ')}`;
}

/**
 * @param {import('../steps.js').Steps} steps
 * @param {import('./people.js').People} people
 * @param {string} planId
 * @param {string} asOf
 * @param {string} reason
 * @returns {Promise<string>} the plan that is in force then
 */
function replan(steps, people, planId, asOf, reason) {
  const { manager } = people;
  return steps.run('Planning anew', async (step) => {
    const input = { planId, asOf, reason, frozenDays: FROZEN_DAYS };
    const { replan: plan } = await manager(
      'mutation ($input: ReplanInput!) { replan(input: $input) { id } }',
      { input },
    );
    await planned(manager, plan.id);
    const found = await manager(
      'query ($id: ID!) { plan(id: $id) { replan { moves(first: 200) { totalCount nodes { reasons { limit } } } } } }',
      plan,
    );
    const { totalCount, nodes } = found.plan.replan.moves;
    const limits = new Map();
    for (const { reasons } of nodes) limits.set(reasons[0].limit, (limits.get(reasons[0].limit) ?? 0) + 1);
    await putInForce(people, plan.id, false);
    const why = [...limits].map(([limit, count]) => `${count} ${limit}`).join(', ');
    step.note(`number ${plan.id}: ${totalCount} packages moved (${why})`);
    return plan.id;
  });
}
