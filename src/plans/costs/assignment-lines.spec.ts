import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_BASIS, totalOf, type CostLine } from '../../costing/cost-line.js';
import type { CostingBook } from '../../costing/costing-book.js';
import { DEVICE_KINDS } from '../../estate/estate.types.js';
import { planProblem } from '../../planning/index.js';
import { buildProblem } from '../problem/build-problem.js';
import type { DeviceRow, PlanningData, ProductRow } from '../problem/planning-data.js';
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
  budgets: [10, 20].map((organisationId) => ({
    ...{ id: organisationId, externalId: `B${organisationId}`, organisationId, fund: 'OWN' as const },
    ...{ from: '2027-01-01', to: '2028-03-31', pence: 3_000_000 },
  })),
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
