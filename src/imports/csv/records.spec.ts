import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvReader, LONGEST_CELL, LONGEST_RECORD, MOST_CELLS, type CsvRecord } from './records.js';

/** Reads a text that comes in parts of the given lengths, in turn. */
function read(text: string, separator = ',', lengths: number[] = [text.length]): CsvRecord[] {
  const reader = new CsvReader(separator);
  const records: CsvRecord[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    records.push(...reader.read(text.slice(at, at + length)));
    at += length;
  }
  records.push(...reader.end());
  return records;
}

const cellsOf = (text: string, separator?: string) => read(text, separator).map(({ cells }) => cells);

describe('rows of a CSV text', () => {
  it.each([
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a,"b ""c"", d"\n', [['a', 'b "c", d']]],
    ['a,"b\nc",d', [['a', 'b\nc', 'd']]],
    ['a,"b" ,c', [['a', 'b', 'c']]],
    ['a,6" pole,c', [['a', '6" pole', 'c']]],
    [
      'a,,\n,,\n\n  \nb,,',
      [
        ['a', '', ''],
        ['b', '', ''],
      ],
    ],
    ['a,""\n', [['a', '']]],
  ])('reads %j', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('counts physical lines, inside quotes too', () => {
    const text = 'a\n"b\r\nc\nd"\n\ne\r\nf';
    expect(read(text).map(({ line }) => line)).toEqual([1, 2, 6, 7]);
  });

  it('gives up the line with a quote that is never closed, and no other', () => {
    const text = 'a,b\n1,"x\n2,y\n3,z\n';
    expect(read(text)).toEqual([
      { line: 1, cells: ['a', 'b'], fault: null },
      { line: 2, cells: ['1,"x'], fault: 'a quote is opened that is never closed' },
      { line: 3, cells: ['2', 'y'], fault: null },
      { line: 4, cells: ['3', 'z'], fault: null },
    ]);
    const long = `a\n"open\n${'filler\n'.repeat(LONGEST_RECORD / 4)}`;
    const faults = read(long, ',', [65_536]).filter(({ fault }) => fault !== null);
    expect(faults.map(({ line }) => line)).toEqual([2]);
    expect(read(long, ',', [65_536])).toHaveLength(LONGEST_RECORD / 4 + 2);
  });

  it('gives up a row with text after a closing quote', () => {
    expect(read('"a"b,c\nd,e')).toEqual([
      { line: 1, cells: ['"a"b,c'], fault: 'text stands after a closing quote' },
      { line: 2, cells: ['d', 'e'], fault: null },
    ]);
  });

  it('bounds cells, columns and rows, and goes on after them', () => {
    const wide = `${','.repeat(1_000_000)}\nx`;
    for (const part of [10_000, wide.length]) {
      const [columns, after] = read(wide, ',', [part]);
      expect(columns?.fault).toMatch(/longer than 262144/);
      expect(columns?.cells.length).toBeLessThanOrEqual(MOST_CELLS);
      expect(after).toEqual({ line: 2, cells: ['x'], fault: null });
    }
    expect(read(`${'a,'.repeat(MOST_CELLS)}b`)[0]?.fault).toMatch(/at most 1000 cells/);
    expect(read(`a,${'b'.repeat(LONGEST_CELL + 1)}`)[0]?.fault).toMatch(/cell 2 is longer/);
    const quoted = `"${'q'.repeat(3 * LONGEST_RECORD)}"\nx`;
    expect(read(quoted, ',', [10_000]).map(({ line, fault }) => [line, fault !== null])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r\n', ' ', 'é', '=') });
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }));
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });

  it('reads what csv-parse reads, however the text is cut into parts', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), lengths, (rows, separator, parts) => {
        const text = rows.map((row) => row.map(quote).join(separator)).join('\n');
        const expected = parse(text, { delimiter: separator, relax_column_count: true });
        expect(read(text, separator, parts).map(({ cells }) => cells)).toEqual(
          expected.filter((row) => row.some((text) => text.trim() !== '')),
        );
      }),
    );
  });

  it('gives the same rows for any text, however it is cut into parts', () => {
    const anything = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    fc.assert(
      fc.property(anything, lengths, (text, parts) => {
        expect(read(text, ',', parts)).toEqual(read(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
