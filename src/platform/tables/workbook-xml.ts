/** The looks of a workbook's cells, and text as its files hold it. */
import type { ColumnKind } from './table.js';

const POUND = '[$£-809]#,##0.00';
const FORMATS: Record<ColumnKind, { id: number; code?: string }> = {
  // Text stays text when somebody edits the cell.
  text: { id: 49 },
  date: { id: 164, code: 'yyyy-mm-dd' },
  whole: { id: 3 },
  number: { id: 0 },
  decimal: { id: 4 },
  pence: { id: 165, code: `${POUND};[Red]-${POUND}` },
  share: { id: 166, code: '0.0%' },
};
const KINDS = Object.keys(FORMATS) as ColumnKind[];
/** The cells of the kinds come first, then those of the last row, which is bold. */
const BOLD_TEXT = 2 * KINDS.length;

export function styleOf(kind: ColumnKind, isBold = false): number {
  return KINDS.indexOf(kind) + (isBold ? KINDS.length : 0);
}
/** Of the names of columns. */
export const HEADER_STYLE = BOLD_TEXT;

const cellFormats = [false, true].flatMap((isBold) =>
  KINDS.map(
    (kind) =>
      `<xf numFmtId="${FORMATS[kind].id}" fontId="${isBold ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  ),
);
const numberFormats = KINDS.flatMap((kind) => {
  const { id, code } = FORMATS[kind];
  return code === undefined ? [] : [`<numFmt numFmtId="${id}" formatCode="${code}"/>`];
});

export const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${numberFormats.length}">${numberFormats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${cellFormats.length + 1}">${cellFormats.join('')}<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML may hold it: what XML has no way to write becomes a sign that says so. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // eslint-disable-next-line no-control-regex
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/\r\n?/g, '\n')
      .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
  );
}

/** Text of a cell, where `_x0041_` would stand for another character. */
export function cellText(text: string): string {
  return xmlText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
