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
import { Device } from '../estate/device.entity.js';
import { Site } from '../estate/site.entity.js';
import { Budget } from '../finance/budget.entity.js';
import { PlanWorkPackage, packageReference } from '../plans/plan-work.entity.js';
import { date, moment, pence, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';
import { Vendor } from '../procurement/vendor.entity.js';
import { Crew } from '../workforce/crew.entity.js';
import { WORK_STATUSES, type WorkStatus } from './moves.js';
import type { WorkOrderDetail } from './sealed-details.js';

/** A package of an approved plan that is carried out: it goes over from plan to plan while it is not done. */
@Entity('work_orders')
@Confined({ through: 'site' })
@Index(['planId', 'number'], { unique: true })
@Index(['crewId', 'plannedStart'])
@Index(['status', 'plannedStart'])
export class WorkOrder {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  planId: number;

  /** The place of its package in the plan. */
  @Column({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'RESTRICT' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  /** What the package is called in every plan. */
  @Index()
  @Column({ type: 'varchar', length: 140, collation: 'utf8mb4_bin' })
  workPackageId: string;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  @Column(reference)
  crewId: number;

  @ManyToOne(() => Crew, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew>;

  @Index()
  @Column(reference)
  vendorId: number;

  @ManyToOne(() => Vendor, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;

  @Index()
  @Column(reference)
  budgetId: number;

  @ManyToOne(() => Budget, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'budget_id' })
  budget: Relation<Budget>;

  @Column(date)
  plannedStart: string;

  @Column(date)
  plannedFinish: string;

  @Column(pence)
  plannedCostPence: number;

  @Column({ type: 'enum', enum: WORK_STATUSES })
  status: WorkStatus;

  /** Where it was put on hold; null where it is not on hold. */
  @Column({ type: 'enum', enum: WORK_STATUSES, nullable: true })
  heldAt: WorkStatus | null;

  /** The day of the last move. */
  @Column(date)
  movedOn: string;

  /** The day on which the old devices were isolated. */
  @Column({ ...date, nullable: true })
  actualStart: string | null;

  /** The day on which the new devices were commissioned. */
  @Column({ ...date, nullable: true })
  actualFinish: string | null;

  @Column({ ...pence, nullable: true })
  actualCostPence: number | null;

  @Column({ ...date, nullable: true })
  consentOn: string | null;

  @Column({ ...date, nullable: true })
  assessmentOn: string | null;

  @Column({ ...date, nullable: true })
  sanitisedOn: string | null;

  /** What was recorded may not be destroyed before that day. */
  @Column({ ...date, nullable: true })
  heldUntil: string | null;

  /** Bound to the row id; null until there is something to keep. */
  @Column({ ...sealed, nullable: true })
  detail: Sealed<WorkOrderDetail> | null;

  /** Rises by one with every change of the row, a move among them. */
  @Column({ type: 'int', unsigned: true, default: 1 })
  version: number;
}

/** A move that was made: the history of an order. */
@Entity('work_order_moves')
@Confined({ through: 'workOrder' })
export class WorkOrderMove {
  @PrimaryColumn(reference)
  workOrderId: number;

  /** The version of the order that the move made. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  version: number;

  @ManyToOne(() => WorkOrder, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'work_order_id' })
  workOrder: Relation<WorkOrder>;

  /** Null for the first: the order is there. */
  @Column({ type: 'enum', enum: WORK_STATUSES, name: 'from_status', nullable: true })
  from: WorkStatus | null;

  @Column({ type: 'enum', enum: WORK_STATUSES, name: 'to_status' })
  to: WorkStatus;

  /** The day on which it happened, as who moved it says. */
  @Column({ ...date, name: 'moved_on' })
  on: string;

  @Column({ type: 'varchar', length: 255 })
  movedBy: string;

  @Column(moment)
  recordedAt: Date;

  /** Bound to the order and the version. */
  @Column({ ...sealed, nullable: true })
  reason: Sealed<string> | null;
}

/** A device that an order takes down. */
@Entity('work_order_devices')
@Confined({ through: 'workOrder' })
export class WorkOrderDevice {
  @PrimaryColumn(reference)
  workOrderId: number;

  @PrimaryColumn(reference)
  deviceId: number;

  @ManyToOne(() => WorkOrder, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'work_order_id' })
  workOrder: Relation<WorkOrder>;

  @Index()
  @ManyToOne(() => Device, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device>;

  /** When somebody read its serial number or MAC address on site. */
  @Column({ ...moment, nullable: true })
  tickedAt: Date | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  tickedBy: string | null;

  /** True: the register has no number of it, and a person confirmed that it is there. */
  @Column({ type: 'boolean', name: 'is_ticked_by_sight', default: false })
  tickedBySight: boolean;

  /** Why nothing takes its place; bound to the order and the device. */
  @Column({ ...sealed, nullable: true })
  unreplacedReason: Sealed<string> | null;
}
