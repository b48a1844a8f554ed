import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Device } from '../estate/device.entity.js';
import { code, date, moment, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';
import {
  EVIDENCE_GRADES,
  OBLIGATIONS,
  SITE_CLASSES,
  VERDICTS,
  type EvidenceGrade,
  type Obligation,
  type SiteClass,
  type Verdict,
} from './policy.types.js';
import type { AssessmentDetail } from './sealed-details.js';

/** What the directives in force say of a device: replaced whenever the device, a maker or a directive changes. */
@Entity('assessments')
@Confined({ through: 'device' })
@Index(['verdict', 'siteClass'])
export class Assessment {
  @PrimaryColumn(reference)
  deviceId: number;

  @OneToOne(() => Device, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device>;

  @Column({ type: 'enum', enum: VERDICTS })
  verdict: Verdict;

  @Column({ type: 'enum', enum: SITE_CLASSES })
  siteClass: SiteClass;

  @Column({ type: 'enum', enum: OBLIGATIONS })
  obligation: Obligation;

  /** The maker behind the device, where it was recognised. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  manufacturer: string | null;

  @Column({ type: 'varchar', length: 120, nullable: true })
  brand: string | null;

  /** True: a REMOVE_AND_REPLACE demand holds, so planning takes the device. */
  @Column({ type: 'boolean' })
  mustBeRemoved: boolean;

  /** The earliest deadline among the removal demands. */
  @Column({ ...date, nullable: true })
  removalDeadline: string | null;

  /** The last day on which it need not be removed although a directive demands it; null where that is not so. */
  @Column({ ...date, nullable: true })
  exemptUntil: string | null;

  /** Bound to the device's row id. */
  @Column(sealed)
  detail: Sealed<AssessmentDetail>;

  @Column({ ...code(64), nullable: true })
  directiveKey: string | null;

  @Column({ type: 'int', unsigned: true, nullable: true })
  directiveVersion: number | null;

  /** The coverage rule of the directive that gave the verdict. */
  @Column({ ...code(64), nullable: true })
  ruleId: string | null;

  @Column(moment)
  assessedAt: Date;

  /** The day whose directives it follows, which may be the day before that on which it was written. */
  @Index()
  @Column(date)
  rulesOn: string;
}

/** What a person found out about who made a device; never overwritten. */
@Entity('device_evidence')
@Confined({ through: 'device' })
export class DeviceEvidence {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index()
  @Column(reference)
  deviceId: number;

  @ManyToOne(() => Device, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device>;

  @Column({ type: 'enum', enum: EVIDENCE_GRADES })
  grade: EvidenceGrade;

  @Column({ type: 'varchar', length: 120 })
  manufacturer: string;

  /** What the person wrote; bound to all else that the evidence says. */
  @Column({ ...sealed, nullable: true })
  note: Sealed<string> | null;

  @Column({ type: 'varchar', length: 120 })
  assertedBy: string;

  @Column(date)
  assertedOn: string;

  @Column(moment)
  recordedAt: Date;
}
