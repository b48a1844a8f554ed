import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  balancesAfter,
  beyondTelling,
  noMoney,
  overdraftsOf,
  shareOut,
  sidesOf,
  type Account,
  type Balances,
  type NewPosting,
} from './postings.js';

const LINES = [1, 2, 3];
const OPEN: Account[] = ['AVAILABLE', 'COMMITTED', 'SPENT'];

const place = (budgetId: number, account: Account) => ({ budgetId, account });

/** What finance, plans and works do to lines, in any order and of any amount. */
const anyPosting: fc.Arbitrary<NewPosting> = fc
  .record({
    line: fc.constantFrom(...LINES),
    other: fc.constantFrom(...LINES),
    pence: fc.nat(1_000),
    what: fc.constantFrom(
      'allocate',
      'cut',
      'transfer',
      'commit',
      'release',
      'spend',
      'overspend',
      'correct',
    ),
  })
  .map(({ line, other, pence, what }): NewPosting => {
    const between = (movement: NewPosting['movement'], from: Account, to: Account, toLine = line) => ({
      ...{ movement, pence, from: place(line, from), to: place(toLine, to) },
    });
    switch (what) {
      case 'allocate':
        return between('ALLOCATION', 'FUNDING', 'AVAILABLE');
      case 'cut':
        return between('ALLOCATION', 'AVAILABLE', 'FUNDING');
      case 'transfer':
        return between('TRANSFER', 'AVAILABLE', 'AVAILABLE', other);
      case 'commit':
        return between('COMMITMENT', 'AVAILABLE', 'COMMITTED');
      case 'release':
        return between('RELEASE', 'COMMITTED', 'AVAILABLE');
      case 'spend':
        return between('ACTUAL', 'COMMITTED', 'SPENT');
      case 'overspend':
        return between('ACTUAL', 'AVAILABLE', 'SPENT');
      case 'correct':
        return between('ACTUAL', 'SPENT', 'AVAILABLE');
    }
  });

const total = (balances: ReadonlyMap<number, Balances>, accounts: readonly Account[]) =>
  [...balances.values()].reduce(
    (sum, line) => sum + accounts.reduce((of, account) => of + line[account], 0),
    0,
  );

