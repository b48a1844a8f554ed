import type { EntityManager } from 'typeorm';
import type { CellFault } from './formats/row-reader.js';

export interface RejectedRow {
  line: number;
  cells: readonly string[];
  faults: readonly CellFault[];
}

/** Statements stay far below what a server takes in one packet. */
const CHARACTERS_AT_A_TIME = 500_000;
const LONGEST_REASON = 500;

/**
 * Keeps rejected rows, one entry a fault.
 *
 * @param first the number of the first fault among all of the import
 * @returns how many faults were kept
 */
export async function writeRejections(
  manager: EntityManager,
  importId: number,
  first: number,
  rows: readonly RejectedRow[],
): Promise<number> {
  let number = first;
  let values: unknown[][] = [];
  let characters = 0;
  const flush = async () => {
    if (values.length === 0) return;
    await manager.query(
      'INSERT INTO import_rejections (import_id, number, line_number, column_name, reason, cells) VALUES ?',
      [values],
    );
    values = [];
    characters = 0;
  };
  for (const { line, cells, faults } of rows) {
    const document = JSON.stringify(cells);
    for (const { column, reason } of faults) {
      values.push([importId, number, line, column, reason.slice(0, LONGEST_REASON), document]);
      number += 1;
      characters += document.length;
      if (characters >= CHARACTERS_AT_A_TIME) await flush();
    }
  }
  await flush();
  return number - first;
}
