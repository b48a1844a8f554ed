import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cashFlow, type Line } from './cash-flow.js';
import { moneyEvents, sumOf, type Charge, type EventTerms, type PackageRow } from './money-events.js';
import { variances, type Variance } from './variance.js';

const charge = (budgetId: number, pence: number): Charge[] => [{ budgetId, pence }];
const row = (more: Partial<PackageRow>): PackageRow => ({
  ...{ planId: 1, number: 0, workPackageId: 'A', phase: 1, organisation: 'ORG1', vendor: 'V' },
  ...{ finish: null, pence: null, budgetId: null, resourceId: null, resourcePence: 0 },
  ...{ isDone: false, doneOn: null, committed: [], spent: [] },
  ...more,
});
const BUDGETS = { ORG1: 10, ORG2: 20 };

/**
 * Two bodies, two fiscal years, by hand. Plan 1 was approved first; plan 2 is what was made of it anew, and in force.
 *
 * - A of ORG1 was to cost £100 in January 2027 and cost £130 on 10 February: it is spent.
 * - B of ORG1 was to cost £200 in February and is now committed at £200 for 20 March.
 * - C of ORG2 was to cost £300 in March and is now committed at £350, for 5 April: the next fiscal year.
 * - D of ORG2 was found later: £50, not committed yet, planned for 1 February. Today is 15 February, so it comes today.
 * - E of ORG2 was to cost £40 in January. It is gone.
 */
const ROWS: PackageRow[] = [
  row({
    finish: '2027-01-20',
    pence: 10_000,
    budgetId: 10,
    isDone: true,
    doneOn: '2027-02-10',
    spent: charge(10, 13_000),
  }),
  row({ number: 1, workPackageId: 'B', finish: '2027-02-20', pence: 20_000, budgetId: 10 }),
  row({
    number: 2,
    workPackageId: 'C',
    organisation: 'ORG2',
    finish: '2027-03-10',
    pence: 30_000,
    budgetId: 20,
    phase: 2,
  }),
  row({
    number: 3,
    workPackageId: 'E',
    organisation: 'ORG2',
    finish: '2027-01-10',
    pence: 4_000,
    budgetId: 20,
    phase: 2,
  }),
  row({
    planId: 2,
    workPackageId: 'B',
    finish: '2027-03-20',
    pence: 20_000,
    budgetId: 10,
    committed: charge(10, 20_000),
  }),
  row({
    ...{ planId: 2, number: 1, workPackageId: 'C', organisation: 'ORG2', phase: 2, vendor: 'W' },
    ...{ finish: '2027-04-05', pence: 35_000, budgetId: 21, committed: charge(21, 35_000) },
  }),
  row({
    ...{ planId: 2, number: 2, workPackageId: 'D', organisation: 'ORG2', phase: 2 },
    ...{ finish: '2027-02-01', pence: 5_000, budgetId: 20 },
  }),
];
const TERMS: EventTerms = { planId: 2, baselinePlanId: 1, asOf: '2027-02-15', isInForce: true };
const AT = { asOf: TERMS.asOf, isApproved: true };

/** ORG1 has £320, of which another plan took £5. ORG2 has £60, and £400 in the next year. */
const LINES: Line[] = [
  { id: 10, externalId: 'B1-2026', fiscalYear: 2026, pence: 32_000, takenPence: 33_000 + 500 },
  { id: 20, externalId: 'B2-2026', fiscalYear: 2026, pence: 6_000, takenPence: 0 },
  { id: 21, externalId: 'B2-2027', fiscalYear: 2027, pence: 40_000, takenPence: 35_000 },
];

