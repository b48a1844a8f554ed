import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import { epochDayOf, planProblem, type Plan, type Problem } from '../../planning/index.js';
import { buildModel, type ForecastTerms, type KnownWork } from './build-model.js';
import { meanFactor, type Spread } from './factor-table.js';
import type { ForecastModel } from './model.js';
import { joinBlocks, simulate } from './simulate.js';
import { summarise } from './summarise.js';

const CERTAIN: ForecastTerms = {
  spreads: new Map(),
  vendorCorrelation: 0,
  regionCorrelation: 0,
  notBefore: null,
};
const always = (percent: number): Spread => ({
  shape: 'LOGNORMAL',
  lowPercent: percent,
  highPercent: percent,
});
const DOUBTFUL: ForecastTerms = {
  ...CERTAIN,
  spreads: new Map<string, Spread>([
    ['EQUIPMENT', { shape: 'PERT', lowPercent: 80, highPercent: 150 }],
    ['LABOUR', { shape: 'LOGNORMAL', lowPercent: 80, highPercent: 160 }],
  ]),
  vendorCorrelation: 0.3,
  regionCorrelation: 0.2,
};

const model = (
  problem: Problem,
  plan: Pick<Plan, 'assignments'>,
  terms: ForecastTerms,
  works?: Record<string, KnownWork>,
): ForecastModel =>
  buildModel(
    problem,
    plan,
    () => undefined,
    (id) => works?.[id],
    terms,
  );
const draw = (of: ForecastModel, seed = 1, draws = 100) => summarise(of, simulate(of, seed, 0, draws));

/**
 * By hand: a crew at £400 a day of 450 minutes works at A from Monday 4 to Tuesday 5 January 2027, then at B on
 * Wednesday 6, then in the next fiscal year, on Thursday 1 April, at C, which is not sensitive. Equipment: A £1,000,
 * B £500, C £100. B is closed on Thursday 7 and Friday 8.
 */
const WORK = { budgetIds: ['X'], risk: 1 };
const option = (minutes: number, costPence: number) => [
  { id: 'O', vendorId: 'V', units: 1, minutes, costPence, leadDays: 0 },
];
const PROBLEM: Problem = {
  ...{ start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 1 },
  ...{ holidays: [], weekend: [6, 7], vendors: [{ id: 'V' }] },
  crews: [{ id: 'C', regions: ['R'], clearance: 3, minutesPerDay: 450, dayRatePence: 40_000 }],
  budgets: [],
  sites: [
    { id: 'A', region: 'R', sensitive: true, clearance: 0, maxCrews: 1 },
    {
      id: 'B',
      region: 'R',
      sensitive: true,
      clearance: 0,
      maxCrews: 1,
      closures: [['2027-01-07', '2027-01-08']],
    },
    { id: 'C', region: 'R', sensitive: false, clearance: 0, maxCrews: 1 },
  ],
  workPackages: [
    { id: 'A1', siteId: 'A', ...WORK, options: option(900, 100_000) },
    { id: 'B1', siteId: 'B', ...WORK, options: option(450, 50_000) },
    { id: 'C1', siteId: 'C', ...WORK, options: option(450, 10_000) },
  ],
};
const placed = (workPackageId: string, start: string, finish: string, costPence: number) => ({
  ...{ workPackageId, optionId: 'O', crewId: 'C', start, finish, costPence, budgetId: 'X' },
});
const PLAN: Pick<Plan, 'assignments'> = {
  assignments: [
    placed('A1', '2027-01-04', '2027-01-05', 180_000),
    placed('B1', '2027-01-06', '2027-01-06', 90_000),
    placed('C1', '2027-04-01', '2027-04-01', 50_000),
  ],
};

