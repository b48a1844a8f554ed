import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { makeInert, takeBackInert } from './inert-cells.js';
import { CsvReader } from '../../imports/csv/records.js';

describe('cells that no spreadsheet runs', () => {
  it.each([
    '=1+1',
    '+A1',
    '-A1',
    '@SUM(A1)',
    '\tx',
    ' =1',
    '\u00a0=1',
    'ok\n=1',
    "'=1",
    '＝1',
    '\u200b=1',
    '\ufeff=1',
    '\0=1',
  ])('have an apostrophe before the formula of %j', (cell) => {
    for (const line of makeInert(cell).split(/\r\n|\n|\r/)) expect(line).not.toMatch(/^\s*[=+\-@＝]|^\t/);
  });

  it.each(['-0.1278', '+51', '12', 'DS-2CD', 'a=b', "O'Neill", ''])('leave %j as it is', (cell) => {
    expect(makeInert(cell)).toBe(cell);
    expect(takeBackInert(cell)).toBe(cell);
  });

  const cell = fc.string({
    unit: fc.constantFrom(
      ...["'", '"', ',', ';', '=', '-', '+', '@', '＝', '＋', '－', '＠', '\t', ' ', '\u00a0', '\u200b'],
      ...['\ufeff', '\n', '\r', 'a', '1', '.'],
    ),
    maxLength: 12,
  });

  it('come back from a file as they were, and no line of any is a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 20, maxLength: 20 }),
        (rows) => {
          // The line number is the first cell of a row of rejected ones, so no row is blank.
          const file = stringify(rows.map((cells, line) => [String(line + 1), ...cells.map(makeInert)]));
          const reader = new CsvReader(',');
          const read = [...reader.read(file), ...reader.end()];
          expect(read.map(({ cells }) => cells.slice(1).map(takeBackInert))).toEqual(rows);
          for (const written of read.flatMap(({ cells }) => cells.slice(1))) {
            if (/^[+-]?\d+(\.\d+)?$/.test(written)) continue;
            for (const line of written.split(/\r\n|\n|\r/))
              expect(line).not.toMatch(/^[\s\u200b]*[=+\-@＝＋－＠]|^\t/);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
