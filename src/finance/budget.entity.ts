import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Organisation } from '../estate/organisation.entity.js';
import { externalKey, pence, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';

/** CAPITAL buys what lasts, RESOURCE pays for the rest. */
export const CATEGORIES = ['CAPITAL', 'RESOURCE'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Where the money is from. SENSITIVE_SITES is ring-fenced: it pays for sensitive sites alone. */
export const FUNDS = ['OWN', 'CENTRAL', 'SENSITIVE_SITES'] as const;
export type Fund = (typeof FUNDS)[number];

/** A line of what an organisation may spend in a fiscal year, April to March. What became of it is in the ledger. */
@Entity('budgets')
@Confined({ by: 'organisationId' })
@Index(['organisationId', 'fiscalYear', 'category', 'fund'], { unique: true })
export class Budget {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Column(reference)
  organisationId: number;

  @ManyToOne(() => Organisation, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation>;

  /** The year in which it begins: 2027 is April 2027 to March 2028. */
  @Column({ type: 'smallint', unsigned: true })
  fiscalYear: number;

  @Column({ type: 'enum', enum: CATEGORIES })
  category: Category;

  @Column({ type: 'enum', enum: FUNDS })
  fund: Fund;

  /** What was allocated to it: the sum of its allocations, before transfers and what is carried forward. */
  @Column(pence)
  pence: number;
}
