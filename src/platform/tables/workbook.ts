/** Tables as a workbook (Office Open XML), written as its rows come. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { Refusal } from '../errors.js';
import { writeSheet } from './sheet.js';
import type { Marking, Table } from './table.js';
import { STYLES, xmlText } from './workbook-xml.js';

/** A sheet has 1,048,576 rows, of which some are not the table's. */
export const MOST_SHEET_ROWS = 1_048_000;

export class TooManyRows extends Refusal {
  constructor(rows: number) {
    super(
      'TOO_MANY_ROWS',
      `A sheet holds ${MOST_SHEET_ROWS} rows, and this would have ${rows}: ask for the CSV.`,
    );
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A sheet for each table, in their order. Rows are read no faster than the file is taken away, one table after the other.
 *
 * @throws {Error} in the stream, where a table's rows cannot be read: the file then ends broken
 */
export function writeWorkbook(tables: readonly Table[], marking: Marking): Readable {
  const zip = new ZipFile();
  const open = new Set<Readable>();
  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(XML + text), path);
  add('[Content_Types].xml', contentTypes(tables.length));
  add('_rels/.rels', relations([['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml']]));
  add('xl/workbook.xml', workbookXml(tables));
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...tables.map((_, index): Relation => [
        `rId${index + 1}`,
        `${OFFICE}/worksheet`,
        `worksheets/sheet${index + 1}.xml`,
      ]),
      [`rId${tables.length + 1}`, `${OFFICE}/styles`, 'styles.xml'],
    ]),
  );
  add('xl/styles.xml', STYLES);
  const output = zip.outputStream as Readable;
  const fail = (error: Error) => output.destroy(error);
  zip.on('error', fail);
  for (const [index, table] of tables.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, (give) => {
      const sheet = Readable.from(withHead(writeSheet(table, marking)), { objectMode: false });
      open.add(sheet.on('error', fail).on('close', () => open.delete(sheet)));
      give(null, sheet);
    });
  }
  zip.end();
  // Whoever goes away before the end is not read for any longer.
  output.on('close', () => open.forEach((sheet) => sheet.destroy()));
  return output;
}

async function* withHead(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(XML);
  for await (const part of parts) yield Buffer.from(part);
}

function workbookXml(tables: readonly Table[]): string {
  const sheets = tables.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets><calcPr fullCalcOnLoad="1"/></workbook>`;
}

function contentTypes(sheets: number): string {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, 'worksheet']),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${CONTENT}.${type}+xml"/>`);
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

type Relation = [id: string, type: string, target: string];

function relations(all: readonly Relation[]): string {
  const each = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}
