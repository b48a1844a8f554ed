import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../platform/sealing/key-ring.js';
import type { CellFault } from './formats/row-reader.js';
import type { ImportRejection } from './import.entity.js';
import { REJECTION_DETAIL, type RejectionDetail } from './sealed-details.js';

export interface RejectedRow {
  line: number;
  cells: readonly string[];
  faults: readonly CellFault[];
}

/** Statements stay far below what a server takes in one packet. */
const BYTES_AT_A_TIME = 500_000;
const LONGEST_REASON = 500;

/**
 * Keeps rejected rows, one entry a fault.
 *
 * @param first the number of the first fault among all of the import
 * @returns how many faults were kept
 */
export async function writeRejections(
  manager: EntityManager,
  keyRing: KeyRing,
  importId: number,
  first: number,
  rows: readonly RejectedRow[],
): Promise<number> {
  let number = first;
  let values: unknown[][] = [];
  let bytes = 0;
  const flush = async () => {
    if (values.length === 0) return;
    await manager.query(
      'INSERT INTO import_rejections (import_id, number, line_number, column_name, detail) VALUES ?',
      [values],
    );
    values = [];
    bytes = 0;
  };
  for (const { line, cells, faults } of rows) {
    for (const { column, reason } of faults) {
      const detail = { reason: reason.slice(0, LONGEST_REASON), cells: [...cells] };
      const sealed = keyRing.seal(REJECTION_DETAIL, [importId, number], detail);
      values.push([importId, number, line, column, sealed.bytes]);
      number += 1;
      bytes += sealed.bytes.length;
      if (bytes >= BYTES_AT_A_TIME) await flush();
    }
  }
  await flush();
  return number - first;
}

export function openRejection(
  keyRing: KeyRing,
  { importId, number, detail }: Pick<ImportRejection, 'importId' | 'number' | 'detail'>,
): RejectionDetail {
  return keyRing.open(REJECTION_DETAIL, [importId, number], detail);
}
