import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { date, externalKey, moment, reference, rowId } from '../platform/database/columns.js';
import { blindIndex, sealed, type Sealed } from '../platform/sealing/sealed.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import {
  DEVICE_KINDS,
  DEVICE_STATUSES,
  MOUNTS,
  type DeviceKind,
  type DeviceStatus,
  type Mount,
} from './estate.types.js';
import { DeviceModel } from './manufacturer.entity.js';
import type { DeviceDetail } from './sealed-details.js';
import { Site } from './site.entity.js';

/** A piece of surveillance equipment as the register has it, its words untouched. */
@Entity('devices')
@Confined({ through: 'site' })
export class Device {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  @Column({ type: 'enum', enum: DEVICE_KINDS })
  kind: DeviceKind;

  @Column({ type: 'varchar', length: 120, nullable: true })
  manufacturer: string | null;

  @Column({ type: 'varchar', length: 120, nullable: true })
  model: string | null;

  @Index()
  @Column({ ...reference, nullable: true })
  knownModelId: number | null;

  @ManyToOne(() => DeviceModel, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'known_model_id' })
  knownModel: Relation<DeviceModel> | null;

  /** Bound to the external id. */
  @Column(sealed)
  detail: Sealed<DeviceDetail>;

  /** Letter case and accents aside. */
  @Index()
  @Column({ ...blindIndex, nullable: true })
  serialIndex: Buffer | null;

  @Index()
  @Column({ ...blindIndex, nullable: true })
  macIndex: Buffer | null;

  @Column({ ...date, nullable: true })
  installedOn: string | null;

  @Column({ ...date, nullable: true })
  scheduledUpgradeOn: string | null;

  /** The recorder or system that the device hangs on. */
  @Index()
  @Column({ ...reference, nullable: true })
  recorderId: number | null;

  @ManyToOne(() => Device, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'recorder_id' })
  recorder: Relation<Device> | null;

  @Column({ type: 'int', unsigned: true, nullable: true })
  retentionDays: number | null;

  @Column({ type: 'enum', enum: MOUNTS, nullable: true })
  mount: Mount | null;

  @Column({ type: 'enum', enum: DEVICE_STATUSES })
  status: DeviceStatus;

  @Column({ ...date, nullable: true })
  surveyedOn: string | null;

  /** What brought its present words: a mutation or an import. */
  @Column({ type: 'varchar', length: 64 })
  recordedBy: string;

  @Column(moment)
  recordedAt: Date;

  /** Rises by one with every change; a writer names the version that it read. */
  @Column({ type: 'int', unsigned: true, default: 1 })
  version: number;
}
