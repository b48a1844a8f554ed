import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { DeviceKind } from '../estate/estate.types.js';
import { document, moment, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';
import type { RejectionDetail } from './sealed-details.js';

export const REGISTER_FORMATS = ['CANONICAL_SITES', 'CANONICAL_DEVICES', 'SNIPE_IT', 'NETBOX'] as const;
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

export const IMPORT_STATUSES = ['RUNNING', 'COMPLETED', 'FAILED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** One reading of a register. */
@Entity('imports')
@Confined({ byPerson: 'importedBy' })
export class Import {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'enum', enum: REGISTER_FORMATS })
  format: RegisterFormat;

  @Column({ type: 'enum', enum: IMPORT_STATUSES })
  status: ImportStatus;

  /** True: everything was judged and nothing was changed. */
  @Column({ type: 'boolean' })
  dryRun: boolean;

  /** Who sent it, by what tokens call them; null for an import of before that was kept. */
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin', nullable: true })
  importedBy: string | null;

  @Column({ type: 'varchar', length: 32, nullable: true })
  encoding: string | null;

  /** The file's header, for giving rejected rows back as they came. */
  @Column(document<string[]>())
  header: string[];

  @Column(document<string[]>())
  ignoredColumns: string[];

  @Column({ type: 'int', unsigned: true, name: 'read_count', default: 0 })
  read: number;

  @Column({ type: 'int', unsigned: true, name: 'created_count', default: 0 })
  created: number;

  @Column({ type: 'int', unsigned: true, name: 'updated_count', default: 0 })
  updated: number;

  @Column({ type: 'int', unsigned: true, name: 'unchanged_count', default: 0 })
  unchanged: number;

  @Column({ type: 'int', unsigned: true, name: 'rejected_count', default: 0 })
  rejected: number;

  /** Rows that are none of the register's business, such as a laptop in an asset register. */
  @Column({ type: 'int', unsigned: true, name: 'skipped_count', default: 0 })
  skipped: number;

  @Column(moment)
  startedAt: Date;

  /** The last sign of life of the process that reads it. */
  @Column(moment)
  heartbeatAt: Date;

  @Column({ ...moment, nullable: true })
  finishedAt: Date | null;

  /** Why it ended early, where it did. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  failureMessage: string | null;
}

/** Why an import ended early. */
export interface ImportFailure {
  code: string;
  message: string;
}

/** null where the import has not failed */
export function failureOf({ failureCode, failureMessage }: Import): ImportFailure | null {
  if (failureCode === null || failureMessage === null) return null;
  return { code: failureCode, message: failureMessage };
}

/** An external id of the estate, as the estate has it. */
const idColumn = { type: 'varchar', length: 64, collation: 'utf8mb4_bin' } as const;

/**
 * An id that a running import has met, for telling the ids that come twice, and where it put the device, for
 * telling what others may hang on. Gone when the import is over.
 */
@Entity('import_keys')
@Confined({ through: 'import' })
export class ImportKey {
  @PrimaryColumn(reference)
  importId: number;

  @PrimaryColumn(idColumn)
  externalId: string;

  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id' })
  import: Relation<Import>;

  @Column({ type: 'int', unsigned: true, name: 'line_number' })
  line: number;

  /** Null until the device is accepted, and with sites. */
  @Column({ ...reference, nullable: true })
  siteId: number | null;

  @Column({ type: 'varchar', length: 32, nullable: true })
  kind: DeviceKind | null;

  @Column({ ...idColumn, nullable: true })
  recorder: string | null;
}

/** One fault of one row: a row with two faults stands here twice, with the same line. */
@Entity('import_rejections')
@Confined({ through: 'import' })
export class ImportRejection {
  @PrimaryColumn(reference)
  importId: number;

  /** Its place among the import's faults, from 1. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id' })
  import: Relation<Import>;

  @Column({ type: 'int', unsigned: true, name: 'line_number' })
  line: number;

  /** Empty where the fault is of the whole row. */
  @Column({ type: 'varchar', length: 120, name: 'column_name' })
  column: string;

  /** Bound to the import and the number. */
  @Column(sealed)
  detail: Sealed<RejectionDetail>;
}
