/** A problem and a plan of it worked out by hand, with each list, each reason and a pin before the plan's start. */
import type { Assignment, Plan, UnscheduledReason } from '../../../src/planning/plan.js';
import type { Option, Problem, WorkPackage } from '../../../src/planning/problem.js';
import { summarise } from './summarise.js';

function option(id: string, fields: Partial<Option>): Option {
  return { id, vendorId: 'V2', units: 1, minutes: 450, costPence: 100_000, leadDays: 0, ...fields };
}

function work(id: string, siteId: string, fields: Partial<WorkPackage>): WorkPackage {
  return { id, siteId, budgetIds: ['B-APR', 'B-LATER'], risk: 1, options: [option('O', {})], ...fields };
}

/** April 2026: the 1st is a Wednesday, the 3rd Good Friday, the 6th Easter Monday. */
export function handMadeProblem(): Problem {
  return {
    start: '2026-04-01',
    end: '2026-06-30',
    rule: 'STRICT_PHASES',
    penceForRiskDay: 100,
    holidays: ['2026-04-03', '2026-04-06'],
    weekend: [6, 7],
    crews: [
      {
        id: 'K1',
        regions: ['N'],
        clearance: 2,
        minutesPerDay: 450,
        dayRatePence: 30_000,
        leave: [['2026-04-22', '2026-04-23']],
      },
      {
        id: 'K2',
        regions: ['N', 'S'],
        clearance: 0,
        minutesPerDay: 300,
        dayRatePence: 25_000,
        from: '2026-04-07',
        to: '2026-06-26',
      },
    ],
    vendors: [
      {
        id: 'V1',
        supply: [
          { month: '2026-04', units: 6 },
          { month: '2026-05', units: 5 },
        ],
      },
      { id: 'V2' },
    ],
    budgets: [
      { id: 'B-EARLY', from: '2026-04-01', to: '2026-04-16', pence: 1_000_000 },
      { id: 'B-APR', from: '2026-04-01', to: '2026-04-30', pence: 900_000 },
      { id: 'B-LATER', from: '2026-05-01', to: '2026-06-30', pence: 700_000 },
    ],
    sites: [
      {
        id: 'A',
        region: 'N',
        sensitive: true,
        clearance: 2,
        closures: [['2026-04-13', '2026-04-14']],
        maxCrews: 1,
      },
      { id: 'B', region: 'S', sensitive: false, clearance: 0, maxCrews: 1 },
      { id: 'C', region: 'N', sensitive: false, clearance: 0, maxCrews: 2 },
      { id: 'D', region: 'N', sensitive: true, clearance: 3, maxCrews: 1 },
      {
        id: 'E',
        region: 'S',
        sensitive: false,
        clearance: 0,
        closures: [['2026-01-01', '2026-12-31']],
        maxCrews: 1,
      },
    ],
    workPackages: [
      work('P1', 'A', {
        risk: 10.25,
        deadline: '2026-04-30',
        options: [option('O', { vendorId: 'V1', units: 4, minutes: 900, leadDays: 5 })],
      }),
      work('P2', 'A', { risk: 2, notBefore: '2026-04-10', options: [option('O', { minutes: 451 })] }),
      work('NO-CREW', 'D', { deadline: '2026-05-01' }),
      work('P4', 'B', {
        risk: 3,
        deadline: '2026-04-20',
        options: [option('O', { minutes: 900 }), option('O2', { minutes: 300, leadDays: 50 })],
      }),
      work('P5', 'C', { risk: 4, awaitUpgradeOn: '2026-05-15' }),
      work('PINNED', 'C', {
        options: [option('O', { minutes: 1350, leadDays: 30 })],
        pinned: { optionId: 'O', crewId: 'K1', startDay: '2026-03-30' },
      }),
      work('TOO-DEAR', 'C', { options: [option('O', { costPence: 1_000_000 })] }),
      work('TOO-MANY', 'C', { options: [option('O', { vendorId: 'V1', units: 8 })] }),
      work('CLOSED', 'E', {}),
      work('LONG-LEAD', 'C', { options: [option('O', { leadDays: 365 })] }),
      work('EARLY-MONEY', 'B', { budgetIds: ['B-EARLY'] }),
    ],
  };
}

function assignment(
  workPackageId: string,
  fields: Omit<Assignment, 'workPackageId' | 'optionId'>,
): Assignment {
  return { workPackageId, optionId: 'O', ...fields };
}

function unscheduled(workPackageId: string, reason: UnscheduledReason) {
  return { workPackageId, reason, detail: 'Worked out by hand.' };
}

export function handMadePlan(): Plan {
  return summarise(handMadeProblem(), {
    assignments: [
      assignment('P1', {
        crewId: 'K1',
        start: '2026-04-07',
        finish: '2026-04-08',
        costPence: 160_000,
        budgetId: 'B-APR',
      }),
      assignment('P2', {
        crewId: 'K1',
        start: '2026-04-15',
        finish: '2026-04-16',
        costPence: 160_000,
        budgetId: 'B-APR',
      }),
      assignment('P4', {
        crewId: 'K2',
        start: '2026-04-17',
        finish: '2026-04-21',
        costPence: 175_000,
        budgetId: 'B-APR',
      }),
      assignment('PINNED', {
        crewId: 'K1',
        start: '2026-03-30',
        finish: '2026-04-01',
        costPence: 190_000,
        budgetId: 'B-APR',
      }),
    ],
    awaiting: [{ workPackageId: 'P5', on: '2026-05-15' }],
    unscheduled: [
      unscheduled('NO-CREW', 'NO_ELIGIBLE_CREW'),
      unscheduled('TOO-DEAR', 'BUDGET_EXHAUSTED'),
      unscheduled('TOO-MANY', 'SUPPLY_EXHAUSTED'),
      unscheduled('CLOSED', 'NO_WINDOW'),
      unscheduled('LONG-LEAD', 'HORIZON'),
      unscheduled('EARLY-MONEY', 'PHASE_BLOCKED'),
    ],
  });
}
