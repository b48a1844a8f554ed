import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_BOOK } from '../../costing/costing-book.js';
import type { PlanningData } from '../problem/planning-data.js';
import { applyChanges, NothingToChange, type BudgetChange, type ScenarioChange } from './scenario-changes.js';

const DATA: PlanningData = {
  done: [],
  book: EMPTY_BOOK,
  priceIndices: new Map(),
  terms: { start: '2027-01-04', end: '2029-03-31', rule: 'STRICT_PHASES', penceForRiskDay: 1_200 },
  devices: [1, 2, 3].map((id) => ({
    id,
    siteId: id,
    kind: 'CAMERA',
    network: 'ISOLATED',
    status: 'IN_USE',
    recorderId: null,
    scheduledUpgradeOn: null,
    removalDeadline: [null, '2027-12-31', '2028-03-31'][id - 1] ?? null,
  })),
  recorders: [],
  sites: [1, 2, 3].map((id) => ({
    id,
    externalId: `S${id}`,
    organisationId: id === 3 ? 20 : 10,
    bodyKind: 'POLICE',
    region: 'London',
    sensitive: id === 1,
    clearance: 'CTC',
    maxCrews: 1,
    closures: [],
  })),
  vendors: [5, 6].map((id) => ({ id, externalId: `V${id}`, supply: null, products: [] })),
  quotations: [],
  crews: [
    {
      id: 7,
      externalId: 'C1',
      nation: 'ENG',
      regions: ['London'],
      clearance: 'SC',
      minutesPerDay: 450,
      dayRatePence: 90_000,
      from: '2027-02-01',
      to: null,
      leave: [{ from: '2027-11-29', to: '2027-12-03' }],
    },
  ],
  budgets: [
    {
      id: 1,
      externalId: 'A27',
      organisationId: 10,
      category: 'CAPITAL',
      fund: 'OWN',
      from: '2027-04-01',
      to: '2028-03-31',
      pence: 1_001,
    },
    {
      id: 2,
      externalId: 'A28',
      organisationId: 10,
      category: 'CAPITAL',
      fund: 'OWN',
      from: '2028-04-01',
      to: '2029-03-31',
      pence: 500,
    },
    {
      id: 3,
      externalId: 'B27',
      organisationId: 20,
      category: 'CAPITAL',
      fund: 'OWN',
      from: '2027-04-01',
      to: '2028-03-31',
      pence: 300,
    },
  ],
  holidays: [{ date: '2027-12-27', nation: 'ALL' }],
};

const apply = (...changes: ScenarioChange[]) => applyChanges(DATA, changes);
const pence = ({ budgets }: PlanningData) => budgets.map((budget) => budget.pence);
const money = (change: Partial<BudgetChange>): ScenarioChange => ({
  budget: {
    organisationId: null,
    fiscalYear: null,
    addPence: null,
    percent: null,
    spreadPence: null,
    ...change,
  },
});

const anyChange: fc.Arbitrary<ScenarioChange> = fc.oneof(
  fc.record({ addPence: fc.integer() }).map(money),
  fc.record({ percent: fc.integer({ min: -100, max: 300 }), fiscalYear: fc.constant(2027) }).map(money),
  fc.record({ spreadPence: fc.integer() }).map(money),
  fc.record({ months: fc.integer({ min: 1, max: 60 }) }).map((delay): ScenarioChange => ({ delay })),
  fc.constant<ScenarioChange>({ deadline: { from: null, to: '2030-01-01' } }),
  fc.constant<ScenarioChange>({ addCrews: { likeCrewId: 7, count: 2, from: null, to: null } }),
  fc.constant<ScenarioChange>({ excludeVendor: { vendorId: 5 } }),
  fc.constant<ScenarioChange>({ addHoliday: { date: '2027-05-03', nation: 'SCT' } }),
  fc.constant<ScenarioChange>({ addClosure: { siteId: 2, from: '2027-06-01', to: '2027-06-30' } }),
  fc.constant<ScenarioChange>({ reclassifySite: { siteId: 2, sensitive: true, clearance: 'DV' } }),
);

