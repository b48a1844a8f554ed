import type { MarkedReturn } from './status-return.service.js';

type Cell = string | number | null;

/** The return as a page to read and to print: without script or style, so that nothing has to be loaded. */
export function statusReturnPage(told: MarkedReturn): string {
  const { plan, progress } = told;
  const whose = plan.organisation ?? 'the whole estate';
  const parts = [
    `<p>${text(told.handling)}. Made for ${text(told.madeFor)}.</p>`,
    `<h1>Status return as of ${text(progress.asOf)}</h1>`,
    `<p>Plan ${text(plan.id)} for ${text(whose)}, ${text(plan.start)} to ${text(plan.end)}: ${text(plan.stage)}.</p>`,
    table(
      'Decisions',
      ['Act', 'By', 'At'],
      told.decisions.map(({ act, by, at }) => [act, by, at]),
    ),
    table(
      'Progress',
      [
        'Phase',
        'Packages',
        'Done',
        'Due',
        'Devices',
        'Removed',
        'Sites',
        'Cleared',
        'Days late',
        'Set down',
        'Cost',
      ],
      progress.phases.map((phase) => [
        ...[phase.phase, phase.workPackages, phase.workPackagesDone, phase.workPackagesDue],
        ...[phase.devices, phase.devicesRemoved, phase.sites, phase.sitesCleared],
        phase.meanDaysLate === null ? null : phase.meanDaysLate.toFixed(1),
        ...[pounds(phase.plannedPence), pounds(phase.actualPence)],
      ]),
    ),
    `<p>Risk-days: ${text(progress.riskDaysPlanned ?? 'withheld')} by the first plan, ${text(progress.riskDaysExpected ?? 'withheld')} as it goes.</p>`,
    table(
      `What still stands, in percent of the ${progress.weighedBy === 'RISK' ? 'risk' : 'devices'}`,
      ['Month', 'Planned', 'Actual', 'Expected'],
      progress.months.map(({ month, planned, actual, expected }) => [month, planned, actual, expected]),
    ),
    table('Work orders', ['Status', 'Orders'], [...told.orders.map(pair), ['overdue', told.overdue]]),
    table(
      'Disposal',
      ['', 'Orders'],
      [
        ['media sanitised', told.disposal.sanitised],
        ['disposed of with a certificate', told.disposal.disposed],
      ],
    ),
    table(
      'Left out of the plan',
      ['Reason', 'Packages'],
      [...told.unscheduled.map(pair), ['awaits an upgrade', told.awaitingUpgrade]],
    ),
    table('Findings on site', ['Kind', 'Findings'], told.findings.map(pair)),
    table(
      'Budgets',
      ['Fiscal year', 'Packages', 'Cost'],
      told.years.map(({ fiscalYear, workPackageCount, costPence }) => [
        ...[`${fiscalYear}/${String(fiscalYear + 1).slice(2)}`, workPackageCount],
        pounds(costPence),
      ]),
    ),
  ];
  const title = `<title>Status return, plan ${text(plan.id)}, ${text(progress.asOf)}</title>`;
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">${title}</head><body>\n${parts.join('\n')}\n</body></html>\n`;
}

function pair({ what, count }: { what: string; count: number }): Cell[] {
  return [what, count];
}

function table(caption: string, heads: string[], rows: Cell[][]): string {
  const head = heads.map((cell) => `<th scope="col">${text(cell)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${text(cell ?? '–')}</td>`).join('')}</tr>`);
  return `<table><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function pounds(pence: number | null): string | null {
  return pence === null
    ? null
    : `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Text as HTML shows it. */
function text(value: Cell): string {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
