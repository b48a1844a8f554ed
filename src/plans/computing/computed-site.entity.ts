import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Plan } from '../plan.entity.js';

/**
 * A site with work in a phase that is being planned, on which depends who may know the phase's figures. They are kept as
 * long as the computation goes on; then the plan's packages say it.
 */
@Entity('plan_computed_sites')
@Confined({ through: 'plan' })
export class ComputedSite {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  phase: number;

  /** No foreign key: the site may be removed meanwhile. */
  @PrimaryColumn(reference)
  siteId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;
}
