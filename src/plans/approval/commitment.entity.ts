import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Budget } from '../../finance/budget.entity.js';
import { pence, reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { packageReference, PlanAssignment } from '../plan-work.entity.js';

/** COMMITTED: promised by the approved plan. SPENT: what the work has cost; it stays whatever becomes of the plan. */
export const COMMITMENT_KINDS = ['COMMITTED', 'SPENT'] as const;
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];

/** What a work package of a plan takes from a budget. It is seen by whoever sees the budget, or its sums would lie. */
@Entity('plan_commitments')
@Confined({ through: 'budget' })
export class PlanCommitment {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanAssignment, { onDelete: 'RESTRICT' })
  @JoinColumn(packageReference)
  assignment: Relation<PlanAssignment>;

  @Index()
  @Column(reference)
  budgetId: number;

  @ManyToOne(() => Budget, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'budget_id' })
  budget: Relation<Budget>;

  @Column(pence)
  pence: number;

  @Column({ type: 'enum', enum: COMMITMENT_KINDS })
  kind: CommitmentKind;
}
