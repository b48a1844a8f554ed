import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { date, document, moment, reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import type { MoveReason } from '../../planning/index.js';
import { PlanWorkPackage, packageReference } from '../plan-work.entity.js';
import { Plan } from '../plan.entity.js';
import type { WorkSoFar } from './works-so-far.js';

/** A plan that is made anew from one before it, from a day on: its plan's own id. */
@Entity('replans')
@Confined({ through: 'plan' })
export class Replan {
  /** With its plan it goes. */
  @PrimaryColumn(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Index()
  @Column(reference)
  basePlanId: number;

  @ManyToOne(() => Plan, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'base_plan_id' })
  basePlan: Relation<Plan>;

  @Column(date)
  asOf: string;

  @Column({ type: 'varchar', length: 500 })
  reason: string;

  /** Whether what is ordered stays where it was planned. */
  @Column({ type: 'boolean' })
  keepOrdered: boolean;

  /** Ids of ordered work packages that may be planned anew all the same. */
  @Column(document<string[]>())
  released: string[];

  /** What was to start by this day stays; null: nothing for that alone. */
  @Column({ ...date, nullable: true })
  frozenUntil: string | null;

  /** So many packages at most may move; null: as many as the plan is better for. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  mostMoved: number | null;

  /** Where the works stood when it was asked. */
  @Column(document<WorkSoFar[]>())
  works: WorkSoFar[];

  @Column(moment)
  createdAt: Date;

  @Column({ type: 'varchar', length: 255 })
  createdBy: string;
}

/** A package that stands elsewhere than in the plan before, or nowhere, and why. */
@Entity('plan_moves')
@Confined({ through: 'workPackage' })
export class PlanMove {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column(document<MoveReason[]>())
  reasons: MoveReason[];
}
