/** Column shapes that every area's entities share, so that money, dates and keys are stored one way only. */
import type { ColumnOptions } from 'typeorm';

/** Row ids: unsigned 32-bit, so that the driver gives numbers. */
export const rowId = { type: 'int', unsigned: true } as const;

/** A reference to a row id. */
export const reference = { type: 'int', unsigned: true } as const satisfies ColumnOptions;

/** The key under which the outside world knows a row: told apart by letter case and accents, like any code. */
export const externalKey: ColumnOptions = { type: 'varchar', length: 64, collation: 'utf8mb4_bin' };

/** A code that people write, such as a region or a rule id: told apart like any key, so that input and table agree. */
export function code(length: number) {
  return { type: 'varchar', length, collation: 'utf8mb4_bin' } as const satisfies ColumnOptions;
}

/** Integer pence. The driver gives BIGINT as text; beyond 2^53 - 1 a number would be wrong, so it is refused. */
export const pence: ColumnOptions = {
  type: 'bigint',
  transformer: {
    to: (value: number | null) => value,
    from: (text: string | number | null) => (text === null ? null : readPence(text)),
  },
};

/** A calendar date without a time zone, `YYYY-MM-DD`. */
export const date = { type: 'date' } as const satisfies ColumnOptions;

/** A moment in UTC, to the millisecond. */
export const moment: ColumnOptions = { type: 'datetime', precision: 3 };

/** A document. LONGTEXT, because MySQL and MariaDB disagree on what JSON is. */
export function document<T>(): ColumnOptions {
  return {
    type: 'longtext',
    transformer: {
      to: (value: T | null) => (value === null ? null : JSON.stringify(value)),
      from: (text: string | null) => (text === null ? null : (JSON.parse(text) as T)),
    },
  };
}

/** Pence, as the driver gives them and their sums. @throws {RangeError} rather than round */
export function readPence(text: string | number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`expected a safe integer of pence, but got ${text}`);
  return value;
}
