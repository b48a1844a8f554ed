import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { readWorkbook, recordsOf } from '../../../test/support/workbook.js';
import { writeCsv } from './csv-table.js';
import type { Table, TableColumn, TableRow } from './table.js';
import { writeWorkbook } from './workbook.js';

const MARKING = { handling: 'OFFICIAL & SENSITIVE', madeFor: 'Esme "E" <esme>' };
const COLUMNS: TableColumn[] = [
  { name: 'work_package', kind: 'text' },
  { name: 'start', kind: 'date' },
  { name: 'devices', kind: 'whole', isSummed: true },
  { name: 'cost_pence', kind: 'pence', isSummed: true },
  { name: 'gap', kind: 'share' },
];
const inBatches = (...batches: TableRow[][]) => Readable.from(batches) as AsyncIterable<TableRow[]>;
const table = (name: string, ...batches: TableRow[][]): Table => ({
  ...{ name, columns: COLUMNS, rows: inBatches(...batches) },
});
const read = async (tables: Table[]) => readWorkbook(await buffer(writeWorkbook(tables, MARKING)));

describe('a workbook', () => {
  it('has a sheet for each table, with the marking, the names of the columns, and values of their kind', async () => {
    const rows: TableRow[] = [
      ['S1/REC', '2027-02-01', 12, 123_456, 0.0125],
      ['S2', null, null, -7, null],
    ];
    const sheets = await read([table('One', [rows[0]!], [rows[1]!]), table('Two & more', [])]);
    expect(sheets.map(({ name }) => name)).toEqual(['One', 'Two & more']);
    expect(sheets[0]?.rows).toEqual([
      ['OFFICIAL & SENSITIVE. Made for Esme "E" <esme>.', null, null, null, null],
      ['Work package', 'Start', 'Devices', 'Cost (£)', 'Gap'],
      ['S1/REC', new Date('2027-02-01T00:00:00Z'), 12, 1234.56, 0.0125],
      ['S2', null, null, -0.07, null],
      ['Total', null, 12, 1234.49, null],
    ]);
    expect(sheets[0]?.xml).toContain('<pane ySplit="2" topLeftCell="A3"');
    expect(sheets[0]?.xml).toContain('<oddHeader>&amp;COFFICIAL &amp;&amp; SENSITIVE.');
  });

  it('adds up with formulas over all of its rows', async () => {
    const [full, empty] = await read([
      table('Full', [['a', null, 1, 1, null]], [['b', null, 2, 2, null]]),
      table('Empty'),
    ]);
    expect([...full!.formulas]).toEqual([
      ['C5', 'ROUND(SUM(C3:C4),2)'],
      ['D5', 'ROUND(SUM(D3:D4),2)'],
    ]);
    expect([...empty!.formulas.values()]).toEqual(['0', '0']);
  });

  it('adds up pence that no fraction of two can hold', async () => {
    const rows = Array.from({ length: 999 }, (): TableRow => ['x', null, 1, 10, null]);
    const [sheet] = await read([table('Pennies', rows)]);
    expect(sheet?.rows.at(-1)?.[3]).toBe(99.9);
  });

  it('holds text as text, whatever it begins with, and whatever it is made of', async () => {
    const texts = ['=1+1', '+A1', '@SUM(A1)', '-x', '<&>"', '_x0041_', 'a\0b\ud800c', '  blank  ', '007'];
    const [sheet] = await read([
      table(
        'Texts',
        texts.map((text): TableRow => [text, null, null, null, null]),
      ),
    ]);
    const shown = sheet!.rows.slice(2, -1).map(([cell]) => cell);
    expect(shown.slice(0, 4)).toEqual(["'=1+1", "'+A1", "'@SUM(A1)", "'-x"]);
    expect(shown[4]).toBe('<&>"');
    expect(sheet?.xml).toContain('_x005F_x0041_');
    expect(shown[6]).toBe('a\ufffdb\ufffdc');
    expect(shown[8]).toBe('007');
    // Only the sums are formulas.
    expect([...sheet!.formulas.keys()].map((place) => place[0])).toEqual(['C', 'D']);
  });

  it('has the formula and what it comes to where a cell is worked out', async () => {
    const cell = { formula: "SUMIF('One'!A3:A4,\"<x\",'One'!D3:D4)", value: 5_005 };
    const [sheet] = await read([table('Sums', [['a', null, null, cell, null]])]);
    expect(sheet?.formulas.get('D3')).toBe(cell.formula);
    expect(recordsOf(sheet!)[0]?.['Cost (£)']).toBe(50.05);
  });

  it('reads rows no faster than it is taken away, and no longer', async () => {
    let batches = 0;
    let isOver = false;
    async function* endless(): AsyncGenerator<TableRow[]> {
      try {
        for (;;) {
          batches += 1;
          await delay(0);
          yield Array.from({ length: 500 }, (): TableRow => [
            `${Math.random()}`,
            null,
            batches,
            batches,
            null,
          ]);
        }
      } finally {
        isOver = true;
      }
    }
    const file = writeWorkbook([{ name: 'Endless', columns: COLUMNS, rows: endless() }], MARKING);
    file.read(0);
    await delay(1_500);
    const read = batches;
    expect(read).toBeLessThan(40);
    await delay(500);
    expect(batches).toBe(read);
    file.destroy();
    await delay(100);
    expect(isOver).toBe(true);
  });

  it('ends broken where its rows cannot be read', async () => {
    const broken = () =>
      new Readable({ objectMode: true, read: (): never => raise('no database') }) as AsyncIterable<
        TableRow[]
      >;
    await expect(
      buffer(writeWorkbook([{ name: 'Broken', columns: COLUMNS, rows: broken() }], MARKING)),
    ).rejects.toThrow('no database');
  });
});

function raise(message: string): never {
  throw new Error(message);
}

describe('the same table as CSV', () => {
  it('has the marking in each row, pence as they are, and runs nowhere', async () => {
    const parts: string[] = [];
    for await (const part of writeCsv(table('One', [['=1+1', '2027-02-01', 1, 123, 0.5]]), MARKING))
      parts.push(part);
    expect(parts.join('')).toBe(
      '\ufeffwork_package,start,devices,cost_pence,gap,handling,made_for\n' +
        '\'=1+1,2027-02-01,1,123,0.5,OFFICIAL & SENSITIVE,"Esme ""E"" <esme>"\n',
    );
  });
});
