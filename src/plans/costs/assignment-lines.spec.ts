import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_BASIS, totalOf, type CostLine } from '../../costing/cost-line.js';
import type { CostingBook } from '../../costing/costing-book.js';
import { DEVICE_KINDS } from '../../estate/estate.types.js';
import { planProblem } from '../../planning/index.js';
import { buildProblem } from '../problem/build-problem.js';
import type { BudgetRow, DeviceRow, PlanningData, ProductRow } from '../problem/planning-data.js';
import { linesAsOrdered, linesOfPlan } from './assignment-lines.js';

const BOOK: CostingBook = {
  rates: [
    { category: 'LICENCES', per: 'UNIT', class: 'RESOURCE', amount: 8_001, basis: NO_BASIS },
    { category: 'TRAVEL', per: 'CREW_DAY', class: 'RESOURCE', amount: 4_000, basis: NO_BASIS },
    { category: 'CONTINGENCY', per: 'PERCENT', class: 'CAPITAL', amount: 333, basis: NO_BASIS },
  ],
  vat: new Map([['EQUIPMENT', { basisPoints: 2_000, recoverableBy: new Set<never>() }]]),
};

const product = (externalId: string, pricePence: number, leadDays: number): ProductRow => ({
  ...{
    externalId,
    kinds: [...DEVICE_KINDS],
    pricePence,
    basis: NO_BASIS,
    tiers: [],
    fittingMinutes: 200,
    leadDays,
  },
});

const site = (id: number, organisationId: number, bodyKind: 'POLICE' | 'HEALTH') => ({
  ...{ id, externalId: `S${id}`, organisationId, bodyKind, region: 'London', sensitive: id === 1 },
  ...{ clearance: 'NONE' as const, maxCrews: 1, closures: [] },
});

/** Lines of capital and of resource, for each body. */
function linesOf(capital: number, resource: number): BudgetRow[] {
  return [10, 20].flatMap((organisationId) =>
    (['CAPITAL', 'RESOURCE'] as const).map((category, index) => ({
      ...{
        id: organisationId + index,
        externalId: `${category} ${organisationId}`,
        organisationId,
        category,
      },
      ...{ fund: 'OWN' as const, from: '2027-01-01', to: '2028-03-31' },
      pence: category === 'CAPITAL' ? capital : resource,
    })),
  );
}

const DATA: PlanningData = {
  done: [],
  terms: { start: '2027-01-04', end: '2028-03-31', rule: 'STRICT_PHASES', penceForRiskDay: 1_200 },
  book: BOOK,
  priceIndices: new Map(),
  devices: [],
  recorders: [],
  sites: [site(1, 10, 'POLICE'), site(2, 10, 'POLICE'), site(3, 20, 'HEALTH')],
  vendors: [
    {
      id: 5,
      externalId: 'V1',
      supply: null,
      products: [product('SLOW', 20_003, 90), product('FAST', 50_007, 10)],
    },
    { id: 6, externalId: 'V2', supply: null, products: [product('P2', 21_001, 30)] },
  ],
  quotations: [],
  crews: ['C1', 'C2'].map((externalId, id) => ({
    ...{ id, externalId, nation: 'ENG', regions: ['London'], clearance: 'SC', minutesPerDay: 450 - 60 * id },
    ...{ dayRatePence: 60_000 + id, from: null, to: null, leave: [] },
  })),
  budgets: linesOf(3_000_000, 300_000),
  holidays: [],
};

