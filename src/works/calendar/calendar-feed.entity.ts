import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Site } from '../../estate/site.entity.js';
import { date, document, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Crew } from '../../workforce/crew.entity.js';

/** A calendar of the works of a crew or a site, for whoever has its address. */
@Entity('calendar_feeds')
@Confined({ byPerson: 'createdBy' })
export class CalendarFeed {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  /** SHA-256 of the secret in its address, which is kept nowhere. */
  @Index({ unique: true })
  @Column({ type: 'binary', length: 32 })
  secretHash: Buffer;

  /** Of a crew or of a site: the other one is null. */
  @Index()
  @Column({ ...reference, nullable: true })
  crewId: number | null;

  @ManyToOne(() => Crew, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew> | null;

  @Index()
  @Column({ ...reference, nullable: true })
  siteId: number | null;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site> | null;

  /** The row ids of the bodies that its maker reached when making it; null for all. */
  @Column({ ...document<number[]>(), nullable: true })
  organisationIds: number[] | null;

  /** What the token of its maker calls them. */
  @Index()
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin' })
  createdBy: string;

  @Column(moment)
  createdAt: Date;

  /** The last day on which somebody fetched it. */
  @Column({ ...date, nullable: true })
  lastReadOn: string | null;
}
