import { describe, expect, it } from '@jest/globals';
import { isoDateOf, type Problem } from '../../planning/index.js';
import type { CostOfKind } from '../../plans/costs/plan-cost-lines.service.js';
import { buildModel, type KnownWork } from './build-model.js';
import { simulate } from './simulate.js';
import { summarise } from './summarise.js';

/** Day 0 is 4 January 2027, and every day is a working day. */
const day = (number: number) => isoDateOf(20_822 + number);
const DAY_RATE = 1_000;

interface Work {
  id: string;
  crew?: string;
  phase?: 1 | 2;
  planned: [start: number, finish: number];
  /** Working days; as many as planned where nothing is said. */
  days?: number;
  begun?: number;
  lines?: CostOfKind[];
}

/** What is to be expected as of day 30 where all work takes so many percent of its estimate. */
function expected(works: readonly Work[], percent = 100) {
  const problem: Problem = {
    ...{ start: day(0), end: day(360), rule: 'STRICT_PHASES', penceForRiskDay: 1 },
    ...{ holidays: [], weekend: [], vendors: [{ id: 'V' }], budgets: [] },
    crews: ['C', 'D'].map((id) => ({
      ...{ id, regions: ['R'], clearance: 3, minutesPerDay: 100, dayRatePence: DAY_RATE },
    })),
    sites: works.map(({ id, phase = 1 }) => ({
      ...{ id, region: 'R', sensitive: phase === 1, clearance: 0, maxCrews: 1 },
    })),
    workPackages: works.map(({ id, planned: [start, finish], days = finish - start + 1 }) => ({
      ...{ id, siteId: id, budgetIds: ['X'], risk: 1 },
      options: [{ id: 'O', vendorId: 'V', units: 1, minutes: days * 100, costPence: 0, leadDays: 0 }],
    })),
  };
  const assignments = works.map(({ id, crew = 'C', planned: [start, finish] }) => ({
    ...{ workPackageId: id, optionId: 'O', crewId: crew, start: day(start), finish: day(finish) },
    ...{ costPence: (finish - start + 1) * DAY_RATE, budgetId: 'X' },
  }));
  const worksOf = (id: string): KnownWork | undefined => {
    const begun = works.find((work) => work.id === id)?.begun;
    if (begun === undefined) return undefined;
    return { standing: 'UNDER_WAY', startedOn: day(begun), doneOn: null, costPence: null };
  };
  const model = buildModel(
    problem,
    { assignments },
    (id) => works.find((work) => work.id === id)?.lines,
    worksOf,
    {
      spreads: new Map([['LABOUR', { shape: 'LOGNORMAL', lowPercent: percent, highPercent: percent }]]),
      ...{ vendorCorrelation: 0, regionCorrelation: 0, notBefore: day(30) },
    },
  );
  const { total, phases } = summarise(model, simulate(model, 1, 0, 1));
  return { pence: total.p50, plannedPence: total.plannedPence, finishes: phases.map(({ p50 }) => p50) };
}

describe('work under way', () => {
  it('has its crew before what is not begun, though that was planned earlier', () => {
    // B until day 44, then the ten days of A.
    const works: Work[] = [
      { id: 'A', planned: [0, 9] },
      { id: 'B', planned: [10, 39], begun: 15 },
    ];
    expect(expected(works).finishes).toEqual([day(54)]);
  });

  it('of phase 1 is waited for by phase 2, though that was planned earlier than it began', () => {
    // A takes 40 days for 20, from day 25 until 64; P, of another crew, 5 days for 2 and a half.
    const works: Work[] = [
      { id: 'A', planned: [0, 19], begun: 25 },
      { id: 'P', crew: 'D', phase: 2, planned: [20, 22], days: 2.5 },
    ];
    expect(expected(works, 200).finishes).toEqual([day(64), day(69)]);
  });
});

describe('the crew-days of overdue work that was planned anew', () => {
  // Ten days are charged, of which nine are over and one is still to do; besides, a piece of equipment.
  const overdue = (...days: CostOfKind[]): Work[] => [
    {
      ...{ id: 'A', planned: [30, 30], begun: 20 },
      lines: [{ category: 'EQUIPMENT', crewDays: null, pence: 5_000 }, ...days],
    },
  ];
  const LABOUR: CostOfKind[] = [
    { category: 'LABOUR', crewDays: 10, pence: 8_000 },
    { category: 'TRAVEL', crewDays: 10, pence: 2_000 },
  ];

  it('cost what they cost, and each day more a day', () => {
    expect(expected(overdue(...LABOUR))).toMatchObject({ plannedPence: 15_000, pence: 15_000 });
    expect(expected(overdue(...LABOUR), 200)).toMatchObject({ plannedPence: 15_000, pence: 16_000 });
  });

  it('cost no more than the crew does where they were charged at different rates, as one', () => {
    const one: CostOfKind = { category: 'LABOUR', crewDays: 1, pence: 9_700 };
    expect(expected(overdue(one), 200)).toMatchObject({ plannedPence: 14_700, pence: 15_700 });
  });
});
