/** One row of a CSV text. */
export interface CsvRecord {
  /** The physical line on which it begins, from 1. */
  line: number;
  cells: string[];
  /** Why it cannot be read as a row; its cells are then as much of it as could be told. */
  fault: string | null;
}

/** A row, where the text goes on after it, and how many physical lines it took. */
interface Row {
  record: CsvRecord;
  next: number;
  lines: number;
}

/** Larger than any honest row: beyond it a quote was left open, or the file is no register. */
export const LONGEST_RECORD = 262_144;
export const MOST_CELLS = 1_000;
/** What spreadsheets can hold. */
export const LONGEST_CELL = 32_767;
const KEPT_OF_BROKEN_LINE = 2_000;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Reads CSV (RFC 4180) from text that comes in parts. Where a row is broken, that row alone is: after a quote
 * that is never closed, reading goes on at the next physical line. Memory is bounded by one row.
 */
export class CsvReader {
  private buffer = '';
  private line = 1;
  private isSkipping = false;

  constructor(private readonly separator: string) {}

  /** The rows that are complete with this part. Blank rows are left out. */
  *read(text: string): Generator<CsvRecord> {
    this.buffer += text;
    yield* this.records(false);
  }

  /** The rows that are left when there is no more text. */
  *end(): Generator<CsvRecord> {
    yield* this.records(true);
  }

  private *records(isEnd: boolean): Generator<CsvRecord> {
    let at = 0;
    while (at < this.buffer.length) {
      if (this.isSkipping) {
        const next = this.afterLine(at, isEnd);
        if (next === null) {
          at = this.buffer.length;
          break;
        }
        this.isSkipping = false;
        this.line += 1;
        at = next;
        continue;
      }
      const row = this.row(at, isEnd);
      if (row === null) break;
      if (row.record.fault !== null || row.record.cells.some((cell) => cell.trim() !== '')) yield row.record;
      this.line += row.lines;
      at = row.next;
    }
    this.buffer = this.buffer.slice(at);
  }

  /** Null where the row may go on in the next part. */
  private row(start: number, isEnd: boolean): Row | null {
    const { buffer, separator, line } = this;
    const cells: string[] = [];
    let count = 0;
    let fault: string | null = null;
    let lines = 0;
    let at = start;
    for (;;) {
      let cell: string;
      if (buffer.charCodeAt(at) === QUOTE) {
        const quoted = this.quoted(at, start, isEnd);
        if (quoted === null) return null;
        if ('fault' in quoted) return this.brokenLine(start, isEnd, quoted.fault);
        cell = quoted.text;
        lines += quoted.lines;
        at = quoted.next;
      } else {
        const from = at;
        while (at < buffer.length && !this.endsCell(at)) at += 1;
        if (at - start > LONGEST_RECORD) return this.tooLong(start, at, lines, cells);
        if (at === buffer.length && !isEnd) return null;
        cell = buffer.slice(from, at);
      }
      count += 1;
      if (count <= MOST_CELLS) cells.push(cell.slice(0, LONGEST_CELL));
      if (cell.length > LONGEST_CELL) fault ??= `cell ${count} is longer than ${LONGEST_CELL} characters`;
      if (count > MOST_CELLS) fault = `expected at most ${MOST_CELLS} cells`;
      if (at < buffer.length && buffer[at] === separator) {
        at += 1;
        if (at === buffer.length && !isEnd) return null;
        continue;
      }
      const next = this.afterLineEnd(at, isEnd);
      if (next === null) return null;
      return { record: { line, cells, fault }, next, lines: lines + 1 };
    }
  }

  /** A cell in quotes, up to the separator or line end after it. Null where it may go on in the next part. */
  private quoted(
    from: number,
    start: number,
    isEnd: boolean,
  ): { text: string; lines: number; next: number } | { fault: string } | null {
    const { buffer } = this;
    const unclosed = { fault: 'a quote is opened that is never closed' };
    let text = '';
    for (let at = from + 1; ;) {
      const close = buffer.indexOf('"', at);
      if (close === -1 || close - start > LONGEST_RECORD)
        return isEnd || close !== -1 || buffer.length - start > LONGEST_RECORD ? unclosed : null;
      if (close + 1 === buffer.length && !isEnd) return null;
      text += buffer.slice(at, close);
      if (buffer.charCodeAt(close + 1) === QUOTE) {
        text += '"';
        at = close + 2;
        continue;
      }
      let next = close + 1;
      while (next < buffer.length && buffer[next] === ' ') next += 1;
      if (next === buffer.length && !isEnd) return null;
      if (next < buffer.length && !this.endsCell(next)) return { fault: 'text stands after a closing quote' };
      return { text, lines: text.match(/\r\n|\n|\r/g)?.length ?? 0, next };
    }
  }

  private brokenLine(start: number, isEnd: boolean, fault: string): Row | null {
    const next = this.afterLine(start, isEnd);
    if (next === null && this.buffer.length - start <= LONGEST_RECORD) return null;
    const end = Math.min(next ?? this.buffer.length, start + KEPT_OF_BROKEN_LINE);
    const record = { line: this.line, cells: [this.buffer.slice(start, end).trimEnd()], fault };
    if (next !== null) return { record, next, lines: 1 };
    this.isSkipping = true;
    return { record, next: this.buffer.length, lines: 0 };
  }

  /** Gives up a row of which so much is read that its end does not matter. */
  private tooLong(start: number, at: number, lines: number, cells: string[]): Row {
    this.isSkipping = true;
    const kept = cells.length > 0 ? cells : [this.buffer.slice(start, start + KEPT_OF_BROKEN_LINE)];
    const fault = `the row is longer than ${LONGEST_RECORD} characters`;
    return { record: { line: this.line, cells: kept, fault }, next: at, lines };
  }

  private endsCell(at: number): boolean {
    const code = this.buffer.charCodeAt(at);
    return code === LF || code === CR || this.buffer[at] === this.separator;
  }

  /** Where the line goes on after a line end at this place; null where the next part may hold the rest of it. */
  private afterLineEnd(at: number, isEnd: boolean): number | null {
    const { buffer } = this;
    if (at >= buffer.length) return isEnd ? buffer.length : null;
    if (buffer.charCodeAt(at) !== CR) return at + 1;
    if (at + 1 === buffer.length) return isEnd ? at + 1 : null;
    return buffer.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }

  /** The beginning of the next physical line. */
  private afterLine(from: number, isEnd: boolean): number | null {
    for (let at = from; at < this.buffer.length; at += 1) {
      const code = this.buffer.charCodeAt(at);
      if (code === LF || code === CR) return this.afterLineEnd(at, isEnd);
    }
    return isEnd ? this.buffer.length : null;
  }
}
