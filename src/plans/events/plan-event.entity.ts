import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { document, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import type { PlanningProgress } from '../../planning/index.js';
import type { PlanStage } from '../approval/plan-stage.js';
import { Plan, type PlanStatus } from '../plan.entity.js';

export const PLAN_EVENT_KINDS = ['STATUS', 'PROGRESS', 'STAGE'] as const;
export type PlanEventKind = (typeof PLAN_EVENT_KINDS)[number];

/** What an event says. Nothing of sites: events go to everybody who may see the plan. */
export interface PlanEventContent {
  status?: PlanStatus;
  progress?: PlanningProgress;
  stage?: PlanStage;
}

/**
 * Something that happened to a plan. The ids of a plan's events rise in the order in which they come to be seen, because
 * whoever writes one holds the plan's row.
 */
@Entity('plan_events')
@Confined({ through: 'plan' })
@Index(['planId', 'id'])
export class PlanEvent {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Column(moment)
  at: Date;

  @Column({ type: 'enum', enum: PLAN_EVENT_KINDS })
  kind: PlanEventKind;

  @Column(document<PlanEventContent>())
  content: PlanEventContent;
}
