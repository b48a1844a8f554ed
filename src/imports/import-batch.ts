import type { EntityManager } from 'typeorm';
import { confined } from '../platform/database/confinement/condition.js';
import type { KeyRing } from '../platform/sealing/key-ring.js';
import type { CsvRecord } from './csv/records.js';
import type { Header } from './formats/header.js';
import type { CellFault } from './formats/row-reader.js';
import type { Import } from './import.entity.js';
import { ImportKeys, type MetKey } from './import-keys.js';
import type { LoadOptions, RegisterLoader } from './register-loader.js';
import { writeRejections, type RejectedRow } from './rejections.js';

export interface BatchContext<Record> {
  entry: Pick<Import, 'id' | 'format' | 'dryRun'>;
  header: Header;
  keyRing: KeyRing;
  loader: RegisterLoader<Record>;
  stage: LoadOptions['stage'];
  /** The number of its first fault among all of the import. */
  firstFault: number;
}

export interface BatchResult {
  faults: number;
  /** The lines of the rows that are to be shown again, ascending. */
  deferredLines: number[];
}

/** A row that was read, with what stands against it so far. */
interface ReadRow<Record> {
  row: CsvRecord;
  externalId: string | null;
  record: Record | null;
  faults: CellFault[];
}

/**
 * Loads one batch in its transaction, with its counts, faults and a sign of life. It may be run again when that is
 * rolled back.
 *
 * @throws where the import is over already
 */
export async function loadBatch<Record>(
  manager: EntityManager,
  rows: readonly CsvRecord[],
  { entry, header, keyRing, loader, stage, firstFault }: BatchContext<Record>,
): Promise<BatchResult> {
  const counts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };
  const read: ReadRow<Record>[] = [];
  for (const row of rows) {
    const result = loader.read(header, row);
    if (result.kind === 'skipped') counts.skipped += 1;
    else if (result.kind === 'record') read.push({ row, faults: [], ...result });
    else read.push({ row, record: null, ...result });
  }
  const keys = new ImportKeys(entry.id);
  const met = new Map<string, MetKey>();
  if (stage === 'reading') await refuseRepeated(manager, keys, read, header, met);

  const sound = read.filter(
    (one): one is ReadRow<Record> & { record: Record; externalId: string } => one.faults.length === 0,
  );
  const outcomes = await loader.load(
    manager,
    sound.map(({ record }) => record),
    { format: entry.format, isDryRun: entry.dryRun, stage, keys, recordedBy: `import ${entry.id}` },
  );
  const deferredLines: number[] = [];
  sound.forEach(({ row, externalId, faults }, index) => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error('a row was given to be loaded and nothing was said of it');
    switch (outcome.outcome) {
      case 'deferred':
        deferredLines.push(row.line);
        return;
      case 'rejected':
        for (const { path, message } of outcome.faults)
          faults.push({ column: columnOf(header, path), reason: message });
        return;
      case 'created':
      case 'updated':
      case 'unchanged':
        counts[outcome.outcome] += 1;
        met.set(externalId, { externalId, line: row.line, standing: outcome.standing });
    }
  });
  await keys.write(manager, [...met.values()]);

  const rejected = read
    .filter(({ faults }) => faults.length > 0)
    .map(({ row, faults }): RejectedRow => ({ line: row.line, cells: row.cells, faults }));
  const faults = await writeRejections(manager, keyRing, entry.id, firstFault, rejected);
  const { affectedRows }: { affectedRows: number } = await manager.query(
    `UPDATE imports SET heartbeat_at = UTC_TIMESTAMP(3), read_count = read_count + ?,
       created_count = created_count + ?, updated_count = updated_count + ?,
       unchanged_count = unchanged_count + ?, rejected_count = rejected_count + ?,
       skipped_count = skipped_count + ?
     WHERE id = ? AND status = 'RUNNING' AND ${confined(manager, 'imports')}`,
    [
      stage === 'reading' ? rows.length : 0,
      counts.created,
      counts.updated,
      counts.unchanged,
      rejected.length,
      counts.skipped,
      entry.id,
    ],
  );
  // Given up as dead while it waited: the register may be on its way again, so nothing more is written.
  if (affectedRows === 0) throw new Error(`import ${entry.id} was given up`);
  return { faults, deferredLines };
}

/** Refuses the rows whose id an earlier row of the register has, whatever became of that one. */
async function refuseRepeated<Record>(
  manager: EntityManager,
  keys: ImportKeys,
  read: readonly ReadRow<Record>[],
  header: Header,
  met: Map<string, MetKey>,
): Promise<void> {
  const ids = read.flatMap(({ externalId }) => (externalId === null ? [] : [externalId]));
  const earlier = await keys.linesOf(manager, [...new Set(ids)]);
  for (const { row, externalId, faults } of read) {
    if (externalId === null) continue;
    const line = earlier.get(externalId);
    if (line === undefined) {
      earlier.set(externalId, row.line);
      met.set(externalId, { externalId, line: row.line, standing: null });
    } else {
      const reason = `"${externalId}" stands on line ${line} already`;
      faults.push({ column: columnOf(header, 'externalId'), reason });
    }
  }
}

/** The file's own name for the column of a field. */
function columnOf(header: Header, field: string): string {
  const [at] = header.positions.get(field) ?? [];
  return at === undefined ? field : (header.names[at] ?? field);
}
