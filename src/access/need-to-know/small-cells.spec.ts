import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rounded, showable } from './small-cells.js';

const BASE = 5;

describe('counts that tell of no single site', () => {
  it('are rounded to the nearest multiple', () => {
    expect([0, 2, 3, 7, 8, 12].map((count) => rounded(count, BASE))).toEqual([0, 0, 5, 5, 10, 10]);
  });

  it('leave out small cells, and the next ones for as long as the rest of the total would be small', () => {
    const cells = [9, 2, 6, 30].map((siteCount) => ({ siteCount, deviceCount: siteCount * 10 }));
    expect(showable(cells, BASE).map(({ siteCount }) => siteCount)).toEqual([9, 30]);
    const [enough] = [[2, 3, 6]].map((counts) => counts.map((siteCount) => ({ siteCount, deviceCount: 1 })));
    expect(showable(enough ?? [], BASE).map(({ siteCount }) => siteCount)).toEqual([6]);
  });

  it('never show a small cell, nor a total that lacks but a few sites', () => {
    const cell = fc.record({ siteCount: fc.nat(12), deviceCount: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
        const shown = showable(cells, BASE);
        const sites = (some: typeof cells) => some.reduce((sum, { siteCount }) => sum + siteCount, 0);
        const missing = sites(cells) - sites(shown);
        expect(shown.every(({ siteCount }) => siteCount >= BASE)).toBe(true);
        expect(missing === 0 || missing >= BASE || shown.length === 0).toBe(true);
        if (cells.every(({ siteCount }) => siteCount >= BASE)) expect(shown).toEqual(cells);
      }),
    );
  });
});
