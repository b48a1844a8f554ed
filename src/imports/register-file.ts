import { decode, EncodingDetector, type Encoding } from './csv/encoding.js';
import { CsvReader, type CsvRecord } from './csv/records.js';
import { FORMATS } from './formats/formats.js';
import { describeUnknownHeader, recogniseHeader, type Header } from './formats/header.js';
import { UnknownRegister } from './imports.errors.js';
import { SpooledFile } from './spooled-file.js';

const SEPARATORS = [',', ';', '\t'];
const ROWS_AT_A_TIME = 1_000;
/** Rows of long texts make smaller batches. */
const CHARACTERS_AT_A_TIME = 2_000_000;

/** A register that has been taken in and whose header is understood. */
export class RegisterFile {
  private constructor(
    private readonly file: SpooledFile,
    private readonly separator: string,
    readonly encoding: Encoding,
    readonly header: Header,
  ) {}

  /**
   * Takes a register in and tells what it is.
   *
   * @throws {RegisterTooLarge}
   * @throws {UnknownRegister} where its header is that of no register
   */
  static async take(bytes: AsyncIterable<Uint8Array>, mostBytes: number): Promise<RegisterFile> {
    const detector = new EncodingDetector();
    const file = await SpooledFile.take(bytes, mostBytes, (part) => detector.push(part));
    try {
      const encoding = detector.encoding();
      let nearest: string[] = [];
      for (const separator of SEPARATORS) {
        const cells = await firstRow(decode(file.read(), encoding), separator);
        const header = recogniseHeader(cells, FORMATS);
        if (header) return new RegisterFile(file, separator, encoding, header);
        if (cells.length > nearest.length) nearest = cells;
      }
      if (nearest.length === 0) throw new UnknownRegister('The file is empty.');
      throw new UnknownRegister(describeUnknownHeader(nearest, FORMATS));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * The rows below the header, a batch at a time. It can be asked for again.
   *
   * @param lines where only the rows on these lines are wanted, which are in ascending order
   */
  async *batches(lines?: readonly number[]): AsyncGenerator<CsvRecord[]> {
    let batch: CsvRecord[] = [];
    let characters = 0;
    let wanted = 0;
    let isHeader = true;
    for await (const record of readRows(decode(this.file.read(), this.encoding), this.separator)) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      if (lines) {
        if (lines[wanted] !== record.line) continue;
        wanted += 1;
      }
      batch.push(record);
      for (const cell of record.cells) characters += cell.length;
      if (batch.length >= ROWS_AT_A_TIME || characters >= CHARACTERS_AT_A_TIME) {
        yield batch;
        batch = [];
        characters = 0;
      }
    }
    if (batch.length > 0) yield batch;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

async function* readRows(text: AsyncIterable<string>, separator: string): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader(separator);
  for await (const part of text) yield* reader.read(part);
  yield* reader.end();
}

async function firstRow(text: AsyncIterable<string>, separator: string): Promise<string[]> {
  for await (const { cells } of readRows(text, separator)) return cells;
  return [];
}
