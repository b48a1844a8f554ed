import type { ColumnOptions } from 'typeorm';

/**
 * A value as the database has it: nobody reads it without the key ring. Whoever forgets to open it shows that it is
 * sealed, and nothing else.
 */
export class Sealed<Value> {
  /** For the type alone: what opening gives. */
  declare protected readonly holds: Value;

  constructor(readonly bytes: Buffer) {}

  toJSON(): string {
    return '[sealed]';
  }

  toString(): string {
    return '[sealed]';
  }
}

/**
 * A kind of sealed value, and where it stands. A value opens in this column of the row that it was sealed for, and
 * nowhere else.
 */
export interface SealedColumn<Value> {
  /** For the type alone. */
  readonly holds?: Value;
  readonly table: string;
  readonly column: string;
  /** The columns that say which row it is, from the day that it is written: values are bound to them. */
  readonly boundTo: readonly string[];
  /** The primary key, by which rows are walked through. */
  readonly key: readonly string[];
  /** Lengths are multiples of so many bytes, so that the length does not tell the value. */
  readonly block: number;
}

export function sealedColumn<Value>(
  column: Omit<SealedColumn<Value>, 'holds' | 'column'> & { column?: string },
): SealedColumn<Value> {
  return { column: 'detail', ...column };
}

/** How an entity has a sealed value. */
export const sealed = {
  type: 'mediumblob',
  transformer: {
    to: (value: Sealed<unknown> | null) => value && value.bytes,
    from: (bytes: Buffer | null) => bytes && new Sealed(bytes),
  },
} as const satisfies ColumnOptions;

/** A blind index: the same for the same value, and of no use without the key. */
export const blindIndex = { type: 'binary', length: 16 } as const satisfies ColumnOptions;
