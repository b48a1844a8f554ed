import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Plan } from '../plan.entity.js';
import { PLAN_ACTS, PLAN_STAGES, type PlanAct, type PlanStage } from './plan-stage.js';

/** What somebody did to a plan on its way from draft to approval, or out of force. */
@Entity('plan_stage_changes')
@Confined({ through: 'plan' })
export class PlanStageChange {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index()
  @Column(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Column({ type: 'enum', enum: PLAN_ACTS })
  act: PlanAct;

  @Column({ type: 'enum', enum: PLAN_STAGES, name: 'from_stage' })
  from: PlanStage;

  /** The same stage, where the other approval was still to come. */
  @Column({ type: 'enum', enum: PLAN_STAGES, name: 'to_stage' })
  to: PlanStage;

  /** The subject of whoever did it, told apart to the letter. */
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin', name: 'by_subject' })
  by: string;

  /** What they were called then. */
  @Column({ type: 'varchar', length: 200 })
  byName: string;

  @Column(moment)
  at: Date;

  @Column({ type: 'varchar', length: 500, nullable: true })
  comment: string | null;

  /** The estate had changed since the plan was made, and whoever approved it took it all the same. */
  @Column({ type: 'boolean', default: false })
  acceptedStale: boolean;
}
