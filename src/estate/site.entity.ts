import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { code, date, document, externalKey, moment, reference, rowId } from '../platform/database/columns.js';
import {
  CLEARANCES,
  NATIONS,
  OWNERSHIPS,
  type ClearanceName,
  type Nation,
  type Ownership,
  type SensitivityGround,
} from './estate.types.js';
import { Organisation } from './organisation.entity.js';

@Entity('sites')
export class Site {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Index()
  @Column(reference)
  organisationId: number;

  @ManyToOne(() => Organisation, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation>;

  /** Registers of equipment refer to sites by it. */
  @Index()
  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'enum', enum: NATIONS })
  nation: Nation;

  @Column(code(64))
  region: string;

  @Column({ type: 'varchar', length: 12, nullable: true })
  postcode: string | null;

  @Column({ type: 'double', nullable: true })
  latitude: number | null;

  @Column({ type: 'double', nullable: true })
  longitude: number | null;

  @Index()
  @Column({ type: 'boolean', name: 'is_sensitive' })
  sensitive: boolean;

  @Column(document<SensitivityGround[]>())
  sensitivityGrounds: SensitivityGround[];

  @Column({ type: 'enum', enum: CLEARANCES })
  clearance: ClearanceName;

  @Column({ type: 'int', unsigned: true })
  maxCrews: number;

  @Column({ type: 'enum', enum: OWNERSHIPS })
  ownership: Ownership;

  @Column({ ...date, nullable: true })
  leaseEnd: string | null;

  /** Rises by one with every change; a writer names the version that it read. */
  @Column({ type: 'int', unsigned: true, default: 1 })
  version: number;

  @OneToMany(() => SiteClosure, (closure) => closure.site)
  closures: Relation<SiteClosure[]>;
}

/** Calendar dates, both ends included, on which nobody may work at a site. */
@Entity('site_closures')
export class SiteClosure {
  @PrimaryColumn(reference)
  siteId: number;

  @PrimaryColumn({ type: 'date', name: 'from_date' })
  from: string;

  @Column({ ...date, name: 'to_date' })
  to: string;

  @ManyToOne(() => Site, (site) => site.closures, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;
}

/** What a site's row said, kept for every version: the part that planning and policy read. */
export type SiteState = Pick<
  Site,
  | 'organisationId'
  | 'name'
  | 'nation'
  | 'region'
  | 'postcode'
  | 'latitude'
  | 'longitude'
  | 'sensitive'
  | 'sensitivityGrounds'
  | 'clearance'
  | 'maxCrews'
  | 'ownership'
  | 'leaseEnd'
> & { closures: { from: string; to: string }[] };

/** A state of a site and the time in which it held: `validTo` is null for the present one. */
@Entity('site_versions')
export class SiteVersion {
  @PrimaryColumn(reference)
  siteId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  version: number;

  @Column(moment)
  validFrom: Date;

  @Column({ ...moment, nullable: true })
  validTo: Date | null;

  @Column(document<SiteState>())
  state: SiteState;

  /** What brought the change: a mutation or an import. */
  @Column({ type: 'varchar', length: 64 })
  recordedBy: string;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;
}
