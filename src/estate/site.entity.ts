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
import { blindIndex, sealed, type Sealed } from '../platform/sealing/sealed.js';
import { Confined } from '../platform/database/confinement/declarations.js';
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
import type { SiteDetail } from './sealed-details.js';

@Entity('sites')
@Confined({ by: 'organisationId' })
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

  /** Bound to the external id. */
  @Column(sealed)
  detail: Sealed<SiteDetail>;

  /** Registers of equipment refer to sites by their name. */
  @Index()
  @Column(blindIndex)
  nameIndex: Buffer;

  @Column({ type: 'enum', enum: NATIONS })
  nation: Nation;

  @Column(code(64))
  region: string;

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

/** A word of a site's name, as a blind index: sites are searched by them. */
@Entity('site_name_words')
@Confined({ through: 'site' })
export class SiteNameWord {
  @PrimaryColumn(reference)
  siteId: number;

  @Index()
  @PrimaryColumn(blindIndex)
  word: Buffer;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;
}

/** Calendar dates, both ends included, on which nobody may work at a site. */
@Entity('site_closures')
@Confined({ through: 'site' })
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

/** What a site's row said, its detail apart, kept for every version: the part that planning and policy read. */
export type SiteState = Pick<
  Site,
  | 'organisationId'
  | 'nation'
  | 'region'
  | 'sensitive'
  | 'sensitivityGrounds'
  | 'clearance'
  | 'maxCrews'
  | 'ownership'
  | 'leaseEnd'
> & { closures: { from: string; to: string }[] };

/** A state of a site and the time in which it held: `validTo` is null for the present one. */
@Entity('site_versions')
@Confined({ through: 'site' })
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

  /** Bound to the site's row id and the version. */
  @Column(sealed)
  detail: Sealed<SiteDetail>;

  /** What brought the change: a mutation or an import. */
  @Column({ type: 'varchar', length: 64 })
  recordedBy: string;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;
}
