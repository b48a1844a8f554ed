import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DEVICE_KINDS, type DeviceKind } from '../estate/estate.types.js';
import type { DeviceDetail } from '../estate/sealed-details.js';
import { externalKey, moment, reference } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';
import { VERDICTS, type Verdict } from '../policy/policy.types.js';
import { WorkOrderDevice } from './work-order.entity.js';

/** What takes the place of a device: a device of the register as soon as the order is commissioned. */
@Entity('work_replacements')
@Confined({ through: 'replaced' })
export class WorkReplacement {
  @PrimaryColumn(reference)
  workOrderId: number;

  /** The device that it replaces. */
  @PrimaryColumn(reference)
  deviceId: number;

  @ManyToOne(() => WorkOrderDevice, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'work_order_id', referencedColumnName: 'workOrderId' },
    { name: 'device_id', referencedColumnName: 'deviceId' },
  ])
  replaced: Relation<WorkOrderDevice>;

  @Column(externalKey)
  externalId: string;

  @Column({ type: 'enum', enum: DEVICE_KINDS })
  kind: DeviceKind;

  @Column({ type: 'varchar', length: 120 })
  manufacturer: string;

  @Column({ type: 'varchar', length: 120, nullable: true })
  model: string | null;

  /** Bound to the order and the device that is replaced. */
  @Column(sealed)
  detail: Sealed<DeviceDetail>;

  /** What the directives said of it when it was entered: never IN_SCOPE, and no covered maker in sight. */
  @Column({ type: 'enum', enum: VERDICTS })
  verdict: Verdict;

  @Column({ type: 'varchar', length: 255 })
  enteredBy: string;

  @Column(moment)
  enteredAt: Date;
}
