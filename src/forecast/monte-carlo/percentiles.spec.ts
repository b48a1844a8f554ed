import { describe, expect, it } from '@jest/globals';
import { covarianceOf, percentilesOf, rankCorrelationOf } from './percentiles.js';

describe('the figures of draws', () => {
  it('have percentiles by nearest rank: a tenth of seven is the first, half of them the fourth', () => {
    expect(percentilesOf([7, 1, 6, 2, 5, 3, 4])).toEqual({ p10: 1, p50: 4, p80: 6, p90: 7 });
    expect(percentilesOf([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ p10: 1, p50: 5, p80: 8, p90: 9 });
    expect(percentilesOf([42])).toEqual({ p10: 42, p50: 42, p80: 42, p90: 42 });
  });

  it('vary together by the products of what they are off their means', () => {
    // Off by -1, 0, 1 and -2, 0, 2: (2 + 0 + 2) / 3.
    expect(covarianceOf([1, 2, 3], [10, 12, 14])).toBeCloseTo(4 / 3);
  });

  it('are correlated by rank: wholly where one rises with the other, however far, and equals share a rank', () => {
    expect(rankCorrelationOf([1, 2, 3], [1, 10, 1_000])).toBeCloseTo(1);
    expect(rankCorrelationOf([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    // Ranks 0.5, 0.5, 2 against 0, 1, 2: 0.75 × 2 / √(1.5 × 2).
    expect(rankCorrelationOf([5, 5, 9], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3));
    expect(rankCorrelationOf([4, 4, 4], [1, 2, 3])).toBeNull();
  });
});
