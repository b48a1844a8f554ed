import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type Demand } from './allocation.js';

const demands = fc.uniqueArray(
  fc.record({
    body: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    tier: fc.integer({ min: 1, max: 3 }),
    pence: fc.nat(1e9),
  }),
  { selector: ({ body, tier }) => `${body} ${tier}`, maxLength: 15 },
);
const sum = (of: readonly { grantedPence: number }[]) =>
  of.reduce((all, { grantedPence }) => all + grantedPence, 0);

describe('an allocation', () => {
  it('is worked through by hand', () => {
    const asked: Demand[] = [
      { body: 'B', tier: 2, pence: 300 },
      { body: 'A', tier: 1, pence: 500 },
      { body: 'A', tier: 2, pence: 300 },
      { body: 'B', tier: 1, pence: 200 },
      { body: 'C', tier: 2, pence: 100 },
    ];
    const granted = (pence: number) => allocate(pence, asked).map((grant) => grant.grantedPence);
    // By tier and body: A1 500, B1 200, A2 300, B2 300, C2 100. All of it is 1,400.
    expect(granted(1_400)).toEqual([500, 200, 300, 300, 100]);
    expect(granted(9_999)).toEqual([500, 200, 300, 300, 100]);
    // 1,000: tier 1 has its 700; of the 300 left by 300 : 300 : 100 come 128 4⁄7, 128 4⁄7 and 42 6⁄7, so that 298 are
    // whole pence. The first of the 2 left goes to C, whose remainder is largest, the second to A, who comes before B.
    expect(granted(1_000)).toEqual([500, 200, 129, 128, 43]);
    // 350: half of tier 1, and nothing for tier 2.
    expect(granted(350)).toEqual([250, 100, 0, 0, 0]);
    expect(granted(0)).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives all that there is or all that is needed, and nobody more than they need', () => {
    fc.assert(
      fc.property(fc.nat(1e10), demands, (pence, asked) => {
        const grants = allocate(pence, asked);
        const needed = asked.reduce((all, demand) => all + demand.pence, 0);
        expect(sum(grants)).toBe(Math.min(pence, needed));
        for (const { grantedPence, pence: need } of grants)
          expect(grantedPence >= 0 && grantedPence <= need).toBe(true);
      }),
    );
  });

  it('gives a later tier nothing while an earlier one lacks a penny', () => {
    fc.assert(
      fc.property(fc.nat(1e9), demands, (pence, asked) => {
        const grants = allocate(pence, asked);
        const short = grants.find((grant) => grant.grantedPence < grant.pence);
        if (short) expect(sum(grants.filter(({ tier }) => tier > short.tier))).toBe(0);
      }),
    );
  });

  it('does not depend on the order in which demands come', () => {
    fc.assert(
      fc.property(fc.nat(1e9), demands, fc.nat(), (pence, asked, turn) => {
        const at = asked.length === 0 ? 0 : turn % asked.length;
        expect(allocate(pence, [...asked.slice(at), ...asked.slice(0, at)])).toEqual(allocate(pence, asked));
      }),
    );
  });
});
