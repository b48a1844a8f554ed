/** Workbooks as another library reads them, and the formulas behind what it reads. */
import readWorkbookFile from 'read-excel-file/node';
import { inflateRawSync } from 'node:zlib';

export type ReadValue = string | number | boolean | Date | null;

export interface ReadSheet {
  name: string;
  /** All of them, the marking and the names of the columns included. */
  rows: ReadValue[][];
  /** By place, such as `C7`, without the equals sign. */
  formulas: Map<string, string>;
  xml: string;
}

export async function readWorkbook(bytes: Buffer): Promise<ReadSheet[]> {
  const files = unzip(bytes);
  const sheets = await readWorkbookFile(bytes);
  return sheets.map(({ sheet, data }, index) => {
    const xml = files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '';
    const found = xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)<\/f>/g);
    const formulas = [...found].map(([, place = '', formula = '']) => [place, unescape(formula)] as const);
    return { name: sheet, rows: data as ReadValue[][], formulas: new Map(formulas), xml };
  });
}

/** A sheet's rows below the names of its columns, by those names. */
export function recordsOf({ rows }: ReadSheet): Record<string, ReadValue>[] {
  const [, names = [], ...records] = rows;
  return records.map((cells) =>
    Object.fromEntries(names.map((name, at) => [String(name), cells[at] ?? null])),
  );
}

/** The files of an archive, as its directory lists them. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(bytes.subarray(start, start + size)).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function unescape(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
