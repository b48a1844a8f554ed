import { describe, expect, it } from '@jest/globals';
import { addDays, formatISO, parseISO } from 'date-fns';
import fc from 'fast-check';
import { datesOf, fiscalYearOf } from './fiscal-year.js';

const fiscalYears = fc.integer({ min: 2000, max: 2199 });

describe('fiscal years', () => {
  it('begin on 1 April and end on 31 March of the next year', () => {
    expect(datesOf(2027)).toEqual({ from: '2027-04-01', to: '2028-03-31' });
  });

  it('hold their first and last day and neither the day before nor the day after', () => {
    fc.assert(
      fc.property(fiscalYears, (year) => {
        const { from, to } = datesOf(year);
        expect([from, to].map(fiscalYearOf)).toEqual([year, year]);
        expect(fiscalYearOf(shift(from, -1))).toBe(year - 1);
        expect(fiscalYearOf(shift(to, 1))).toBe(year + 1);
      }),
    );
  });

  it('hold a day exactly where it lies between their dates', () => {
    fc.assert(
      fc.property(fiscalYears, fc.integer({ min: -400, max: 800 }), (year, days) => {
        const { from, to } = datesOf(year);
        const day = shift(from, days);
        expect(fiscalYearOf(day) === year).toBe(from <= day && day <= to);
      }),
    );
  });
});

function shift(day: string, days: number): string {
  return formatISO(addDays(parseISO(day), days), { representation: 'date' });
}
