import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Organisation } from '../estate/organisation.entity.js';
import { document, moment, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { sealed, type Sealed } from '../platform/sealing/sealed.js';
import { WEBHOOK_KIND_NAMES, type WebhookKind } from './webhook-kinds.js';

/** An address that is told what happens to a body. */
@Entity('webhooks')
@Confined({ by: 'organisationId' })
export class Webhook {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  /** Null: the whole estate, and every body. */
  @Index()
  @Column({ ...reference, nullable: true })
  organisationId: number | null;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation> | null;

  @Column({ type: 'varchar', length: 500 })
  url: string;

  @Column(document<WebhookKind[]>())
  kinds: WebhookKind[];

  /** The key of its signatures, as text; bound to the row id. Null for the moment in which there is none yet. */
  @Column({ ...sealed, nullable: true })
  secret: Sealed<string> | null;

  /** What the token of its maker calls them. */
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin' })
  createdBy: string;

  @Column(moment)
  createdAt: Date;

  /** Since when nothing was delivered, though it was tried. */
  @Column({ ...moment, nullable: true })
  failingSince: Date | null;

  /** When it was switched off; null: it is on. */
  @Column({ ...moment, nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  disabledReason: string | null;
}

/** DEAD: it is not tried any longer, until somebody asks for it. */
export const WEBHOOK_DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'DEAD'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** A message for a webhook, and how far it has come. */
@Entity('webhook_deliveries')
@Confined({ through: 'webhook' })
@Index(['webhookId', 'status'])
@Index(['status', 'dueAt'])
export class WebhookDelivery {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  webhookId: number;

  @ManyToOne(() => Webhook, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'webhook_id' })
  webhook: Relation<Webhook>;

  @Column({ type: 'enum', enum: WEBHOOK_KIND_NAMES })
  kind: WebhookKind;

  /** As it is sent, byte for byte. */
  @Column({ type: 'text' })
  body: string;

  @Column(moment)
  createdAt: Date;

  @Column({ type: 'enum', enum: WEBHOOK_DELIVERY_STATUSES, default: 'PENDING' })
  status: WebhookDeliveryStatus;

  @Column({ type: 'int', unsigned: true, default: 0 })
  attempts: number;

  /** From when on it may be tried. While somebody tries it: when they must be done. */
  @Column(moment)
  dueAt: Date;

  /** When its job was last asked for; null where one is still to be. */
  @Column({ ...moment, nullable: true })
  askedAt: Date | null;

  @Column({ ...moment, nullable: true })
  deliveredAt: Date | null;

  /** What came of the last attempt, in words. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  outcome: string | null;
}
