/**
 * Cells that no spreadsheet runs as a formula. A formula is told by its first character, past blanks, on any line
 * of a cell; an apostrophe before it makes it text. Numbers keep their sign.
 */

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
/** The full-width forms are formulas to some spreadsheets too. */
const FORMULA = /(^|\r\n|\n|\r)(?='*(?:[^\S\r\n]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\t))/g;
const INERT = /(^|\r\n|\n|\r)'(?='*(?:[^\S\r\n]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\t))/g;

export function makeInert(cell: string): string {
  return NUMBER.test(cell) ? cell : cell.replace(FORMULA, "$1'");
}

/** Takes back what {@link makeInert} did. */
export function takeBackInert(cell: string): string {
  return cell.includes("'") ? cell.replace(INERT, '$1') : cell;
}
