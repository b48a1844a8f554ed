/** The cells of one row by field, and what is wrong with them. */
import { takeBackInert } from '../../platform/csv/inert-cells.js';
import type { Header } from './header.js';

/** What is wrong with a cell; the column is the file's own name for it, or empty where it is the whole row. */
export interface CellFault {
  column: string;
  reason: string;
}

/** How a register writes dates beside ISO. */
export type DateStyle = 'iso' | 'iso or dd/mm/yyyy';

const YES = new Set(['yes', 'y', 'true', '1']);
const NO = new Set(['no', 'n', 'false', '0']);

/**
 * Reads cells as what they stand for. A field whose column the file does not have is `undefined`, an empty cell
 * is `null`; a cell that is wrong is noted and read as `undefined`.
 */
export class RowReader {
  readonly faults: CellFault[] = [];
  private readonly faulty = new Set<string>();

  constructor(
    private readonly header: Header,
    private readonly cells: readonly string[],
  ) {}

  /** The text of a field, of the preferred column that is not empty. */
  text(field: string): string | null | undefined {
    const positions = this.header.positions.get(field);
    if (!positions) return undefined;
    for (const at of positions) {
      const text = takeBackInert(this.cells[at] ?? '').trim();
      if (text === '') continue;
      // eslint-disable-next-line no-control-regex
      if (/[\0-\x08\x0e-\x1f\ufffd]/.test(text)) {
        this.refuse(field, 'holds characters that cannot be read', at);
        return undefined;
      }
      return text;
    }
    return null;
  }

  /** Like {@link text}, where an empty cell is a fault. */
  required(field: string): string | undefined {
    const text = this.text(field);
    if (text === null) this.refuse(field, 'is empty');
    return text ?? undefined;
  }

  /** A word of a closed vocabulary as that vocabulary writes it: `body worn` is `BODY_WORN`. */
  code(field: string): string | null | undefined {
    const text = this.text(field);
    return text ? text.toUpperCase().replace(/[\s/-]+/g, '_') : text;
  }

  /** The parts of a list with semicolons between them. */
  list(field: string): string[] | null | undefined {
    const text = this.text(field);
    if (!text) return text === undefined ? undefined : null;
    return text
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  yesOrNo(field: string): boolean | null | undefined {
    const text = this.text(field);
    if (!text) return text === undefined ? undefined : null;
    if (YES.has(text.toLowerCase())) return true;
    if (NO.has(text.toLowerCase())) return false;
    this.refuse(field, `expected yes or no, but got ${show(text)}`);
    return undefined;
  }

  number(field: string): number | null | undefined {
    const text = this.text(field);
    if (!text) return text === undefined ? undefined : null;
    if (/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
    this.refuse(field, `expected a number, but got ${show(text)}`);
    return undefined;
  }

  /** `YYYY-MM-DD`; a time of day after it is left away. Whether there is such a day is not looked at. */
  date(field: string, style: DateStyle): string | null | undefined {
    const text = this.text(field);
    if (!text) return text === undefined ? undefined : null;
    const [iso] = /^\d{4}-\d{2}-\d{2}(?=$|[ T]\d{2}:\d{2})/.exec(text) ?? [];
    if (iso) return iso;
    const [, day, month, year] =
      (style === 'iso' ? null : /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?=$| \d{2}:\d{2})/.exec(text)) ?? [];
    if (day && month && year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const expected = style === 'iso' ? 'YYYY-MM-DD' : 'YYYY-MM-DD or dd/mm/yyyy';
    this.refuse(field, `expected a date ${expected}, but got ${show(text)}`);
    return undefined;
  }

  /** Notes what is wrong with a field, once a field. */
  refuse(field: string, reason: string, at = this.positionOf(field)): void {
    if (this.faulty.has(field)) return;
    this.faulty.add(field);
    this.faults.push({ column: this.header.names[at] ?? '', reason });
  }

  /** The column of a field that a fault of it is about. */
  private positionOf(field: string): number {
    const positions = this.header.positions.get(field) ?? [];
    return positions.find((at) => (this.cells[at] ?? '').trim() !== '') ?? positions[0] ?? -1;
  }
}

/**
 * Reads fields of a row that may have left without what identifies a sensitive site, as `redacted` then says: its empty
 * cells say nothing, so that the row takes nothing away when it comes back.
 */
export function withholding(reader: RowReader) {
  const isRedacted = reader.yesOrNo('redacted') === true;
  return <Value>(field: string, read: () => Value): Value | undefined =>
    isRedacted && reader.text(field) === null ? undefined : read();
}

function show(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
