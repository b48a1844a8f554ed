import type { EntityManager } from 'typeorm';
import type { Reading } from '../estate/devices.judge.js';
import type { Standing } from '../estate/recorder-links.js';
import type { FieldFault } from '../platform/errors.js';
import type { CsvRecord } from './csv/records.js';
import type { Header } from './formats/header.js';
import type { RegisterRow } from './formats/register-row.js';
import type { RegisterFormat } from './import.entity.js';
import type { ImportKeys } from './import-keys.js';

export interface LoadOptions {
  format: RegisterFormat;
  isDryRun: boolean;
  stage: Reading['stage'];
  keys: ImportKeys;
  /** What brought the rows, for a site's history and a device's evidence. */
  recordedBy: string;
}

/** What has become of a row. */
export type LoadOutcome =
  | { outcome: 'created' | 'updated' | 'unchanged'; standing: Standing | null }
  | { outcome: 'deferred' }
  | { outcome: 'rejected'; faults: FieldFault[] };

/** Reads the rows of a kind of register and brings them into the estate. */
export interface RegisterLoader<Record> {
  read(header: Header, row: CsvRecord): RegisterRow<Record>;
  /** Judges records with different ids, and writes what they change unless it is a dry run. */
  load(manager: EntityManager, records: readonly Record[], options: LoadOptions): Promise<LoadOutcome[]>;
}
