/**
 * Cells that no spreadsheet runs as a formula. A formula is told by its first character, past blanks and characters
 * that show nothing, on any line of a cell; an apostrophe before it makes it text. Numbers keep their sign.
 */

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const LINE_START = String.raw`(^|\r\n|\n|\r)`;
const UNSEEN = String.raw`(?:[^\S\r\n]|[\u0000-\u0008\u000e-\u001f\u00ad\u180e\u200b-\u200f\u2060-\u2064])`;
/** The full-width forms are formulas to some spreadsheets too. */
const BEGINNING = String.raw`'*(?:${UNSEEN}*[=+\-@\uff1d\uff0b\uff0d\uff20]|\t)`;
const FORMULA = new RegExp(`${LINE_START}(?=${BEGINNING})`, 'g');
const INERT = new RegExp(`${LINE_START}'(?=${BEGINNING})`, 'g');

export function makeInert(cell: string): string {
  return NUMBER.test(cell) ? cell : cell.replace(FORMULA, "$1'");
}

/** Takes back what {@link makeInert} did. */
export function takeBackInert(cell: string): string {
  return cell.includes("'") ? cell.replace(INERT, '$1') : cell;
}
