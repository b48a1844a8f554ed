import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Device } from '../../estate/device.entity.js';
import { Site } from '../../estate/site.entity.js';
import { date, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../../platform/sealing/sealed.js';
import { WorkOrder } from '../work-order.entity.js';

/** UNREGISTERED_DEVICE: it stands there, and the register had it not. ABSENT_DEVICE: the register had it, and it is not there. */
export const FINDING_KINDS = ['UNREGISTERED_DEVICE', 'ABSENT_DEVICE'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Where site and register differ, as somebody saw it: the register was corrected with it. Never changed. */
@Entity('findings')
@Confined({ through: 'site' })
export class Finding {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'enum', enum: FINDING_KINDS })
  kind: FindingKind;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  /** What was added to the register, or is REMOVED in it. */
  @Index()
  @Column(reference)
  deviceId: number;

  @ManyToOne(() => Device, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device>;

  /** At which work it was found. */
  @Index()
  @Column({ ...reference, nullable: true })
  workOrderId: number | null;

  @ManyToOne(() => WorkOrder, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'work_order_id' })
  workOrder: Relation<WorkOrder> | null;

  /** The person who saw it. */
  @Column({ type: 'varchar', length: 120 })
  assertedBy: string;

  @Column(date)
  assertedOn: string;

  /** What the person wrote; bound to all that the finding says but its id. */
  @Column({ ...sealed, nullable: true })
  note: Sealed<string> | null;

  @Column({ type: 'varchar', length: 255 })
  recordedBy: string;

  @Column(moment)
  recordedAt: Date;
}
