import type { Problem, WorkPackage } from '../../../src/planning/problem.js';

/** Two weeks from a Monday on, one crew, sites that are sensitive and always open, and money for everything. */
export function fortnight(
  penceForRiskDay: number,
  works: Pick<WorkPackage, 'id' | 'risk' | 'options'>[],
): Problem {
  return {
    start: '2026-06-01',
    end: '2026-06-12',
    rule: 'STRICT_PHASES',
    penceForRiskDay,
    holidays: [],
    weekend: [6, 7],
    crews: [{ id: 'K', regions: ['N'], clearance: 0, minutesPerDay: 450, dayRatePence: 0 }],
    vendors: [{ id: 'V' }],
    budgets: [{ id: 'B', from: '2026-06-01', to: '2026-06-12', pence: 1_000_000_000 }],
    sites: works.map(({ id }) => ({ id, region: 'N', sensitive: true, clearance: 0, maxCrews: 1 })),
    workPackages: works.map((work) => ({ ...work, siteId: work.id, budgetIds: ['B'] })),
  };
}

/** Work with one option that takes so many days. */
export function work(id: string, days: number, costPence: number, risk = 1) {
  const option = { id: 'O', vendorId: 'V', units: 0, minutes: 450 * days, costPence, leadDays: 0 };
  return { id, risk, options: [option] };
}
