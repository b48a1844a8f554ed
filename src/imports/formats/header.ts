/** Which register a file is, and where its columns stand, by its header alone. */
import type { RegisterFormat } from '../import.entity.js';

/** What a column is called: a name in the form of {@link headerKey}, or a pattern over it. */
export type ColumnName = string | RegExp;

export interface Column {
  /** In the order in which they are preferred, where a file has several of them. */
  names: readonly ColumnName[];
  isRequired?: boolean;
}

/** The fields that a format reads, and the columns in which they stand. */
export interface FormatColumns {
  format: RegisterFormat;
  columns: Readonly<Record<string, Column>>;
}

/** A header whose format is known. */
export interface Header {
  format: RegisterFormat;
  /** The file's own names, in the order of its columns. */
  names: string[];
  /** The columns of each field, the preferred one first; a field that the file does not have is left out. */
  positions: ReadonlyMap<string, number[]>;
  ignored: string[];
}

const LONGEST_NAME = 120;

/** A name as people vary it: case, blanks and punctuation aside. */
export function headerKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Reads a header as that of the first format whose required columns it has.
 *
 * @returns null where it has those of none
 */
export function recogniseHeader(cells: readonly string[], formats: readonly FormatColumns[]): Header | null {
  const keys = cells.map(headerKey);
  for (const { format, columns } of formats) {
    const positions = new Map<string, number[]>();
    for (const [field, { names }] of Object.entries(columns)) {
      const found = names.flatMap((name) => positionsOf(name, keys));
      if (found.length > 0) positions.set(field, [...new Set(found)]);
    }
    const isWhole = Object.entries(columns).every(
      ([field, { isRequired }]) => !isRequired || positions.has(field),
    );
    if (!isWhole) continue;
    const used = new Set([...positions.values()].flat());
    const names = cells.map((name) => name.trim().slice(0, LONGEST_NAME));
    return { format, names, positions, ignored: names.filter((name, at) => name !== '' && !used.has(at)) };
  }
  return null;
}

/** Says which columns the header lacks of the format that it comes nearest to. */
export function describeUnknownHeader(cells: readonly string[], formats: readonly FormatColumns[]): string {
  const keys = cells.map(headerKey);
  const lacks = formats.map(({ format, columns }) => ({
    format,
    missing: Object.values(columns)
      .filter(
        ({ isRequired, names }) => isRequired && !names.some((name) => positionsOf(name, keys).length > 0),
      )
      .map(({ names }) => String(names[0])),
    present: Object.values(columns).filter(({ names }) =>
      names.some((name) => positionsOf(name, keys).length > 0),
    ).length,
  }));
  const [nearest] = lacks.sort((a, b) => b.present - a.present || a.missing.length - b.missing.length);
  if (!nearest || nearest.present === 0)
    return `The first row names no column of a register that is known (${formats.map(({ format }) => format).join(', ')}).`;
  return `The header is nearest to ${nearest.format}, of which it lacks: ${nearest.missing.join(', ')}.`;
}

function positionsOf(name: ColumnName, keys: readonly string[]): number[] {
  return keys.flatMap((key, at) => ((typeof name === 'string' ? key === name : name.test(key)) ? [at] : []));
}
