/** Formulas over the tables of a workbook, as text without the equals sign. */
import { makeInert } from '../csv/inert-cells.js';
import { columnLetters, ROWS_ABOVE } from './sheet.js';
import type { Formula, Table } from './table.js';

/** A table whose number of rows is known before it is written. */
export type CountedTable = Pick<Table, 'name' | 'columns'> & { rowCount: number };

/** What the rows have to have that are added up: text to the letter, which criteria of SUMIFS are not. */
export type Conditions = Readonly<Record<string, string | number | readonly string[]>>;

/** The cell of a row, counted from 0, in the sheet that the formula is in. */
export function cellOf(table: Pick<Table, 'columns'>, column: string, row: number): string {
  return `${columnLetters(placeOf(table, column))}${ROWS_ABOVE + 1 + row}`;
}

/** The sum of a column of another table, of the rows that meet all conditions: where several texts are given, any. */
export function sumOf(table: CountedTable, column: string, conditions: Conditions, value: number): Formula {
  if (table.rowCount === 0) return { formula: '0', value };
  const factors = Object.entries(conditions).map(([name, wanted]) =>
    conditionText(rangeOf(table, name), wanted),
  );
  const range = rangeOf(table, column);
  const sum = factors.length === 0 ? `SUM(${range})` : `SUMPRODUCT(${[...factors, range].join('*')})`;
  return { formula: `ROUND(${sum},2)`, value };
}

/** A share of a whole; 0 where there is none. */
export function shareOf(part: string, whole: string, value: number): Formula {
  return { formula: `IF(${whole}=0,0,${part}/${whole})`, value };
}

function rangeOf(table: CountedTable, column: string): string {
  const letters = columnLetters(placeOf(table, column));
  const name = table.name.replace(/'/g, "''");
  return `'${name}'!$${letters}$${ROWS_ABOVE + 1}:$${letters}$${ROWS_ABOVE + table.rowCount}`;
}

function conditionText(range: string, wanted: string | number | readonly string[]): string {
  if (typeof wanted === 'number') return `(${range}=${wanted})`;
  const texts = typeof wanted === 'string' ? [wanted] : wanted;
  const each = texts.map((text) => `EXACT(${range},"${makeInert(text).replace(/"/g, '""')}")`);
  return each.length === 1 ? String(each[0]) : `(${each.join('+')})`;
}

function placeOf({ columns }: Pick<Table, 'columns'>, column: string): number {
  const place = columns.findIndex(({ name }) => name === column);
  if (place < 0) throw new Error(`the table has no column ${column}`);
  return place;
}
