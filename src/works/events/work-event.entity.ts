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
import { Organisation } from '../../estate/organisation.entity.js';
import { Site } from '../../estate/site.entity.js';
import { Plan } from '../../plans/plan.entity.js';
import { document, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Finding, type FindingKind } from '../findings/finding.entity.js';
import type { WorkStatus } from '../moves.js';
import { WorkOrder } from '../work-order.entity.js';

/** TAKEN_OVER: an order goes on, as it is, under a later plan. */
export const WORK_EVENT_KINDS = ['MOVE', 'TAKEN_OVER', 'FINDING'] as const;
export type WorkEventKind = (typeof WORK_EVENT_KINDS)[number];

/** What an event says. Nothing of sites: who may see the order or the finding asks for that. */
export interface WorkEventContent {
  /** Null where the order was not there before. */
  from?: WorkStatus | null;
  to?: WorkStatus;
  finding?: FindingKind;
}

/**
 * Something that happened to the works. The ids of the events of a body, and of those of a plan, rise in the order in
 * which they come to be seen, because whoever writes one holds the heads of both.
 */
@Entity('work_events')
@Confined({ through: 'site' })
@Index(['organisationId', 'id'])
@Index(['planId', 'id'])
@Index(['siteId', 'id'])
export class WorkEvent {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  /** The body that the site was of then. */
  @Column(reference)
  organisationId: number;

  @ManyToOne(() => Organisation, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation>;

  @Column(reference)
  siteId: number;

  @ManyToOne(() => Site, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'site_id' })
  site: Relation<Site>;

  /** The plan of the order then; null for a finding at none. */
  @Column({ ...reference, nullable: true })
  planId: number | null;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan> | null;

  @Index()
  @Column({ ...reference, nullable: true })
  workOrderId: number | null;

  @ManyToOne(() => WorkOrder, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'work_order_id' })
  workOrder: Relation<WorkOrder> | null;

  @Index()
  @Column({ ...reference, nullable: true })
  findingId: number | null;

  @ManyToOne(() => Finding, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'finding_id' })
  finding: Relation<Finding> | null;

  @Column(moment)
  at: Date;

  @Column({ type: 'enum', enum: WORK_EVENT_KINDS })
  kind: WorkEventKind;

  @Column(document<WorkEventContent>())
  content: WorkEventContent;
}

/** What whoever writes events of a body or a plan holds until it has committed. It says nothing. */
@Entity('work_event_heads')
@Confined('nobody')
export class WorkEventHead {
  @PrimaryColumn({ type: 'enum', enum: ['BODY', 'PLAN'] })
  kind: 'BODY' | 'PLAN';

  /** The row id of the body or the plan. */
  @PrimaryColumn(reference)
  subjectId: number;
}