describe('the cash flow of a plan, by hand', () => {
  const flow = cashFlow(moneyEvents(ROWS, TERMS), LINES, AT);

  it('is by month what was approved, is committed, spent and forecast, and what the year has left', () => {
    const rows = flow.months.map((month) => [
      ...[month.month, month.baselinePence, month.committedPence, month.actualPence, month.forecastPence],
      month.budgetLeftPence,
    ]);
    // Of 2026 there are £380 less £5. February takes A's £130 and D's £50, March B's £200; April is of 2027.
    expect(rows).toEqual([
      ['2027-01', 14_000, 0, 0, 0, 37_500],
      ['2027-02', 20_000, 0, 13_000, 18_000, 19_500],
      ['2027-03', 30_000, 20_000, 0, 20_000, -500],
      ['2027-04', 0, 35_000, 0, 35_000, 5_000],
    ]);
  });

  it('adds up to the curves of an S-curve', () => {
    const curves = flow.months.map((month) => [
      month.baselineToDatePence,
      month.actualToDatePence,
      month.forecastToDatePence,
    ]);
    expect(curves).toEqual([
      [14_000, 0, 0],
      [34_000, 13_000, 18_000],
      [64_000, null, 38_000],
      [64_000, null, 73_000],
    ]);
  });

  it('is by fiscal year held against its budgets', () => {
    expect(flow.years).toEqual([
      {
        ...{ fiscalYear: 2026, budgetPence: 38_000, takenByOthersPence: 500, baselinePence: 64_000 },
        ...{ committedPence: 20_000, actualPence: 13_000, forecastPence: 38_000, leftPence: -500 },
      },
      {
        ...{ fiscalYear: 2027, budgetPence: 40_000, takenByOthersPence: 0, baselinePence: 0 },
        ...{ committedPence: 35_000, actualPence: 0, forecastPence: 35_000, leftPence: 5_000 },
      },
    ]);
  });

  it('says on which day each line runs out', () => {
    // Line 10 has £315 for this plan: A's £130 and B's £200 on 20 March are £15 too much.
    expect(
      flow.lines.map(({ line, leftPence, runsOutOn }) => [line.externalId, leftPence, runsOutOn]),
    ).toEqual([
      ['B1-2026', -1_500, '2027-03-20'],
      ['B2-2026', 1_000, null],
      ['B2-2027', 5_000, null],
    ]);
  });

  it('of a plan that is not in force leaves what is planned where it is, and has no baseline where none was approved', () => {
    const events = moneyEvents(ROWS, { ...TERMS, baselinePlanId: null, isInForce: false });
    const { months } = cashFlow(events, LINES, { ...AT, isApproved: false });
    expect(months.map(({ month, forecastPence }) => [month, forecastPence])).toEqual([
      ['2027-02', 18_000],
      ['2027-03', 20_000],
      ['2027-04', 35_000],
    ]);
    expect(months.map(({ baselineToDatePence }) => baselineToDatePence)).toEqual([null, null, null]);
    expect(events.find(({ row: { number }, kind }) => number === 2 && kind === 'TO_COME')?.on).toBe(
      '2027-02-01',
    );
  });

  it('counts what former plans hold, once', () => {
    const held = row({
      number: 9,
      workPackageId: 'X',
      finish: '2027-01-05',
      pence: 900,
      budgetId: 10,
      committed: charge(10, 900),
    });
    const draft = { ...TERMS, planId: 3, baselinePlanId: null, isInForce: false };
    const again = row({ planId: 3, workPackageId: 'X', finish: '2027-05-05', pence: 950, budgetId: 21 });
    // Placed anew, it is forecast as that plan has it, and what is committed goes with it.
    const [placed, ...none] = moneyEvents([held, again], draft);
    expect([placed?.on, placed?.pence, placed?.booked, none]).toEqual([
      '2027-05-05',
      950,
      charge(10, 900),
      [],
    ]);
    // Not placed, it is still owed, today at the earliest.
    const [owed] = moneyEvents([held], draft);
    expect([owed?.on, owed?.pence, owed?.booked]).toEqual([TERMS.asOf, 900, charge(10, 900)]);
  });
});

describe('the variance of a plan, by hand', () => {
  const kinds = new Map([
    [
      '1/0',
      [
        { category: 'EQUIPMENT', pence: 7_500 },
        { category: 'LABOUR', pence: 2_500 },
      ],
    ],
    ['2/1', [{ category: 'EQUIPMENT', pence: 35_000 }]],
  ]);
  const rows = variances(
    moneyEvents(ROWS, TERMS),
    ({ planId, number }) => kinds.get(`${planId}/${number}`),
    true,
  );
  const of = (dimension: string) =>
    rows
      .filter((each) => each.dimension === dimension)
      .map((each) => [
        each.name,
        each.baselinePence,
        each.forecastPence,
        each.actualPence,
        each.variancePence,
      ]);

  it('is by body, phase, vendor and kind of cost', () => {
    expect(of('ORGANISATION')).toEqual([
      ['ORG1', 30_000, 33_000, 13_000, 3_000],
      ['ORG2', 34_000, 40_000, 0, 6_000],
    ]);
    expect(of('PHASE')).toEqual([
      ['1', 30_000, 33_000, 13_000, 3_000],
      ['2', 34_000, 40_000, 0, 6_000],
    ]);
    expect(of('VENDOR')).toEqual([
      ['V', 64_000, 38_000, 13_000, -26_000],
      ['W', 0, 35_000, 0, 35_000],
    ]);
    // A's £130 are parted as its £100 were, three to one.
    expect(of('CATEGORY')).toEqual([
      ['EQUIPMENT', 7_500, 44_750, 9_750, 37_250],
      ['LABOUR', 2_500, 3_250, 3_250, 750],
      ['NOT_PARTED', 54_000, 25_000, 0, -29_000],
    ]);
  });
});

