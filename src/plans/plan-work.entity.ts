/** The rows of a plan: keyed by plan and work package in the problem's order, which is how they are loaded. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Device } from '../estate/device.entity.js';
import { Site } from '../estate/site.entity.js';
import { Budget } from '../finance/budget.entity.js';
import { date, pence, reference } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { UNSCHEDULED_REASONS, type UnscheduledReason } from '../planning/index.js';
import { Vendor } from '../procurement/vendor.entity.js';
import { Crew } from '../workforce/crew.entity.js';
import { Plan } from './plan.entity.js';

/** How a row of a plan refers to its work package. */
export const packageReference = [
  { name: 'plan_id', referencedColumnName: 'planId' },
  { name: 'number', referencedColumnName: 'number' },
];

/** The in-scope devices of one site that are swapped together. */
@Entity('plan_work_packages')
@Confined({ through: ['plan', 'site'] })
@Index(['planId', 'workPackageId'])
export class PlanWorkPackage {
  @PrimaryColumn(reference)
  planId: number;

  /** Its place in the problem, from 0. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  /** Its id in the problem document, the same in every plan. */
  @Index()
  @Column({ type: 'varchar', length: 140, collation: 'utf8mb4_bin' })
  workPackageId: string;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  @Column({ type: 'tinyint', unsigned: true })
  phase: number;

  @Column({ type: 'double' })
  risk: number;

  @Column({ ...date, nullable: true })
  deadline: string | null;

  @Column({ type: 'int', unsigned: true })
  deviceCount: number;
}

@Entity('plan_work_package_devices')
@Confined({ through: ['workPackage', 'device'] })
export class PlanWorkPackageDevice {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @PrimaryColumn(reference)
  deviceId: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Index()
  @ManyToOne(() => Device, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device>;
}

/** A work package that is placed: by whom, with what, when, and from which money. */
@Entity('plan_assignments')
@Confined({ through: 'workPackage' })
@Index(['planId', 'start'])
@Index(['planId', 'finish'])
export class PlanAssignment {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column({ type: 'varchar', length: 140 })
  optionId: string;

  @Index()
  @Column(reference)
  vendorId: number;

  @ManyToOne(() => Vendor, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;

  @Index()
  @Column(reference)
  crewId: number;

  @ManyToOne(() => Crew, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew>;

  @Column({ ...date, name: 'start_date' })
  start: string;

  @Column({ ...date, name: 'finish_date' })
  finish: string;

  @Column(pence)
  costPence: number;

  @Index()
  @Column(reference)
  budgetId: number;

  @ManyToOne(() => Budget, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'budget_id' })
  budget: Relation<Budget>;

  /** What it takes of the vendor's supply. */
  @Column({ type: 'int', unsigned: true })
  units: number;
}

/** A phase 2 work package that is left to an upgrade scheduled outside the programme. */
@Entity('plan_awaiting')
@Confined({ through: 'workPackage' })
export class PlanAwaiting {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column({ ...date, name: 'upgrade_date' })
  on: string;
}

@Entity('plan_unscheduled')
@Confined({ through: 'workPackage' })
export class PlanUnscheduled {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column({ type: 'enum', enum: UNSCHEDULED_REASONS })
  reason: UnscheduledReason;

  @Column({ type: 'varchar', length: 500 })
  detail: string;
}
