import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Device } from '../estate/device.entity.js';
import { Site } from '../estate/site.entity.js';
import { code, date, moment, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';

/**
 * A device, or all of a site, that need not be removed for some time although a directive demands it. A device is exempt
 * where it stands: at another site it is not. Rows end, they are never changed otherwise.
 */
@Entity('exemptions')
@Confined({ through: 'site' })
export class Exemption {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index()
  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  /** Null: all devices of the site, those that come later too. */
  @Index()
  @Column({ ...reference, nullable: true })
  deviceId: number | null;

  @ManyToOne(() => Device, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'device_id' })
  device: Relation<Device> | null;

  /** All versions of the directive. */
  @Column(code(64))
  directiveKey: string;

  /** What the approver wrote; bound to all else that tells which exemption it is. */
  @Column(sealed)
  ground: Sealed<string>;

  @Column({ ...date, name: 'from_date' })
  from: string;

  /** The last day. */
  @Column(date)
  expiresOn: string;

  @Column({ type: 'varchar', length: 255 })
  grantedBy: string;

  @Column(moment)
  grantedAt: Date;

  @Column({ type: 'varchar', length: 255, nullable: true })
  revokedBy: string | null;

  @Column({ ...moment, nullable: true })
  revokedAt: Date | null;
}
