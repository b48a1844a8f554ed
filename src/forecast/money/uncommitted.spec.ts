import { describe, expect, it } from '@jest/globals';
import { cashFlow, type Line } from './cash-flow.js';
import { moneyEvents, sumOf, type EventTerms, type PackageRow } from './money-events.js';

describe('what is planned and not committed', () => {
  // £50 by 1 March 2027, of which £12.01 are resource; line 20 of capital has £40, line 22 of resource beside it £12.
  const planned = (more: Partial<PackageRow>): PackageRow => ({
    ...{ planId: 1, number: 0, workPackageId: 'A', phase: 1, organisation: 'ORG2', vendor: 'V' },
    ...{ finish: '2027-03-01', pence: 5_000, budgetId: 20, resourceId: 22, resourcePence: 1_201 },
    ...{ isDone: false, doneOn: null, committed: [], spent: [] },
    ...more,
  });
  const terms: EventTerms = { planId: 1, baselinePlanId: 1, asOf: '2027-02-15', isInForce: true };
  const charge = (budgetId: number, pence: number) => [{ budgetId, pence }];
  const lines: Line[] = [
    { id: 20, externalId: 'B2-2026', fiscalYear: 2026, pence: 4_000, takenPence: 0 },
    { id: 22, externalId: 'R2-2026', fiscalYear: 2026, pence: 1_200, takenPence: 0 },
  ];

  it('is charged as approval would commit it: capital to its line, resource to the one beside it', () => {
    const events = moneyEvents([planned({})], terms);
    const parts = [...charge(20, 3_799), ...charge(22, 1_201)];
    expect(events.map(({ kind, pence: sum, charges }) => [kind, sum, charges])).toEqual([
      ['BASELINE', 5_000, parts],
      ['TO_COME', 5_000, parts],
    ]);
    const outlooks = cashFlow(events, lines, { asOf: terms.asOf, isApproved: true }).lines;
    expect(outlooks.map(({ line, leftPence, runsOutOn }) => [line.externalId, leftPence, runsOutOn])).toEqual(
      [
        ['B2-2026', 201, null],
        ['R2-2026', -1, '2027-03-01'],
      ],
    );
  });

  it('is charged to one line where it is all of one class, or there is no line of resource', () => {
    const chargesOf = (more: Partial<PackageRow>) => moneyEvents([planned(more)], terms)[1]?.charges;
    expect(chargesOf({ resourcePence: 0 })).toEqual(charge(20, 5_000));
    expect(chargesOf({ resourcePence: 5_000 })).toEqual(charge(22, 5_000));
    expect(sumOf(chargesOf({ resourceId: null }) ?? [])).toBe(5_000);
    expect(chargesOf({ resourceId: null })?.every(({ budgetId }) => budgetId === 20)).toBe(true);
  });
});