describe('postings', () => {
  it('are worked through by hand for two bodies and two years', () => {
    // Lines: 1 is A's of 2027, 2 is A's of 2028, 3 is B's of 2027.
    const steps: NewPosting[] = [
      // A gets £1,000.00 and £500.00, B £300.00.
      { movement: 'ALLOCATION', pence: 100_000, from: place(1, 'FUNDING'), to: place(1, 'AVAILABLE') },
      { movement: 'ALLOCATION', pence: 50_000, from: place(2, 'FUNDING'), to: place(2, 'AVAILABLE') },
      { movement: 'ALLOCATION', pence: 30_000, from: place(3, 'FUNDING'), to: place(3, 'AVAILABLE') },
      // A promises £600.00 and spends £550.00 of it; £50.00 come back.
      { movement: 'COMMITMENT', pence: 60_000, from: place(1, 'AVAILABLE'), to: place(1, 'COMMITTED') },
      { movement: 'ACTUAL', pence: 55_000, from: place(1, 'COMMITTED'), to: place(1, 'SPENT') },
      { movement: 'RELEASE', pence: 5_000, from: place(1, 'COMMITTED'), to: place(1, 'AVAILABLE') },
      // £450.00 are left, of which £200.00 go to the next year.
      { movement: 'CARRY_FORWARD', pence: 20_000, from: place(1, 'AVAILABLE'), to: place(2, 'AVAILABLE') },
      // B promises all of its £300.00, then £50.00 are cut: £50.00 short.
      { movement: 'COMMITMENT', pence: 30_000, from: place(3, 'AVAILABLE'), to: place(3, 'COMMITTED') },
      { movement: 'ALLOCATION', pence: 5_000, from: place(3, 'AVAILABLE'), to: place(3, 'FUNDING') },
    ];
    let after = new Map<number, Balances>();
    for (const step of steps) {
      expect(overdraftsOf(after, [step])).toEqual([]);
      after = balancesAfter(after, [step]);
    }
    expect(after).toEqual(
      new Map([
        [1, { FUNDING: -100_000, AVAILABLE: 25_000, COMMITTED: 0, SPENT: 55_000 }],
        [2, { FUNDING: -50_000, AVAILABLE: 70_000, COMMITTED: 0, SPENT: 0 }],
        [3, { FUNDING: -25_000, AVAILABLE: -5_000, COMMITTED: 30_000, SPENT: 0 }],
      ]),
    );
    // B can promise nothing more, not a penny, and what it has promised can be spent all the same.
    const penny = {
      movement: 'COMMITMENT' as const,
      pence: 1,
      from: place(3, 'AVAILABLE'),
      to: place(3, 'COMMITTED'),
    };
    expect(overdraftsOf(after, [penny])).toEqual([{ budgetId: 3, account: 'AVAILABLE', shortPence: 5_001 }]);
    const owed = {
      movement: 'ACTUAL' as const,
      pence: 30_000,
      from: place(3, 'COMMITTED'),
      to: place(3, 'SPENT'),
    };
    expect(overdraftsOf(after, [owed])).toEqual([]);
    // A penny more than was promised comes out of what is left, of which there is none.
    const more = {
      movement: 'ACTUAL' as const,
      pence: 1,
      from: place(3, 'AVAILABLE'),
      to: place(3, 'SPENT'),
    };
    expect(overdraftsOf(after, [owed, more])).toHaveLength(1);
  });

  it('conserve money and overdraw nothing, whatever is asked in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyPosting, { maxLength: 60 }), (asked) => {
        let books = new Map(LINES.map((id) => [id, noMoney()]));
        for (const posting of asked) {
          const short = overdraftsOf(books, [posting]);
          const next = balancesAfter(books, [posting]);
          const taken = next.get(posting.from.budgetId)?.[posting.from.account] ?? 0;
          const isCut = posting.movement === 'ALLOCATION';
          const isFunding = posting.from.account === 'FUNDING';
          const isMoved = posting.pence > 0 && posting.from.budgetId !== posting.to.budgetId;
          const isWithin = posting.from.account === posting.to.account && !isMoved;
          const isShort = posting.pence > 0 && taken < 0 && !isCut && !isFunding && !isWithin;
          expect(short.length > 0).toBe(isShort);
          if (short.length === 0) books = next;
          // All that there is came from outside, to the penny.
          expect(total(books, OPEN)).toBe(-total(books, ['FUNDING']) + 0);
          for (const { COMMITTED, SPENT } of books.values())
            expect([COMMITTED >= 0, SPENT >= 0]).toEqual([true, true]);
        }
      }),
    );
  });

  it('may not bring a line to more than can be told to the penny', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const before = new Map([[1, { ...noMoney(), FUNDING: -(most - 1), AVAILABLE: most - 1 }]]);
    const allocate = (pence: number): NewPosting => ({
      ...{ movement: 'ALLOCATION', pence, from: place(1, 'FUNDING'), to: place(1, 'AVAILABLE') },
    });
    expect(beyondTelling(before, [allocate(1)])).toBeUndefined();
    expect(beyondTelling(before, [allocate(1), allocate(1)])).toBe(1);
  });

  it('have two sides that sum to zero', () => {
    fc.assert(
      fc.property(anyPosting, (posting) => {
        const [from, to] = sidesOf(posting);
        expect(from.pence + to.pence).toBe(0);
        expect(Object.is(from.pence, -0)).toBe(false);
      }),
    );
  });
});

describe('shares', () => {
  it('give the pence that are left to the largest remainders, of equal ones to the first', () => {
    // 100 by 1 : 1 : 1 is 33⅓ each: one penny is left, for the first.
    expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33]);
    // 10 by 5 : 3 : 1 is 5.56, 3.33, 1.11: 5 + 3 + 1, and the penny goes to .56.
    expect(shareOut(10, [5, 3, 1])).toEqual([6, 3, 1]);
    expect(shareOut(7, [0, 0])).toEqual([7, 0]);
    // Beyond what a double multiplies exactly.
    expect(shareOut(9_007_199_254_740_991, [9_007_199_254_740_990, 1])).toEqual([9_007_199_254_740_990, 1]);
  });

  it('add up to the amount, each within a penny of its part', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.array(fc.nat(1e9), { minLength: 1, maxLength: 8 }), (pence, weights) => {
        const shares = shareOut(pence, weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(pence);
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        if (all === 0) return;
        for (const [index, share] of shares.entries()) {
          const exact = (BigInt(pence) * BigInt(weights[index] ?? 0)) / BigInt(all);
          expect(BigInt(share) - exact === 0n || BigInt(share) - exact === 1n).toBe(true);
        }
      }),
    );
  });
});