describe('the changes of a scenario', () => {
  it('leave the real data as it is', () => {
    const before = JSON.stringify(DATA);
    fc.assert(
      fc.property(fc.uniqueArray(anyChange, { selector: (change) => Object.keys(change)[0] }), (changes) => {
        const changed = apply(...changes);
        expect(JSON.stringify(DATA)).toBe(before);
        expect(changed.budgets.every((budget) => Number.isInteger(budget.pence) && budget.pence >= 0)).toBe(
          true,
        );
        if (changes.length === 0) expect(changed).toEqual(DATA);
      }),
    );
  });

  it('give and take money, to the penny and never below nothing', () => {
    expect(pence(apply(money({ addPence: 99 })))).toEqual([1_100, 599, 399]);
    expect(pence(apply(money({ addPence: -400 })))).toEqual([601, 100, 0]);
    // A tenth of 1,001 is 100.1: rounded to the whole penny.
    expect(pence(apply(money({ percent: -10 })))).toEqual([901, 450, 270]);
    expect(pence(apply(money({ percent: 2.5, organisationId: 10, fiscalYear: 2027 })))).toEqual([
      1_026, 500, 300,
    ]);
    expect(pence(apply(money({ percent: -100, fiscalYear: 2027 })))).toEqual([0, 500, 0]);
  });

  it('take an amount from budgets together, each by its share, to the penny', () => {
    expect(pence(apply(money({ spreadPence: -1_000 })))).toEqual([445, 223, 133]);
    expect(pence(apply(money({ spreadPence: 10, organisationId: 10 })))).toEqual([1_008, 503, 300]);
    expect(pence(apply(money({ spreadPence: -5_000 })))).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(fc.integer({ min: -1_801, max: 1_000_000_000 }), (spreadPence) => {
        const sum = pence(apply(money({ spreadPence }))).reduce((all, one) => all + one, 0);
        expect(sum).toBe(1_801 + spreadPence);
      }),
    );
  });

  it('keep crews from working in the first months, and leave those that come later', () => {
    const from = (months: number) => apply({ delay: { months } }).crews.map((crew) => crew.from);
    const [start, crew] = [DATA.terms.start, DATA.crews[0]?.from ?? ''];
    expect(start < crew).toBe(true);
    expect(from(12)).toEqual(DATA.crews.map(() => `${Number(start.slice(0, 4)) + 1}${start.slice(4)}`));
    const later = { ...DATA, crews: DATA.crews.map((one) => ({ ...one, from: '2040-01-01' })) };
    expect(applyChanges(later, [{ delay: { months: 12 } }]).crews[0]?.from).toBe('2040-01-01');
  });

  it('apply in their order', () => {
    const tenth = money({ percent: 10 });
    const hundred = money({ addPence: 100 });
    expect(pence(apply(tenth, hundred))[1]).toBe(650);
    expect(pence(apply(hundred, tenth))[1]).toBe(660);
  });

  it('move the deadlines of a day, or all, and make none', () => {
    const deadlines = ({ devices }: PlanningData) => devices.map(({ removalDeadline }) => removalDeadline);
    expect(deadlines(apply({ deadline: { from: '2027-12-31', to: '2028-06-30' } }))).toEqual([
      null,
      '2028-06-30',
      '2028-03-31',
    ]);
    expect(deadlines(apply({ deadline: { from: null, to: '2028-06-30' } }))).toEqual([
      null,
      '2028-06-30',
      '2028-06-30',
    ]);
  });

  it('add crews like one that is there, with ids of their own and without its leave and dates', () => {
    const added = { addCrews: { likeCrewId: 7, count: 2, from: '2027-06-01', to: null } };
    const { crews } = apply(added, added);
    expect(crews.map(({ externalId }) => externalId)).toEqual(['C1', 'C1 +1', 'C1 +2', 'C1 +3', 'C1 +4']);
    expect(crews[4]).toEqual({ ...DATA.crews[0], externalId: 'C1 +4', from: '2027-06-01', leave: [] });
  });

  it('take away crews and vendors, close sites and days, and put sites in the other phase', () => {
    const changed = apply(
      { removeCrew: { crewId: 7 } },
      { excludeVendor: { vendorId: 5 } },
      { addClosure: { siteId: 2, from: '2027-06-01', to: '2027-06-30' } },
      { addHoliday: { date: '2027-05-03', nation: null } },
      { reclassifySite: { siteId: 2, sensitive: true, clearance: null } },
    );
    expect(changed.crews).toEqual([]);
    expect(changed.vendors.map(({ id }) => id)).toEqual([6]);
    expect(changed.holidays).toEqual([...DATA.holidays, { date: '2027-05-03', nation: 'ALL' }]);
    const closures = [{ from: '2027-06-01', to: '2027-06-30' }];
    expect(changed.sites).toEqual([
      DATA.sites[0],
      { ...DATA.sites[1], closures, sensitive: true },
      DATA.sites[2],
    ]);
  });

  it.each<[string, ScenarioChange]>([
    ['budget', money({ addPence: 1, fiscalYear: 2035 })],
    ['deadline', { deadline: { from: '2027-01-01', to: '2027-01-02' } }],
    ['crew', { removeCrew: { crewId: 8 } }],
    ['vendor', { excludeVendor: { vendorId: 9 } }],
    ['site', { addClosure: { siteId: 9, from: '2027-01-01', to: '2027-01-02' } }],
  ])('say so where the %s is not there', (_, change) => {
    expect(() => apply(change)).toThrow(NothingToChange);
  });
});
