import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Organisation } from '../estate/organisation.entity.js';
import { externalKey, pence, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';

/** What an organisation may spend in a fiscal year, April to March. Nothing carries over. */
@Entity('budgets')
@Confined({ by: 'organisationId' })
@Index(['organisationId', 'fiscalYear'], { unique: true })
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

  @Column(pence)
  pence: number;
}
