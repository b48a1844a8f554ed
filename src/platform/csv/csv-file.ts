/** How CSV leaves: as text that no spreadsheet takes for something else. */
import { stringify } from 'csv-stringify/sync';
import { makeInert } from './inert-cells.js';

/** Begins a file; without it spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A line of a file, whose cells run nowhere as a formula. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells.map(makeInert)]);
}
