import { groupBy, type Placed, type Reading } from './reading.js';
import { suppliesOf } from './supply.js';
import type { Report } from './violation.js';

/** Rules 4 and 5: supply by vendor and month, and money. */
export function checkResources(reading: Reading, report: Report): void {
  for (const [vendorId, supply] of suppliesOf(reading, reading.placed)) {
    for (const { month, supplied, used } of supply) {
      if (used <= supplied) continue;
      const message = `vendor "${vendorId}" supplies ${supplied} units up to ${month}, but the plan takes ${used}`;
      report('SUPPLY', `vendors.${vendorId}`, message);
    }
  }
  for (const placed of reading.placed) checkCharge(reading, placed, report);
  for (const [budgetId, charged] of chargesOf(reading.placed)) {
    const pence = reading.budgets.get(budgetId)?.budget.pence;
    if (pence === undefined || charged <= pence) continue;
    report('BUDGET', `budgets.${budgetId}`, `holds ${pence} pence, but ${charged} are charged to it`);
  }
}

function checkCharge(reading: Reading, placed: Placed, report: Report): void {
  const { path, assignment, subject, finish, costPence } = placed;
  if (assignment.costPence !== costPence || !Number.isSafeInteger(costPence)) {
    report('BUDGET', `${path}.costPence`, `expected ${costPence} pence, but got ${assignment.costPence}`);
  }
  const { budgetId } = assignment;
  const found = reading.budgets.get(budgetId);
  if (!found || !subject.work.budgetIds.includes(budgetId)) {
    const listed = subject.work.budgetIds.join(', ');
    report(
      'BUDGET',
      `${path}.budgetId`,
      `expected a budget of the work package (${listed}), but got "${budgetId}"`,
    );
  } else if (finish < found.span.from || finish > found.span.to) {
    const dates = `${found.budget.from}..${found.budget.to}`;
    report(
      'BUDGET',
      `${path}.budgetId`,
      `"${budgetId}" pays for finish days in ${dates}, not ${assignment.finish}`,
    );
  }
}

/** Pence charged to each budget that the assignments name. */
export function chargesOf(placed: Placed[]): Map<string, number> {
  const groups = groupBy(placed, (placed) => placed.assignment.budgetId);
  return new Map(
    [...groups].map(([budgetId, group]) => [
      budgetId,
      group.reduce((sum, placed) => sum + placed.costPence, 0),
    ]),
  );
}
