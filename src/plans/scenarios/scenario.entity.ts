import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { document, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Plan } from '../plan.entity.js';
import type { ScenarioChange } from './scenario-changes.js';

/** A plan of an estate that is otherwise than it is: what is changed, and from which plan's terms it goes out. */
@Entity('scenarios')
@Confined({ through: 'plan' })
export class Scenario {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'varchar', length: 120 })
  name: string;

  @Index()
  @Column(reference)
  basePlanId: number;

  @ManyToOne(() => Plan, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'base_plan_id' })
  basePlan: Relation<Plan>;

  /** Its own plan: with it the scenario goes. */
  @Index({ unique: true })
  @Column(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Column(document<ScenarioChange[]>())
  changes: ScenarioChange[];

  @Column(moment)
  createdAt: Date;

  @Column({ type: 'varchar', length: 255 })
  createdBy: string;
}
