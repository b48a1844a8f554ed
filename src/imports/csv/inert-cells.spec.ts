import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeInert, takeBackInert } from './inert-cells.js';

describe('cells that no spreadsheet runs', () => {
  it.each(['=1+1', '+A1', '-A1', '@SUM(A1)', '\tx', ' =1', '\u00a0=1', 'ok\n=1', "'=1", '＝1'])(
    'have an apostrophe before the formula of %j',
    (cell) => {
      for (const line of makeInert(cell).split(/\r\n|\n|\r/)) expect(line).not.toMatch(/^\s*[=+\-@＝]|^\t/);
    },
  );

  it.each(['-0.1278', '+51', '12', 'DS-2CD', 'a=b', "O'Neill", ''])('leave %j as it is', (cell) => {
    expect(makeInert(cell)).toBe(cell);
    expect(takeBackInert(cell)).toBe(cell);
  });

  it('can be taken back', () => {
    const cell = fc.string({
      unit: fc.constantFrom("'", '=', '-', '+', '@', '\t', ' ', '\n', '\r', 'a', '1'),
    });
    fc.assert(
      fc.property(cell, (text) => {
        expect(takeBackInert(makeInert(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
