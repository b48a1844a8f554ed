import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_BOOK } from '../../costing/costing-book.js';
import { NO_BASIS } from '../../costing/cost-line.js';
import { checkPlan, keepPins, planProblem } from '../../planning/index.js';
import { buildProblem } from '../problem/build-problem.js';
import { thresholdsOf, type TierUnits } from '../problem/offers.js';
import type { PlanningData, VendorRow } from '../problem/planning-data.js';
import { boughtBefore, pinsOn, unitsOf, type Planned } from './planned.js';
import { settleTiers, tiersReached, type Pass } from './settle-tiers.js';

const STEPS = new Map([
  ['A', [10, 50]],
  ['B', [20]],
]);
const unitsFrom = (a: number, b: number) =>
  new Map([
    ['A', a],
    ['B', b],
  ]);

/** A planner that takes of A what it is told to for A's tier, and as much of B as there is left of 60. */
function scripted(takes: Record<number, number>) {
  const asked: [number, boolean][] = [];
  const planAt = (tiers: TierUnits, keep: string | null): Promise<Pass<string>> => {
    const tier = tiers.get('A') ?? 0;
    asked.push([tier, keep !== null]);
    const a = takes[tier] ?? 0;
    return Promise.resolve({ planned: `at ${tier}`, units: unitsFrom(a, 0) });
  };
  return { asked, planAt };
}

describe('the tiers of a plan', () => {
  it('take one pass where there are none, or none is reached', async () => {
    const { asked, planAt } = scripted({ 0: 9 });
    expect(await settleTiers(new Map(), new Map(), planAt)).toMatchObject({ passes: 1, planned: 'at 0' });
    expect(await settleTiers(STEPS, new Map(), planAt)).toMatchObject({ passes: 1, planned: 'at 0' });
    expect(asked).toHaveLength(2);
  });

  it('are those that the plan reaches, planned with anew', async () => {
    const { asked, planAt } = scripted({ 0: 12, 10: 55, 50: 60 });
    const { tiers, reached, passes } = await settleTiers(STEPS, new Map(), planAt);
    expect([tiers.get('A'), reached.get('A'), passes]).toEqual([50, 50, 3]);
    expect(asked).toEqual([
      [0, false],
      [10, false],
      [50, false],
    ]);
  });

  it('are not given again to a vendor of which less was taken when it was cheaper', async () => {
    const { asked, planAt } = scripted({ 0: 12, 10: 55, 50: 30 });
    const keeping = async (tiers: TierUnits, keep: string | null) =>
      keep === null ? planAt(tiers, keep) : { ...(await planAt(tiers, keep)), units: unitsFrom(56, 0) };
    const { tiers, reached } = await settleTiers(STEPS, new Map(), keeping);
    // At its cap of 10 the plan takes 55, which is enough for 50: it is kept as it is and paid for at 50's price.
    expect(asked).toEqual([
      [0, false],
      [10, false],
      [50, false],
      [10, false],
      [50, true],
    ]);
    expect([tiers.get('A'), reached.get('A')]).toEqual([50, 50]);
  });

  it('stay at the dearer price where a plan cannot be kept at the cheaper one, and say so', async () => {
    const { planAt } = scripted({ 0: 12, 10: 55, 50: 30 });
    const { tiers, reached, planned } = await settleTiers(STEPS, new Map(), planAt);
    expect([tiers.get('A'), reached.get('A'), planned]).toEqual([10, 50, 'at 10']);
  });

  it('begin where they are told to', async () => {
    const { asked, planAt } = scripted({ 10: 40 });
    await settleTiers(STEPS, new Map([['A', 44]]), planAt);
    expect(asked).toEqual([[10, false]]);
  });

  it('count what works on the plans before it have bought, and on no others', async () => {
    // Of the 120 that the first plan took 40 are done: their devices are in no problem any longer.
    const planned = {
      built: { problem: { workPackages: [{ id: 'W', options: [{ id: 'O', vendorId: 'A', units: 80 }] }] } },
      result: { plan: { assignments: [{ workPackageId: 'W', optionId: 'O' }] } },
    } as unknown as Planned;
    const work = (planId: number, units: number) => ({
      ...{ planId, workPackageId: 'X', budgetId: 'B', vendorId: 'A', pence: 0, resourcePence: 0, units },
    });
    const done = [work(1, 15), work(2, 25), work(9, 60)];
    const settled = (chain: number[]) =>
      settleTiers(new Map([['A', [100]]]), new Map([['A', 100]]), () =>
        Promise.resolve({ planned, units: unitsOf(planned, boughtBefore({ done }, chain)) }),
      );
    expect(await settled([1, 2, 3])).toMatchObject({ tiers: new Map([['A', 100]]), passes: 1 });
    expect((await settled([1, 2, 3])).units).toEqual(new Map([['A', 120]]));
    expect((await settled([2, 3])).tiers).toEqual(new Map([['A', 100]]));
    expect((await settled([1, 3])).tiers).toEqual(new Map([['A', 0]]));
  });

  it('settle, whatever a planner makes of them that keeps what it is to keep', async () => {
    const steps = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
      .map((drawn) => drawn.sort((a, b) => a - b));
    const takes = fc.array(fc.nat(70), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(steps, steps, steps), takes, async (drawn, units) => {
        const thresholds = new Map(drawn.map((of, index) => [`V${index}`, of]));
        let calls = 0;
        const planAt = (tiers: TierUnits, keep: ReadonlyMap<string, number> | null) => {
          calls += 1;
          const seed = [...tiers.values()].reduce((sum, tier, index) => sum + tier * (7 * index + 1), 0);
          const taken = new Map(
            [...thresholds.keys()].map((vendor, index) => [
              vendor,
              Math.max(units[(seed + 11 * index) % units.length] ?? 0, keep?.get(vendor) ?? 0),
            ]),
          );
          return Promise.resolve({ planned: taken, units: taken });
        };
        const { tiers, reached, planned } = await settleTiers(thresholds, new Map(), planAt);
        expect(tiers).toEqual(reached);
        expect(tiers).toEqual(tiersReached(thresholds, planned));
        // Each cap falls at most as often as it has steps, and between two falls tiers rise as often at most.
        const levels = drawn.flat().length;
        expect(calls).toBeLessThanOrEqual((levels + 1) * (levels + 1) + levels);
      }),
    );
  });
});

