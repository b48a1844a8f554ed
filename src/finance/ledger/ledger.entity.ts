/** The books: rows are added and never changed or deleted, by rights and by triggers. */
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { moment, pence, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import {
  ACCOUNTS,
  MOVEMENTS,
  POSTING_KINDS,
  type Account,
  type Movement,
  type PostingKind,
} from './postings.js';

/** Who moved money, when and why. It has two entries. */
@Entity('ledger_postings')
@Confined({ by: 'organisationId' })
export class LedgerPosting {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  /** Whose books it is in. It outlives the body, hence no foreign key. */
  @Index()
  @Column(reference)
  organisationId: number;

  @Column({ type: 'enum', enum: POSTING_KINDS })
  kind: PostingKind;

  @Column(moment)
  at: Date;

  /** What the token of whoever did it calls them. */
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin', name: 'by_subject' })
  by: string;

  @Column({ type: 'varchar', length: 64 })
  requestId: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  explanation: string | null;

  /** A posting is reversed once. */
  @Index({ unique: true })
  @Column({ ...reference, nullable: true })
  reverses: number | null;

  @ManyToOne(() => LedgerPosting, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'reverses' })
  reversed: Relation<LedgerPosting> | null;
}

/** One side of a posting: what it changes in an account of a budget line. The two of a posting sum to zero. */
@Entity('ledger_entries')
@Confined({ by: 'organisationId' })
// The balances of a line, and those of a subject, are sums that never leave these.
@Index(['budgetId', 'account', 'movement', 'pence'])
@Index(['planId', 'number', 'account', 'budgetId', 'pence'])
export class LedgerEntry {
  @PrimaryColumn(reference)
  postingId: number;

  /** 0: money leaves. 1: money comes. */
  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  side: number;

  @ManyToOne(() => LedgerPosting, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'posting_id' })
  posting: Relation<LedgerPosting>;

  @Column(reference)
  organisationId: number;

  /** A line that was never used can be removed, and its entries stay: no foreign key. */
  @Column(reference)
  budgetId: number;

  @Column({ type: 'enum', enum: ACCOUNTS })
  account: Account;

  /** What it counts as: of a reversal, what it takes back. */
  @Column({ type: 'enum', enum: MOVEMENTS })
  movement: Movement;

  /** Of the subject. The ledger knows no plans: numbers only. */
  @Column({ ...reference, nullable: true })
  planId: number | null;

  @Column({ type: 'int', unsigned: true, nullable: true })
  number: number | null;

  /** Not positive on side 0, not negative on side 1. */
  @Column(pence)
  pence: number;
}