describe('a forecast, by hand', () => {
  const terms = (equipment: number, labour: number): ForecastTerms => ({
    ...CERTAIN,
    spreads: new Map([
      ['EQUIPMENT', always(equipment)],
      ['LABOUR', always(labour)],
    ]),
  });

  it('of work that takes half as long again pushes what the crew does later, past closures, and costs its days', () => {
    // A: 1,350 minutes, 3 days, Monday 4 to Wednesday 6. B: 675 minutes, 2 days; from Thursday 7 it would touch the
    // closure, so Monday 11 and Tuesday 12. C: 2 days from Thursday 1 April. Labour: 7 days, £2,800.
    const { years, phases, total } = draw(model(PROBLEM, PLAN, terms(110, 150)), 1, 1);
    expect(phases).toMatchObject([
      { phase: 1, plannedFinish: '2027-01-06', p50: '2027-01-12' },
      { phase: 2, plannedFinish: '2027-04-01', p50: '2027-04-02' },
    ]);
    // Equipment a tenth dearer: £1,650 in 2026 and £110 in 2027; labour £2,000 and £800.
    expect(years).toMatchObject([
      { fiscalYear: 2026, plannedPence: 270_000, meanPence: 365_000, p90: 365_000 },
      { fiscalYear: 2027, plannedPence: 50_000, meanPence: 91_000, p10: 91_000 },
    ]);
    expect(total).toMatchObject({ plannedPence: 320_000, meanPence: 456_000 });
  });

  it('under strict phases lets phase 2 wait for the last of phase 1, whichever crew has it', () => {
    // 40 times as long: A takes 80 days, B 40. 120 working days from 4 January end on 18 June; C, of another crew, begins
    // on Monday 21st and takes 40.
    const [crew] = PROBLEM.crews;
    const two: Problem = {
      ...PROBLEM,
      crews: [crew!, { ...crew!, id: 'D' }],
      sites: PROBLEM.sites.map(({ closures: _, ...site }) => site),
    };
    const plan = {
      assignments: PLAN.assignments.map((each, at) => ({ ...each, crewId: at === 2 ? 'D' : 'C' })),
    };
    expect(draw(model(two, plan, terms(100, 4_000)), 1, 1).phases).toMatchObject([
      { p50: '2027-06-18' },
      { p50: '2027-08-13' },
    ]);
    // Under the other rule C begins on 1 April as planned.
    const idle = model({ ...two, rule: 'FILL_IDLE_CAPACITY' }, plan, terms(100, 4_000));
    expect(draw(idle, 1, 1).phases).toMatchObject([{ p50: '2027-06-18' }, { p50: '2027-05-26' }]);
  });

  it('takes what is done as it was, begins what has begun, and nothing else before today', () => {
    const works: Record<string, KnownWork> = {
      A1: { standing: 'DONE', startedOn: '2027-01-11', doneOn: '2027-01-13', costPence: 200_000 },
      B1: { standing: 'UNDER_WAY', startedOn: '2027-01-14', doneOn: null, costPence: null },
    };
    const { phases, years } = draw(
      model(PROBLEM, PLAN, { ...terms(150, 200), notBefore: '2027-05-03' }, works),
      1,
      1,
    );
    // A cost £2,000. B was to take 2 days from the 14th: it is not finished by 3 May, so then at the earliest.
    expect(phases).toMatchObject([{ p50: '2027-05-03' }, { p50: '2027-05-05' }]);
    expect(years.map(({ fiscalYear, meanPence }) => [fiscalYear, meanPence])).toEqual([
      [2026, 200_000],
      [2027, 75_000 + 80_000 + 15_000 + 80_000],
    ]);
  });
});

