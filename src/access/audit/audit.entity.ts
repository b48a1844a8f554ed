import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import type { Caller } from '../caller.js';

const CALLER_KINDS = ['PERSON', 'SERVICE', 'SYSTEM'] as const satisfies Caller['kind'][];

/** What something is called: told apart by letter case and accents. */
const name = { type: 'varchar', length: 255, charset: 'utf8mb4', collation: 'utf8mb4_bin' } as const;

/** 64 hexadecimal digits. */
const hash = { type: 'char', length: 64 } as const;

/** One thing that was done. Rows are added and never changed: the chain is over what they say. */
@Entity('audit_entries')
@Confined({ by: 'organisationId' })
@Index(['subjectType', 'subjectId'])
export class AuditEntry {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index()
  @Column(moment)
  at: Date;

  @Index()
  @Column({ type: 'varchar', length: 64 })
  requestId: string;

  @Column({ type: 'enum', enum: CALLER_KINDS })
  callerKind: Caller['kind'];

  @Index()
  @Column(name)
  callerSubject: string;

  /** The grants that the caller held, as canonical JSON. */
  @Column({ type: 'longtext' })
  callerRoles: string;

  @Column({ type: 'varchar', length: 64 })
  action: string;

  @Column({ type: 'varchar', length: 64 })
  subjectType: string;

  @Column(name)
  subjectId: string;

  /** Whose it is; null for what is of no body. It outlives the body, hence no foreign key. */
  @Index()
  @Column({ ...reference, nullable: true })
  organisationId: number | null;

  /** Canonical JSON; null where there was nothing. */
  @Column({ type: 'longtext', name: 'state_before', nullable: true })
  before: string | null;

  /** Canonical JSON; null where there is nothing any more. */
  @Column({ type: 'longtext', name: 'state_after', nullable: true })
  after: string | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  reason: string | null;
}

/** An entry that is not in the chain yet: written with it, deleted when it is linked. */
@Entity('audit_unlinked')
@Confined('nobody')
export class AuditUnlinked {
  @PrimaryColumn(reference)
  entryId: number;
}

/** The place of an entry in the chain. */
@Entity('audit_links')
@Confined({ through: 'entry' })
export class AuditLink {
  /** From 1, without a gap. */
  @PrimaryColumn(reference)
  sequence: number;

  @Index({ unique: true })
  @Column(reference)
  entryId: number;

  @ManyToOne(() => AuditEntry, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'entry_id' })
  entry: AuditEntry;

  @Column(hash)
  entryHash: string;

  @Column(hash)
  previousHash: string;

  @Column(hash)
  hash: string;
}
