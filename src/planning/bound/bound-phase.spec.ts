import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import type { PhaseCertificate } from '../certificate.js';
import { proveBound } from '../check/certificate.js';
import { readPrices } from '../check/prices.js';
import { read } from '../check/reading.js';
import { compileModel } from '../compile-model.js';
import type { Model, Placement } from '../model.js';
import { planProblem, type Plan, type Problem, type WorkPackage } from '../index.js';
import { boundPhase } from './bound-phase.js';

describe('boundPhase', () => {
  it('is the optimum where work of a day each shares one crew', () => {
    const problem = dailyWork([3, 1, 2], 1);
    // The risk of 3 on the first day, 2 on the second, 1 on the third: 10 risk-days of 100, and three costs of 50.
    expect(boundPhase(compileModel(problem), 1, []).lowerBound).toBe(1150);
  });

  it('makes work wait for the money of a later budget', () => {
    const problem = dailyWork([5, 4], 2);
    problem.budgets = [
      { id: 'B', from: '2026-04-01', to: '2026-04-10', pence: 50 },
      { id: 'C', from: '2026-04-11', to: '2026-04-30', pence: 50 },
    ];
    for (const work of problem.workPackages) work.budgetIds = ['B', 'C'];
    // 5 on the 1st; 4 on the first working day from the 11th on, Monday the 13th.
    expect(boundPhase(compileModel(problem), 1, []).lowerBound).toBe(100 * (5 + 4 * 13) + 100);
  });

  it('makes work wait for the units of a later month', () => {
    const problem = dailyWork([5, 4], 2);
    problem.vendors = [
      {
        id: 'V',
        supply: [
          { month: '2026-04', units: 1 },
          { month: '2026-05', units: 1 },
        ],
      },
    ];
    problem.end = '2026-05-29';
    // 5 on 1 April; 4 on Friday 1 May, the 31st day.
    expect(boundPhase(compileModel(problem), 1, []).lowerBound).toBe(100 * (5 + 4 * 31) + 100);
  });

  it('gives up on work that is not worth its cost, and lets phase 2 await', () => {
    const problem = dailyWork([1], 1);
    problem.workPackages[0]!.options[0]!.costPence = 1_000_000;
    expect(boundPhase(compileModel(problem), 1, []).lowerBound).toBe(30 * 100);
    problem.sites[0]!.sensitive = false;
    problem.workPackages[0]!.awaitUpgradeOn = '2026-04-07';
    expect(boundPhase(compileModel(problem), 2, []).lowerBound).toBe(7 * 100);
  });

  it('never starts phase 2 before phase 1 is done, if the phases are strict', () => {
    const problem = dailyWork([1, 1], 1);
    problem.sites.push({ id: 'T', region: 'R', sensitive: false, clearance: 0, maxCrews: 1 });
    problem.workPackages[1]!.siteId = 'T';
    const model = compileModel(problem);
    const given: Placement[] = [
      { workPackage: 0, option: 0, crew: 0, start: 1, finish: 1, costPence: 50, budget: 0 },
    ];
    expect(boundPhase(model, 2, given).lowerBound).toBe(3 * 100 + 50);
    const filling = compileModel({ ...problem, rule: 'FILL_IDLE_CAPACITY' });
    expect(boundPhase(filling, 2, given).lowerBound).toBe(100 + 50);
  });

  it('is proved to the hundredth of a penny by its certificate, and no plan is below it', async () => {
    await fc.assert(
      fc.asyncProperty(problems({ maxPackages: 8, maxDays: 60 }), async (problem) => {
        const { plan } = await planProblem(problem, { seed: 1, iterations: 100 });
        const model = compileModel(problem);
        for (const phase of [1, 2] as const) {
          const given = phase === 1 ? [] : phase1Of(model, plan);
          const { lowerBound, certificate } = boundPhase(model, phase, given, { iterations: 40 });
          expect(lowerBound).toBeLessThanOrEqual(plan.phases[phase - 1]!.objective);
          expect(provedBy(problem, plan, certificate)).toBeGreaterThanOrEqual(lowerBound);
          // Windows and rates of a group are relaxed further than the checker does; with equal rates it must agree.
          if (new Set(problem.crews.map((crew) => crew.dayRatePence)).size === 1) {
            expect(provedBy(problem, plan, certificate)).toBe(lowerBound);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives a bound that holds when it is stopped before it begins', () => {
    const { lowerBound, certificate } = boundPhase(compileModel(dailyWork([3, 1, 2], 1)), 1, [], {
      shouldStop: () => true,
    });
    expect(lowerBound).toBeLessThanOrEqual(1150);
    expect(lowerBound).toBeGreaterThanOrEqual(750);
    expect(certificate.lowerBound).toBe(lowerBound);
  });

  it('bounds by 0 where sums are too large to be told exactly', () => {
    const problem = dailyWork([10_000_000], 1);
    problem.penceForRiskDay = 1_000_000_000_000;
    expect(boundPhase(compileModel(problem), 1, [])).toMatchObject({
      lowerBound: 0,
      certificate: { crewPrices: [], unitPrices: [], budgetPrices: [] },
    });
  });
});

/** April 2026 from Wednesday the 1st: packages of a day's work, at one site where all may be at once. */
function dailyWork(risks: number[], crews: number): Problem {
  return {
    start: '2026-04-01',
    end: '2026-04-30',
    rule: 'STRICT_PHASES',
    penceForRiskDay: 100,
    holidays: [],
    weekend: [6, 7],
    crews: Array.from({ length: crews }, (_, index) => ({
      id: `K${index}`,
      regions: ['R'],
      clearance: 0,
      minutesPerDay: 450,
      dayRatePence: 10,
    })),
    vendors: [{ id: 'V' }],
    budgets: [{ id: 'B', from: '2026-04-01', to: '2026-05-31', pence: 10_000_000 }],
    sites: [{ id: 'S', region: 'R', sensitive: true, clearance: 0, maxCrews: risks.length }],
    workPackages: risks.map((risk, index): WorkPackage => ({
      id: `P${index}`,
      siteId: 'S',
      budgetIds: ['B'],
      risk,
      options: [{ id: 'O', vendorId: 'V', units: 1, minutes: 450, costPence: 40, leadDays: 0 }],
    })),
  };
}

function provedBy(problem: Problem, plan: Plan, certificate: PhaseCertificate): number {
  const reading = read(problem, plan);
  const refusals: string[] = [];
  const prices = readPrices(reading, certificate, 'certificate', (_, path) => refusals.push(path));
  expect(refusals).toEqual([]);
  return prices ? proveBound(reading, certificate.phase, prices) : NaN;
}

/** The phase 1 part of a plan, as the planner keeps it. */
function phase1Of(model: Model, plan: Plan): Placement[] {
  const { problem, packages, startEpochDay } = model;
  const dayOf = (iso: string) => Date.parse(iso) / 86_400_000 - startEpochDay;
  return plan.assignments.flatMap(
    ({ workPackageId, optionId, crewId, start, finish, costPence, budgetId }) => {
      const workPackage = problem.workPackages.findIndex(({ id }) => id === workPackageId);
      if (packages.phase[workPackage] !== 1) return [];
      const option = problem.workPackages[workPackage]!.options.findIndex(({ id }) => id === optionId);
      return [
        {
          workPackage,
          option: packages.firstOption[workPackage]! + option,
          crew: problem.crews.findIndex(({ id }) => id === crewId),
          start: dayOf(start),
          finish: dayOf(finish),
          costPence,
          budget: problem.budgets.findIndex(({ id }) => id === budgetId),
        },
      ];
    },
  );
}
