/** What leaves as a file for spreadsheets, whichever its format. */

/** How the values of a column are written: `number` with all of its digits, `decimal` with two; pence are whole pence in CSV and pounds in a workbook. */
export type ColumnKind = 'text' | 'date' | 'whole' | 'number' | 'decimal' | 'pence' | 'share';

export interface TableColumn {
  /** Lower case, with underscores and the unit, such as `cost_pence`. */
  name: string;
  kind: ColumnKind;
  /** True: a workbook ends with the sum of the column, as a formula. */
  isSummed?: boolean;
}

/** A figure that a workbook works out itself; `value` is what the formula comes to. */
export interface Formula {
  formula: string;
  value: number;
}

/** Dates are `YYYY-MM-DD`, shares are 1 for the whole. */
export type TableValue = string | number | Formula | null;
export type TableRow = readonly TableValue[];

export interface Table {
  /** At most 31 characters, which are none of `[]:*?/\`. */
  name: string;
  columns: readonly TableColumn[];
  /** Some rows at a time, so that no file is ever whole in memory. */
  rows: AsyncIterable<readonly TableRow[]>;
}

/** What a file has to bear. */
export interface Marking {
  /** How it is to be handled. */
  handling: string;
  /** The name and subject of whom it was made for. */
  madeFor: string;
}

export function isFormula(value: TableValue): value is Formula {
  return typeof value === 'object' && value !== null;
}