const pence = fc.integer({ min: 0, max: 1_000_000 });
const drawn = fc.array(
  fc.record({
    planId: fc.constantFrom(1, 2, 3),
    workPackageId: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    phase: fc.constantFrom(1, 2),
    organisation: fc.constantFrom(...(Object.keys(BUDGETS) as (keyof typeof BUDGETS)[])),
    vendor: fc.constantFrom('V', 'W', null),
    day: fc.constantFrom('2026-12-31', '2027-03-31', '2027-04-01', '2028-02-29', null),
    pence,
    state: fc.constantFrom('OPEN', 'COMMITTED', 'SPENT'),
    more: pence,
  }),
  { maxLength: 12 },
);

describe('the money of any plan', () => {
  it('is conserved: every sum agrees with the plans and the books, whatever it is summed by', () => {
    fc.assert(
      fc.property(drawn, (given) => {
        const rows = given.map((each, number): PackageRow => {
          const { day, state, more, pence: cost, ...rest } = each;
          const budgetId = BUDGETS[each.organisation];
          const placed = day === null ? {} : { finish: day, pence: cost, budgetId };
          const booked = day === null ? [] : charge(budgetId, more + 1);
          return row({
            ...{
              ...rest,
              ...placed,
              number,
              isDone: state === 'SPENT' && day !== null,
              doneOn: state === 'SPENT' ? day : null,
            },
            ...{ committed: state === 'COMMITTED' ? booked : [], spent: state === 'SPENT' ? booked : [] },
          });
        });
        const terms = { planId: 3, baselinePlanId: 1, asOf: '2027-02-15', isInForce: true };
        const events = moneyEvents(rows, terms);
        const sums = (kind: string) => sumOf(events.filter((event) => event.kind === kind));
        expect(sums('BASELINE')).toBe(
          rows.filter(({ planId }) => planId === 1).reduce((sum, each) => sum + (each.pence ?? 0), 0),
        );
        expect(sums('ACTUAL')).toBe(sumOf(rows.flatMap(({ spent }) => spent)));
        const committed = sumOf(
          events.filter(({ kind }) => kind === 'TO_COME').flatMap(({ booked }) => booked),
        );
        expect(committed).toBe(sumOf(rows.flatMap((each) => each.committed)));

        const ownLines = Object.values(BUDGETS).map((id): Line => {
          const own = events.flatMap(({ booked }) => booked).filter(({ budgetId }) => budgetId === id);
          return { id, externalId: `B${id}`, fiscalYear: 2026, pence: 1_500_000, takenPence: sumOf(own) };
        });
        const { months, years, lines } = cashFlow(events, ownLines, AT);
        const forecast = sums('ACTUAL') + sums('TO_COME');
        const total = (of: readonly { forecastPence: number }[]) =>
          of.reduce((sum, each) => sum + each.forecastPence, 0);
        expect([total(months), total(years)]).toEqual([forecast, forecast]);
        if (months.length > 0) expect(months.at(-1)?.forecastToDatePence).toBe(forecast);
        for (const { leftPence, runsOutOn } of lines) expect(runsOutOn !== null).toBe(leftPence < 0);
        const kinds = () => [
          { category: 'EQUIPMENT', pence: 3 },
          { category: 'LABOUR', pence: 4 },
        ];
        for (const dimension of ['ORGANISATION', 'PHASE', 'VENDOR', 'CATEGORY']) {
          const of = variances(events, kinds, true).filter((each) => each.dimension === dimension);
          const add = (field: keyof Variance) => of.reduce((sum, each) => sum + Number(each[field]), 0);
          expect([add('baselinePence'), add('actualPence'), add('forecastPence')]).toEqual([
            sums('BASELINE'),
            sums('ACTUAL'),
            forecast,
          ]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
