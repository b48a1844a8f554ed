/** One table as a sheet: the marking, the frozen names of the columns, the rows, and the sums. */
import { makeInert } from '../csv/inert-cells.js';
import {
  isFormula,
  type Marking,
  type Table,
  type TableColumn,
  type TableRow,
  type TableValue,
} from './table.js';
import { cellText, HEADER_STYLE, styleOf, xmlText } from './workbook-xml.js';

/** The rows above those of the table. */
export const ROWS_ABOVE = 2;
const MOST_CHARACTERS = 32_767;
const DAY_MS = 86_400_000;
/** What spreadsheets count days from. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const SHOWN_UNITS: Partial<Record<string, string>> = { pence: '(£)' };
const WIDTHS: Record<TableColumn['kind'], number> = {
  ...{ text: 24, date: 12, whole: 12, number: 14, decimal: 14, pence: 16, share: 10 },
};

export async function* writeSheet(
  { columns, rows }: Table,
  { handling, madeFor }: Marking,
): AsyncGenerator<string> {
  const marks = `${handling}. Made for ${madeFor}.`;
  yield sheetHead(columns) + rowXml(1, [textCell('A1', marks, styleOf('text', true))]);
  yield rowXml(
    ROWS_ABOVE,
    columns.map((column, at) => textCell(`${columnLetters(at)}${ROWS_ABOVE}`, heading(column), HEADER_STYLE)),
  );
  const sums = columns.map(() => 0);
  let line = ROWS_ABOVE;
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) {
      line += 1;
      text += rowXml(line, cellsOf(row, columns, line));
      row.forEach((value, at) => (sums[at] = (sums[at] ?? 0) + numberIn(value)));
    }
    if (text !== '') yield text;
  }
  if (columns.some(({ isSummed }) => isSummed)) yield sumRow(columns, sums, line);
  yield `</sheetData>${printedMarks(marks)}</worksheet>`;
}

/** `A` for the first column, `AA` for the 27th. */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (at % 26));
}

/** A column's name as people read it: `cost_pence` is `Cost (£)`. */
export function heading({ name }: Pick<TableColumn, 'name'>): string {
  const words = name.split('_').map((word) => SHOWN_UNITS[word] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sheetHead(columns: readonly TableColumn[]): string {
  const widths = columns.map(
    ({ kind }, at) => `<col min="${at + 1}" max="${at + 1}" width="${WIDTHS[kind]}" customWidth="1"/>`,
  );
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${ROWS_ABOVE}" topLeftCell="A${ROWS_ABOVE + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

/** On each printed page. An ampersand begins a command there. */
function printedMarks(marks: string): string {
  const text = xmlText(marks.slice(0, 200).replace(/&/g, '&&'));
  return `<headerFooter><oddHeader>&amp;C${text}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>`;
}

function cellsOf(row: TableRow, columns: readonly TableColumn[], line: number): string[] {
  return columns.map(({ kind }, at) => cellXml(row[at] ?? null, kind, `${columnLetters(at)}${line}`, false));
}

function sumRow(columns: readonly TableColumn[], sums: readonly number[], last: number): string {
  const line = last + 1;
  const cells = columns.map((column, at) => {
    const letters = columnLetters(at);
    const place = `${letters}${line}`;
    if (!column.isSummed) return at === 0 ? textCell(place, 'Total', styleOf('text', true)) : '';
    const formula = last === ROWS_ABOVE ? '0' : `ROUND(SUM(${letters}${ROWS_ABOVE + 1}:${letters}${last}),2)`;
    return cellXml({ formula, value: sums[at] ?? 0 }, column.kind, place, true);
  });
  return rowXml(line, cells);
}

function rowXml(line: number, cells: readonly string[]): string {
  return `<row r="${line}">${cells.join('')}</row>`;
}

function cellXml(value: TableValue, kind: TableColumn['kind'], place: string, isBold: boolean): string {
  if (value === null || value === '') return '';
  const style = styleOf(kind, isBold);
  if (isFormula(value))
    return `<c r="${place}" s="${style}"><f>${xmlText(value.formula)}</f><v>${numberText(value.value, kind)}</v></c>`;
  if (kind === 'date') return `<c r="${place}" s="${style}"><v>${dayNumber(String(value))}</v></c>`;
  if (kind !== 'text' && typeof value === 'number')
    return `<c r="${place}" s="${style}"><v>${numberText(value, kind)}</v></c>`;
  return textCell(place, String(value), style);
}

/** A string and nothing else; inert too, because the sheet may be saved as CSV. */
function textCell(place: string, text: string, style: number): string {
  const shown = cellText(makeInert(text).slice(0, MOST_CHARACTERS));
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
}

function numberText(value: number, kind: TableColumn['kind']): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number for a sheet`);
  return kind === 'pence' ? pounds(value) : String(value);
}

/** Pence as pounds, without a division. */
function pounds(pence: number): string {
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function dayNumber(date: string): number {
  return (Date.parse(`${date}T00:00:00Z`) - DAY_ZERO) / DAY_MS;
}

function numberIn(value: TableValue): number {
  if (typeof value === 'number') return value;
  return isFormula(value) ? value.value : 0;
}
