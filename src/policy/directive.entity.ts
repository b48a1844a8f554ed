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
import {
  BODY_KINDS,
  NETWORK_ATTACHMENTS,
  type BodyKind,
  type NetworkAttachment,
} from '../estate/estate.types.js';
import { Manufacturer } from '../estate/manufacturer.entity.js';
import { code, date, reference, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import {
  COVERAGE_THROUGH,
  DEMAND_ACTIONS,
  DEMAND_STRENGTHS,
  OBLIGATIONS,
  SITE_CLASSES,
  type CoverageThrough,
  type DemandAction,
  type DemandStrength,
  type Obligation,
  type SiteClass,
} from './policy.types.js';

/** A version of a directive, in force from its effective date until the next version of the same key. */
@Entity('directives')
@Shared()
@Index(['key', 'version'], { unique: true })
export class Directive {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ ...code(64), name: 'directive_key' })
  key: string;

  @Column({ type: 'int', unsigned: true })
  version: number;

  @Column({ type: 'varchar', length: 300 })
  title: string;

  @Column({ type: 'varchar', length: 200 })
  issuedBy: string;

  @Column({ type: 'varchar', length: 500 })
  source: string;

  @Column(date)
  effectiveFrom: string;

  @OneToMany(() => DirectiveCoverage, (coverage) => coverage.directive)
  coverage: Relation<DirectiveCoverage[]>;

  @OneToMany(() => DirectiveDemand, (demand) => demand.directive)
  demands: Relation<DirectiveDemand[]>;

  @OneToMany(() => DirectiveObligation, (obligation) => obligation.directive)
  obligations: Relation<DirectiveObligation[]>;
}

/** Which makers a directive covers, and on what legal ground. */
@Entity('directive_coverages')
@Shared()
@Index(['directiveId', 'ruleId'], { unique: true })
export class DirectiveCoverage {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  directiveId: number;

  @ManyToOne(() => Directive, (directive) => directive.coverage, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'directive_id' })
  directive: Relation<Directive>;

  @Column(code(64))
  ruleId: string;

  @Column({ type: 'varchar', length: 200 })
  law: string;

  @Column({ type: 'varchar', length: 120 })
  state: string;

  @Column({ type: 'enum', enum: COVERAGE_THROUGH })
  through: CoverageThrough;

  @Column({ type: 'varchar', length: 200, nullable: true })
  decidedBy: string | null;

  @Column({ ...date, nullable: true })
  decidedOn: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  basis: string | null;

  @OneToMany(() => CoveredManufacturer, (covered) => covered.coverage)
  manufacturers: Relation<CoveredManufacturer[]>;
}

/** A maker that a rule of a directive covers: as long as one does, the maker stays in the register. */
@Entity('directive_coverage_manufacturers')
@Shared()
export class CoveredManufacturer {
  @PrimaryColumn(reference)
  coverageId: number;

  @PrimaryColumn(reference)
  manufacturerId: number;

  @ManyToOne(() => DirectiveCoverage, (coverage) => coverage.manufacturers, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'coverage_id' })
  coverage: Relation<DirectiveCoverage>;

  @Index()
  @ManyToOne(() => Manufacturer, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'manufacturer_id' })
  manufacturer: Relation<Manufacturer>;
}

/** What a directive demands at a class of sites. */
@Entity('directive_demands')
@Shared()
export class DirectiveDemand {
  @PrimaryColumn(reference)
  directiveId: number;

  @PrimaryColumn(code(64))
  ruleId: string;

  @ManyToOne(() => Directive, (directive) => directive.demands, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'directive_id' })
  directive: Relation<Directive>;

  @Column({ type: 'enum', enum: SITE_CLASSES })
  siteClass: SiteClass;

  @Column({ type: 'enum', enum: DEMAND_ACTIONS })
  action: DemandAction;

  @Column({ type: 'enum', enum: DEMAND_STRENGTHS })
  strength: DemandStrength;

  @Column({ ...date, nullable: true })
  deadline: string | null;

  /** The day by which it is to be met where possible; null: its deadline is all that it says. */
  @Column({ ...date, nullable: true })
  targetDate: string | null;

  /** Why the deadline is later than that. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  variationReason: string | null;

  /** The demand holds only for devices with this network attachment. */
  @Column({ type: 'enum', enum: NETWORK_ATTACHMENTS, nullable: true })
  onlyNetwork: NetworkAttachment | null;
}

/** How far a directive binds a kind of body at a class of sites. */
@Entity('directive_obligations')
@Shared()
export class DirectiveObligation {
  @PrimaryColumn(reference)
  directiveId: number;

  @PrimaryColumn({ type: 'enum', enum: BODY_KINDS })
  bodyKind: BodyKind;

  @PrimaryColumn({ type: 'enum', enum: SITE_CLASSES })
  siteClass: SiteClass;

  @ManyToOne(() => Directive, (directive) => directive.obligations, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'directive_id' })
  directive: Relation<Directive>;

  @Column({ type: 'enum', enum: OBLIGATIONS })
  obligation: Obligation;
}