describe('a forecast', () => {
  const planned = fc.tuple(problems({ maxPackages: 8, maxDays: 60 }), fc.nat());

  it('without doubt is the plan', async () => {
    await fc.assert(
      fc.asyncProperty(planned, async ([problem, seed]) => {
        const { plan } = await planProblem(problem, { seed, iterations: 5 });
        if (plan.assignments.length === 0) return;
        const { total, phases, drivers } = draw(
          model(problem, plan, { ...CERTAIN, vendorCorrelation: 0.5 }),
          seed,
          3,
        );
        const cost = plan.assignments.reduce((sum, { costPence }) => sum + costPence, 0);
        expect(total).toEqual({
          plannedPence: cost,
          meanPence: cost,
          p10: cost,
          p50: cost,
          p80: cost,
          p90: cost,
        });
        for (const { phase, plannedFinish, p10, p90 } of phases) {
          expect([p10, p90]).toEqual([plannedFinish, plannedFinish]);
          expect(plannedFinish).toBe(plan.phases.find((each) => each.phase === phase)?.lastFinish);
        }
        for (const { costShare, finishCorrelation } of drivers)
          expect([costShare, finishCorrelation]).toEqual([null, null]);
      }),
      { numRuns: 25 },
    );
  });

  it('has percentiles in order, drivers that explain all of it, and the same figures however it is parted', async () => {
    await fc.assert(
      fc.asyncProperty(planned, fc.integer({ min: 1, max: 39 }), async ([problem, seed], cut) => {
        const { plan } = await planProblem(problem, { seed, iterations: 5 });
        if (plan.assignments.length === 0) return;
        const of = model(problem, plan, DOUBTFUL);
        const whole = simulate(of, seed, 0, 40);
        const summary = summarise(of, whole);
        const width = of.yearEnds.length;
        const totals = Array.from({ length: 40 }, (_, at) =>
          whole.years.slice(at * width, (at + 1) * width).reduce((sum, pence) => sum + pence, 0),
        );
        for (const { p10, p50, p80, p90 } of [summary.total, ...summary.years, ...summary.phases]) {
          expect([p10, p50, p80, p90]).toEqual(
            [p10, p50, p80, p90].sort((a, b) => (a < b ? -1 : Number(a > b))),
          );
        }
        for (const dimension of ['VENDOR', 'REGION', 'CATEGORY', 'PHASE']) {
          const of = summary.drivers.filter((each) => each.dimension === dimension);
          const shares = of.flatMap(({ costShare }) => (costShare === null ? [] : [costShare]));
          // Where no draw costs more than another, there is nothing to explain.
          if (new Set(totals).size === 1) expect(shares).toEqual([]);
          else expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
        }
        const parts = joinBlocks([simulate(of, seed, cut, 40), simulate(of, seed, 0, cut)].reverse());
        expect(parts).toEqual(whole);
        if (new Set(totals).size > 5) expect(simulate(of, seed + 1, 0, 40).years).not.toEqual(whole.years);
      }),
      { numRuns: 15 },
    );
  });

  it('has the mean of its estimates, as near as so many draws must be', () => {
    const draws = 10_000;
    const spread = DOUBTFUL.spreads.get('EQUIPMENT') as Spread;
    const alone = { ...PLAN, assignments: PLAN.assignments.slice(0, 1) };
    const of = model(PROBLEM, alone, { ...CERTAIN, spreads: new Map([['EQUIPMENT', spread]]) });
    const { meanPence } = draw(of, 5, draws).total;
    // Hoeffding: figures that all lie within a range are off their mean, on average over n, by more than the range
    // times the root of ln(2/p)/2n with a probability of p; here one in a thousand million. A penny for rounding.
    const range = 100_000 * (1.5 - 0.8);
    const bound = range * Math.sqrt(Math.log(2e9) / (2 * draws)) + 1;
    expect(Math.abs(meanPence - (80_000 + 100_000 * meanFactor(spread)))).toBeLessThan(bound);
  });

  it('lets all of one vendor be off together where they share all of the doubt', () => {
    const spreads = new Map([['EQUIPMENT', DOUBTFUL.spreads.get('EQUIPMENT') as Spread]]);
    const together = model(PROBLEM, PLAN, { ...CERTAIN, spreads, vendorCorrelation: 1 });
    const { years } = simulate(together, 3, 0, 200);
    const width = together.yearEnds.length;
    // Equipment of £1,500 in the first year and £100 in the second: off by the same factor, but for rounding.
    for (let at = 0; at < 200; at += 1) {
      const [first, second] = [years[at * width]! - 120_000, years[at * width + 1]! - 40_000];
      expect(Math.abs(first - 15 * second)).toBeLessThanOrEqual(9);
    }
    const apart = draw(model(PROBLEM, PLAN, { ...CERTAIN, spreads }), 3, 2_000).total;
    const joint = draw(together, 3, 2_000).total;
    expect(joint.p90 - joint.p10).toBeGreaterThan(apart.p90 - apart.p10);
  });

  it('tells which vendor drives the spread', () => {
    const two: Problem = {
      ...PROBLEM,
      vendors: [{ id: 'V' }, { id: 'W' }],
      workPackages: PROBLEM.workPackages.map((work, at) =>
        at === 0 ? { ...work, options: [{ ...work.options[0]!, vendorId: 'W' }] } : work,
      ),
    };
    const { drivers } = draw(
      model(two, PLAN, { ...DOUBTFUL, vendorCorrelation: 0, regionCorrelation: 0 }),
      1,
      2_000,
    );
    const vendors = drivers.filter(({ dimension }) => dimension === 'VENDOR');
    expect(vendors.map(({ name }) => name)).toEqual(['W', 'V']);
    expect(vendors[0]?.costShare).toBeGreaterThan(0.5);
    const [labour] = drivers.filter(({ name }) => name === 'LABOUR');
    expect(labour?.costShare).toBeGreaterThan(0.3);
  });

  it('is drawn by the crew in the order of the plan', () => {
    const shuffled = { ...PLAN, assignments: [...PLAN.assignments].reverse() };
    const starts = model(PROBLEM, shuffled, CERTAIN).works.map(({ start }) => start);
    expect(starts).toEqual(['2027-01-04', '2027-01-06', '2027-04-01'].map(epochDayOf));
  });
});