const devices = fc
  .array(
    fc.record({
      siteId: fc.constantFrom(1, 2, 3),
      kind: fc.constantFrom(...DEVICE_KINDS),
      status: fc.constantFrom('IN_USE', 'DECOMMISSIONED_PRESENT'),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drawn) =>
    drawn.map((device, index): DeviceRow => ({
      ...device,
      ...{ id: index + 1, network: 'ISOLATED', recorderId: null },
      ...{ scheduledUpgradeOn: null, removalDeadline: '2027-12-31' },
    })),
  );

describe('the lines of a plan', () => {
  it('add up to what each assignment costs, to the penny, whatever there is to do', async () => {
    await fc.assert(
      fc.asyncProperty(devices, async (rows) => {
        const data = { ...DATA, devices: rows };
        const built = buildProblem(data);
        const { plan } = await planProblem(built.problem, { seed: 1, iterations: 20 });
        const lines = [...linesOfPlan(data, built, plan, new Map())];
        expect(lines.map(({ number, lines: of }) => [built.packages[number]?.id, totalOf(of)])).toEqual(
          plan.assignments.map(({ workPackageId, costPence }) => [workPackageId, costPence]),
        );
      }),
      { numRuns: 12 },
    );
  });
});

describe('what a plan charges', () => {
  it('overdraws neither the capital nor the resource of a body, whatever there is of both', async () => {
    let charged = 0;
    await fc.assert(
      fc.asyncProperty(devices, fc.nat(800_000), fc.nat(120_000), async (rows, capital, resource) => {
        const data = { ...DATA, devices: rows, budgets: linesOf(capital, resource) };
        const built = buildProblem(data);
        const { plan } = await planProblem(built.problem, { seed: 1, iterations: 5 });
        const sums = new Map<string, number>();
        for (const { number, lines } of linesOfPlan(data, built, plan, new Map())) {
          charged += 1;
          for (const line of lines) {
            const key = `${line.class} ${built.packages[number]?.site.organisationId}`;
            sums.set(key, (sums.get(key) ?? 0) + line.totalPence);
          }
        }
        for (const { externalId, pence } of data.budgets)
          expect(sums.get(externalId) ?? 0).toBeLessThanOrEqual(pence);
      }),
      { numRuns: 20 },
    );
    expect(charged).toBeGreaterThan(0);
  });

  it('reaches as far as its least line, and no further than what works have left of it', () => {
    const [camera] = fc.sample(devices, { numRuns: 1, seed: 1 })[0] as DeviceRow[];
    const rows = [{ ...camera, siteId: 1, kind: 'CAMERA', status: 'IN_USE' } as DeviceRow];
    const potsAt = (capital: number, resource: number, more: Partial<PlanningData> = {}) =>
      buildProblem({ ...DATA, devices: rows, budgets: linesOf(capital, resource), ...more }).problem.budgets;
    // One camera: 8,001 for its licence and 4,000 for the crew's journey are resource, whoever does it; the dearest way
    // to do it costs most and has the least share, the cheapest the greatest:
    //   FAST at 50,007: VAT 10,001, contingency 3.33 % of 58,008 is 1,932, a day at 60,001: 133,942, of which 12,001
    //   SLOW at 20,003: VAT  4,001, contingency 3.33 % of 28,004 is   933, a day at 60,000:  96,938, of which 12,001
    const [pot] = potsAt(1_000_000, 24_002);
    expect(pot).toMatchObject({ id: 'CAPITAL 10', pence: Math.floor((24_002 * 96_938) / 12_001) });
    const [byCapital] = potsAt(100_000, 1_000_000);
    expect(byCapital?.pence).toBe(Math.floor((100_000 * 133_942) / (133_942 - 12_001)));
    // Of a body without packages, the capital as it is.
    expect(potsAt(77, 5)[1]).toMatchObject({ id: 'CAPITAL 20', pence: 77 });
    const done = [
      {
        planId: 1,
        workPackageId: 'X',
        budgetId: 'CAPITAL 10',
        vendorId: 'V1',
        pence: 96_938,
        resourcePence: 12_001,
        units: 1,
      },
    ];
    expect(potsAt(1_000_000, 24_002, { done })[0]?.pence).toBe(96_938);
  });
});

describe('what is ordered already', () => {
  const line = (per: CostLine['per'], totalPence: number): CostLine => ({
    ...{ category: 'EQUIPMENT', class: 'CAPITAL', item: null, per, quantity: 1, basis: NO_BASIS },
    ...{ netPence: totalPence, vatBasisPoints: 0, irrecoverableVatPence: 0, totalPence },
  });
  const option = { id: 'V1', vendorId: 'V1', units: 3, minutes: 300, costPence: 7_000, leadDays: 0 };

  it('keeps the lines by which it was ordered, but for the crew-days, which are those of the new plan', () => {
    const lines = [line('UNIT', 6_000), line('PACKAGE', 1_000), line('CREW_DAY', 60_000)];
    expect(linesAsOrdered(lines, option)).toEqual(lines.slice(0, 2));
  });

  it('does not lapse with the quotation by which it was ordered', () => {
    const basis = { kind: 'QUOTATION', reference: 'Q1', on: '2027-01-04', expiresOn: '2027-02-01' } as const;
    const [kept] = linesAsOrdered([{ ...line('UNIT', 5_000), basis }], option);
    expect(kept?.basis).toEqual({ ...basis, expiresOn: null });
  });

  it('is one line without a basis where its plan is from before there were lines', () => {
    expect(linesAsOrdered([], option)).toEqual([{ ...line('UNIT', 7_000), quantity: 3 }]);
  });
});
