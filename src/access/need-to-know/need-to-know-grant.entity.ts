import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Site } from '../../estate/site.entity.js';
import { date, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Person } from '../person.entity.js';

/**
 * That somebody may know what a sensitive site's detail is. Rows end, they are never taken away, but for those of a
 * site that is removed: the audit keeps what they said.
 */
@Entity('need_to_know_grants')
@Confined({ through: 'site' })
@Index(['personId', 'siteId'])
export class NeedToKnowGrant {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  personId: number;

  @ManyToOne(() => Person, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id' })
  person: Relation<Person>;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  @Column({ type: 'varchar', length: 500 })
  reason: string;

  @Column({ ...date, name: 'from_date' })
  from: string;

  /** The last day. */
  @Column(date)
  expiresOn: string;

  @Column({ type: 'varchar', length: 255 })
  grantedBy: string;

  @Column(moment)
  grantedAt: Date;

  @Column({ type: 'varchar', length: 255, nullable: true })
  revokedBy: string | null;

  @Column({ ...moment, nullable: true })
  revokedAt: Date | null;
}
