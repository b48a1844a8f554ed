import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../../platform/sealing/sealed.js';
import { WorkOrder } from '../work-order.entity.js';
import { MEDIA_TYPES, type MediaType } from './media-types.js';

export const EVIDENCE_KINDS = ['PHOTO', 'CERTIFICATE', 'ASSESSMENT', 'CONSENT'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A file that shows something of an order. What it holds is stored in a folder, encrypted with a key of its own. */
@Entity('work_evidence')
@Confined({ through: 'workOrder' })
@Index(['workOrderId', 'sha256'], { unique: true })
export class WorkEvidence {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  workOrderId: number;

  @ManyToOne(() => WorkOrder, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'work_order_id' })
  workOrder: Relation<WorkOrder>;

  @Column({ type: 'enum', enum: EVIDENCE_KINDS })
  kind: EvidenceKind;

  @Column({ type: 'enum', enum: MEDIA_TYPES })
  mediaType: MediaType;

  /** In bytes. */
  @Column({ type: 'int', unsigned: true })
  size: number;

  /** Of what was sent, in hexadecimal. */
  @Column({ type: 'char', length: 64 })
  sha256: string;

  /** Where it is stored. */
  @Column({ type: 'char', length: 64 })
  fileName: string;

  /** What opens the stored file; bound to the order and the hash. */
  @Column(sealed)
  fileKey: Sealed<string>;

  @Column({ type: 'varchar', length: 255 })
  addedBy: string;

  @Column(moment)
  addedAt: Date;
}