describe('plans at tiers', () => {
  const vendor = (id: number, prices: number[], leadDays: number): VendorRow => ({
    ...{ id, externalId: `V${id}`, supply: null },
    products: [
      {
        ...{ externalId: `P${id}`, kinds: ['CAMERA'], basis: NO_BASIS, fittingMinutes: 100, leadDays },
        pricePence: prices[0] ?? 0,
        tiers: prices.map((pricePence, index) => ({ fromUnits: index * 4, pricePence })),
      },
    ],
  });
  const prices = fc
    .array(fc.integer({ min: 5_000, max: 40_000 }), { minLength: 1, maxLength: 3 })
    .map((drawn) => drawn.sort((a, b) => b - a));
  const data = fc
    .record({
      sites: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      ...{ first: prices, second: prices, budget: fc.integer({ min: 50_000, max: 600_000 }) },
    })
    .map(({ sites, first, second, budget }): PlanningData => ({
      ...{ done: [], book: EMPTY_BOOK, priceIndices: new Map(), recorders: [], quotations: [], holidays: [] },
      terms: { start: '2027-01-04', end: '2027-06-30', rule: 'FILL_IDLE_CAPACITY', penceForRiskDay: 100 },
      devices: sites.flatMap((count, site) =>
        Array.from({ length: count }, (_, index) => ({
          ...{ id: site * 10 + index, siteId: site, kind: 'CAMERA' as const, network: 'CORE' as const },
          ...{ status: 'IN_USE' as const, recorderId: null, scheduledUpgradeOn: null, removalDeadline: null },
        })),
      ),
      sites: sites.map((_, id) => ({
        ...{ id, externalId: `S${id}`, organisationId: 1, bodyKind: 'POLICE', region: 'R', maxCrews: 1 },
        ...{ sensitive: id % 2 === 0, clearance: 'NONE', closures: [] },
      })),
      vendors: [vendor(1, first, 30), vendor(2, second, 5)],
      crews: [
        {
          ...{ id: 1, externalId: 'C', nation: 'ENG', regions: ['R'], clearance: 'DV', minutesPerDay: 450 },
          ...{ dayRatePence: 10_000, from: null, to: null, leave: [] },
        },
      ],
      budgets: [
        {
          ...{ id: 1, externalId: 'B', organisationId: 1, category: 'CAPITAL', fund: 'OWN', pence: budget },
          ...{ from: '2027-01-01', to: '2027-12-31' },
        },
      ],
    }));

  it('keep every rule and cost what the tiers say that they reach', async () => {
    await fc.assert(
      fc.asyncProperty(data, async (rows) => {
        const thresholds = new Map(rows.vendors.map((of) => [of.externalId, thresholdsOf(of)]));
        const planAt = async (tiers: TierUnits, keep: Planned | null) => {
          const built = buildProblem(rows, tiers);
          if (keep) built.problem = keepPins(built.problem, pinsOn(keep, built.problem));
          const result = await planProblem(built.problem, { seed: 1, iterations: 20 });
          const planned = { built, result, moves: [] };
          return { planned, units: unitsOf(planned) };
        };
        const { planned, tiers, units } = await settleTiers(thresholds, new Map(), planAt);
        const { problem } = planned.built;
        const { plan, certificate } = planned.result;
        expect(checkPlan(problem, plan, certificate)).toEqual([]);
        expect(tiers).toEqual(tiersReached(thresholds, units));
        const priceOf = (of: VendorRow) =>
          of.products[0]?.tiers.filter(({ fromUnits }) => fromUnits <= (units.get(of.externalId) ?? 0)).at(-1)
            ?.pricePence ?? 0;
        const priced = new Map(rows.vendors.map((of) => [of.externalId, priceOf(of)]));
        for (const { workPackageId, optionId, costPence } of plan.assignments) {
          const work = problem.workPackages.find(({ id }) => id === workPackageId);
          const option = work?.options.find(({ id }) => id === optionId);
          const days = Math.ceil((option?.minutes ?? 0) / 450);
          expect(costPence).toBe(
            (option?.units ?? 0) * (priced.get(option?.vendorId ?? '') ?? 0) + days * 10_000,
          );
        }
      }),
      { numRuns: 12 },
    );
  });
});
