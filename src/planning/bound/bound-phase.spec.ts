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
    const problem = dailyWork([1, 1], 2);
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

  it('keeps the room of pins of phase 2 in phase 1, except where phase 1 is planned alone', () => {
    const problem = dailyWork([1, 1], 1);
    problem.sites.push({ id: 'T', region: 'R', sensitive: false, clearance: 0, maxCrews: 1 });
    problem.workPackages[1]!.siteId = 'T';
    problem.workPackages[1]!.pinned = { optionId: 'O', crewId: 'K0', startDay: '2026-04-01' };
    expect(boundPhase(compileModel(problem), 1, []).lowerBound).toBe(2 * 100 + 50);
    const filling = compileModel({ ...problem, rule: 'FILL_IDLE_CAPACITY' });
    expect(boundPhase(filling, 1, []).lowerBound).toBe(100 + 50);
  });

  it('has no work span the leave of a crew onto a day that is taken, even where nothing has a price', () => {
    const problem = dailyWork([1, 1, 1], 2);
    problem.rule = 'FILL_IDLE_CAPACITY';
    problem.crews[0]!.leave = [['2026-04-02', '2026-04-02']];
    problem.sites.push({ id: 'T', region: 'R', sensitive: false, clearance: 0, maxCrews: 1 });
    problem.workPackages[0]!.options[0]!.minutes = 30 * 450;
    problem.workPackages[2]!.siteId = 'T';
    problem.workPackages[2]!.options[0]!.minutes = 2 * 450;
    const given: Placement[] = [
      { workPackage: 0, option: 0, crew: 1, start: 0, finish: 29, costPence: 340, budget: 0 },
      { workPackage: 1, option: 1, crew: 0, start: 2, finish: 2, costPence: 50, budget: 0 },
    ];
    // The crew is free on Wednesday the 1st, on leave on the 2nd and at work on the 3rd: Monday and Tuesday are left.
    expect(boundPhase(compileModel(problem), 2, given, { iterations: 0 }).lowerBound).toBe(7 * 100 + 60);
  });

  it('is proved to the hundredth of a penny by its certificate, and no plan is below it', async () => {
    const kinds = fc.constantFrom('as drawn', 'same rate', 'alike');
    await fc.assert(
      fc.asyncProperty(problems({ maxPackages: 8, maxDays: 60 }), kinds, async (drawn, kind) => {
        const problem =
          kind === 'same rate' ? withOneRate(drawn) : kind === 'alike' ? withLikeCrews(drawn) : drawn;
        const { plan } = await planProblem(problem, { seed: 1, iterations: 100 });
        const model = compileModel(problem);
        for (const phase of [1, 2] as const) {
          const given = phase === 1 ? [] : phase1Of(model, plan);
          const { lowerBound, certificate } = boundPhase(model, phase, given, { iterations: 40 });
          expect(lowerBound).toBeLessThanOrEqual(plan.phases[phase - 1]!.objective);
          const proved = provedBy(problem, plan, certificate);
          // Day rates are relaxed further than the checker does; where they are the same it must agree.
          if (kind === 'as drawn') expect(proved).toBeGreaterThanOrEqual(lowerBound);
          else expect(proved).toBe(lowerBound);
        }
      }),
      { numRuns: 240 },
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

/** All crews at the lowest rate, so that no pin becomes too dear. */
function withOneRate(problem: Problem): Problem {
  const dayRatePence = Math.min(...problem.crews.map((crew) => crew.dayRatePence));
  return { ...problem, crews: problem.crews.map((crew) => ({ ...crew, dayRatePence })) };
}

/** Crews that differ by their days alone, without pins: they might no longer fit. */
function withLikeCrews(problem: Problem): Problem {
  const fields = { regions: ['R1', 'R2'], clearance: 3 as const, minutesPerDay: 300, dayRatePence: 20 };
  return {
    ...problem,
    crews: problem.crews.map((crew) => ({ ...crew, ...fields })),
    workPackages: problem.workPackages.map((work) => ({ ...work, pinned: undefined })),
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
