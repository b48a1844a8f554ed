import { MoreThan, type Repository } from 'typeorm';
import type { Marking } from '../platform/tables/table.js';
import { headerKey } from './formats/header.js';
import { BYTE_ORDER_MARK, csvLine } from '../platform/csv/csv-file.js';
import type { KeyRing } from '../platform/sealing/key-ring.js';
import type { Import, ImportRejection } from './import.entity.js';
import { openRejection } from './rejections.js';
import type { RejectionDetail } from './sealed-details.js';

const FAULTS_AT_A_TIME = 1_000;
const OWN_COLUMNS = ['line', 'column', 'reason', 'handling', 'made_for'];

/**
 * The rejected rows of an import as CSV: the line, the columns at fault and the reasons, the marking, then the row as
 * it came, with too few or too many cells where it had them. Once mended it can be imported as it is, because a
 * register's further columns are ignored; that is also why the marking is in columns: each row bears it, wherever it
 * is copied to.
 */
export async function* writeRejectedRows(
  rejections: Repository<ImportRejection>,
  keyRing: KeyRing,
  entry: Pick<Import, 'id' | 'header'>,
  marking: Marking,
): AsyncGenerator<string> {
  const skip = hasOwnColumns(entry.header) ? OWN_COLUMNS.length : 0;
  yield BYTE_ORDER_MARK + csvLine([...OWN_COLUMNS, ...entry.header.slice(skip)]);
  let row: OpenRejection[] = [];
  for (let after = 0; ;) {
    const faults = await rejections.find({
      where: { importId: entry.id, number: MoreThan(after) },
      order: { number: 'ASC' },
      take: FAULTS_AT_A_TIME,
    });
    let text = '';
    for (const fault of faults) {
      // The faults of a row stand one after the other; a batch may end between them.
      if (row.length > 0 && row[0]?.line !== fault.line) {
        text += csvLine(cellsOf(row, marking, skip));
        row = [];
      }
      row.push({ ...fault, ...openRejection(keyRing, fault) });
    }
    const last = faults.at(-1);
    if (!last && row.length > 0) text += csvLine(cellsOf(row, marking, skip));
    if (text !== '') yield text;
    if (!last) return;
    after = last.number;
  }
}

type OpenRejection = Pick<ImportRejection, 'line' | 'column'> & RejectionDetail;

/** A file of rejected rows that was read again has these columns already. */
function hasOwnColumns(header: readonly string[]): boolean {
  return OWN_COLUMNS.every((name, at) => headerKey(header[at] ?? '') === headerKey(name));
}

function cellsOf(faults: readonly OpenRejection[], { handling, madeFor }: Marking, skip: number): string[] {
  const columns = [...new Set(faults.map(({ column }) => column).filter((column) => column !== ''))];
  return [
    String(faults[0]?.line ?? ''),
    columns.join('; '),
    faults.map(({ reason }) => reason).join('; '),
    handling,
    madeFor,
    ...(faults[0]?.cells ?? []).slice(skip),
  ];
}
