/** What the API says in the end, held against what was done. */
import { StepError } from '../steps.js';
import { allOrders } from './works.js';

/**
 * @typedef {object} Report
 * @property {any} progress of the plan in force
 * @property {any[]} budgets
 * @property {import('./works.js').Tally} tally
 * @property {number} auditedMoves
 */

/**
 * @param {import('./people.js').People} people
 * @param {string} planId
 * @param {string} asOf
 * @param {import('./works.js').Tally} tally
 * @returns {Promise<Report>} throws a StepError where two figures that are one differ
 */
export async function sumUp({ manager, finance, auditor }, planId, asOf, tally) {
  const { plan } = await manager(
    `query ($id: ID!, $asOf: Date) { plan(id: $id) { worksProgress(asOf: $asOf) {
      riskDaysPlanned riskDaysExpected weighedBy
      phases { phase sites sitesCleared devices devicesRemoved workPackages workPackagesDone workPackagesDue meanDaysLate plannedPence actualPence }
      months { month planned actual expected }
    } } }`,
    { id: planId, asOf },
  );
  const { budgets } = await finance('{ budgets { externalId pence committedPence spentPence } }');
  const { auditEntries } = await auditor(
    '{ auditEntries(first: 1, filter: { action: "moveWorkOrder" }) { totalCount } }',
  );
  const orders = await allOrders(manager);
  const done = orders.filter(({ status }) => ['COMMISSIONED', 'DISPOSED', 'CLOSED'].includes(status));
  const { phases } = plan.worksProgress;
  agree('devices removed', [tally.devicesRemoved, sum(phases, 'devicesRemoved')]);
  agree('packages done', [tally.commissioned, done.length, sum(phases, 'workPackagesDone')]);
  agree('pence spent', [tally.paidPence, sum(budgets, 'spentPence'), sum(phases, 'actualPence')]);
  agree('moves of work orders', [tally.moves, auditEntries.totalCount]);
  return { progress: plan.worksProgress, budgets, tally, auditedMoves: auditEntries.totalCount };
}

/**
 * @param {string} what
 * @param {number[]} figures from several places
 */
function agree(what, figures) {
  if (new Set(figures).size > 1) throw new StepError(`The figures of ${what} differ: ${figures.join(', ')}.`);
}

/**
 * @param {any[]} rows
 * @param {string} field
 * @returns {number}
 */
function sum(rows, field) {
  return rows.reduce((total, row) => total + (row[field] ?? 0), 0);
}

/**
 * @param {Report} report
 * @returns {string} as a table
 */
export function reportOf({ progress, budgets, tally, auditedMoves }) {
  const months = progress.months.filter((/** @type {any} */ { actual }) => actual !== null);
  const figure = (/** @type {number | null} */ value) => value?.toLocaleString('en-GB') ?? 'withheld';
  const pounds = (/** @type {number} */ pence) =>
    `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`;
  return [
    `What still stands, in percent of the ${progress.weighedBy === 'RISK' ? 'risk' : 'devices'}`,
    ...months.map(
      (/** @type {any} */ { month, planned, actual }) =>
        `  ${month}   planned ${String(planned).padStart(3)}   actual ${String(actual).padStart(3)}`,
    ),
    `Risk-days: ${figure(progress.riskDaysPlanned)} planned, ${figure(progress.riskDaysExpected)} expected now`,
    '',
    ...progress.phases.map(
      (/** @type {any} */ phase) =>
        `Phase ${phase.phase}: ${phase.workPackagesDone} of ${phase.workPackages} packages done (${phase.workPackagesDue} due), ` +
        `${phase.devicesRemoved} of ${phase.devices} devices removed, ${phase.sitesCleared} of ${phase.sites} sites cleared` +
        (phase.meanDaysLate === null ? '' : `, ${phase.meanDaysLate.toFixed(1)} days late on average`),
    ),
    '',
    ...budgets
      .filter(({ spentPence }) => spentPence > 0)
      .map(
        ({ externalId, pence, committedPence, spentPence }) =>
          `${externalId.padEnd(10)} ${pounds(pence)}: spent ${pounds(spentPence)}, committed ${pounds(committedPence)}`,
      ),
    '',
    `${auditedMoves} moves of work orders, all on record; ${tally.slips} slips, ${tally.failures} failed visits, ${tally.found} findings, ${tally.registered} devices without a number in the register.`,
    'Devices removed, packages done, money spent and moves are the same in works, plans, budgets and audit.',
  ].join('\n');
}
