import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookValue, netPresentValue, renewals, wholeYearsBetween } from './whole-life.js';

describe('net present value', () => {
  it('discounts each year once more, and rounds once at the end', () => {
    // 1,000.00 now, and 103.50 in a year at 3.5 %, which is 100.00 now.
    const flows = [
      { year: 0, pence: 100_000 },
      { year: 1, pence: 10_350 },
    ];
    expect(netPresentValue(flows, 350)).toBe(110_000);
    // 100.00 a year for ten years at 3.5 %: 100.00 x (1 - 1.035^-10) / 0.035 = 831.66 (annuity factor 8.316605).
    const yearly = Array.from({ length: 10 }, (_, index) => ({ year: index + 1, pence: 10_000 }));
    expect(netPresentValue(yearly, 350)).toBe(83_166);
    // 0.30 three times in a year, at 80 %: 0.90 / 1.8 = 0.50. Rounded one by one, 0.17 each, it would be 0.51.
    expect(netPresentValue(Array(3).fill({ year: 1, pence: 30 }), 8_000)).toBe(50);
  });

  it('rounds half a penny up, below nothing too', () => {
    expect(netPresentValue([{ year: 1, pence: 3 }], 10_000)).toBe(2);
    expect(netPresentValue([{ year: 1, pence: -3 }], 10_000)).toBe(-1);
    expect(netPresentValue([{ year: 1, pence: -7 }], 10_000)).toBe(-3);
    expect(netPresentValue([], 350)).toBe(0);
  });

  it('is the plain sum where nothing is discounted, and close to floating point where it is', () => {
    const flows = fc.array(fc.record({ year: fc.nat(10), pence: fc.integer({ min: -1e9, max: 1e9 }) }));
    fc.assert(
      fc.property(flows, fc.nat(2_000), (drawn, rate) => {
        expect(netPresentValue(drawn, 0)).toBe(drawn.reduce((sum, { pence }) => sum + pence, 0));
        const rough = drawn.reduce((sum, { year, pence }) => sum + pence / (1 + rate / 10_000) ** year, 0);
        expect(Math.abs(netPresentValue(drawn, rate) - rough)).toBeLessThanOrEqual(0.51);
      }),
    );
  });
});

describe('the book value', () => {
  const life = { purchasePence: 36_500, lifeYears: 1 };

  it('falls in a straight line, day by day, from what was paid to nothing', () => {
    expect(bookValue(life, '2026-01-01', '2026-01-01')).toBe(36_500);
    expect(bookValue(life, '2026-01-01', '2026-01-11')).toBe(35_500);
    expect(bookValue(life, '2026-01-01', '2026-12-31')).toBe(100);
    expect(bookValue(life, '2026-01-01', '2027-01-01')).toBe(0);
  });

  it('is neither below nothing after the end nor above what was paid before the beginning', () => {
    expect(bookValue(life, '2020-01-01', '2027-06-30')).toBe(0);
    expect(bookValue(life, '2026-01-01', '2025-06-30')).toBe(36_500);
  });
});

describe('years', () => {
  it('of renewal are the multiples of a life before the end', () => {
    expect(renewals(4, 10)).toEqual([4, 8]);
    expect(renewals(5, 10)).toEqual([5]);
    expect(renewals(12, 10)).toEqual([]);
  });

  it('between two days are those that are whole', () => {
    expect(wholeYearsBetween('2027-04-15', '2029-04-14')).toBe(1);
    expect(wholeYearsBetween('2027-04-15', '2029-04-15')).toBe(2);
    expect(wholeYearsBetween('2029-04-15', '2027-04-15')).toBe(0);
  });
});
