import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExactSum } from './exact-sum.js';

describe('ExactSum', () => {
  it('tells sums that no double can tell', () => {
    const term = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
    const factor = fc.maxSafeInteger();
    fc.assert(
      fc.property(fc.array(term), fc.array(fc.tuple(factor, factor)), (terms, products) => {
        const sum = new ExactSum();
        for (const value of terms) sum.add(value);
        for (const [a, b] of products) sum.addProduct(a, b);
        const expected = [...terms.map(BigInt), ...products.map(([a, b]) => BigInt(a) * BigInt(b))];
        expect(sum.total()).toBe(expected.reduce((total, value) => total + value, 0n));
      }),
    );
  });
});
