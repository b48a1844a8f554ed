import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { date, document, moment, reference, rowId } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { PLAN_STATUSES, Plan, type PlanStatus } from '../../plans/plan.entity.js';
import type { ForecastSummary } from '../monte-carlo/summarise.js';
import type { ForecastSpread } from './forecast-spread.entity.js';

/** What a forecast came to, and how far estimates were taken to be out. */
export interface ForecastOutcome extends ForecastSummary {
  spreads: ForecastSpread[];
}

/** A request for draws of what a plan may come to, and what they came to. */
@Entity('forecasts')
@Confined({ through: 'plan' })
@Index(['planId', 'id'])
@Index(['status', 'heartbeatAt'])
export class Forecast {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  planId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Column({ type: 'enum', enum: PLAN_STATUSES })
  status: PlanStatus;

  @Column({ type: 'int', unsigned: true })
  draws: number;

  @Column({ type: 'int', unsigned: true })
  seed: number;

  @Column({ type: 'tinyint', unsigned: true })
  vendorCorrelationPercent: number;

  @Column({ type: 'tinyint', unsigned: true })
  regionCorrelationPercent: number;

  /** The day that counts as today. */
  @Column(date)
  asOf: string;

  @Column(moment)
  requestedAt: Date;

  @Column({ ...moment, nullable: true })
  finishedAt: Date | null;

  /** How often a worker fell silent over it. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  crashes: number;

  /** When a worker last showed that it is at it. */
  @Column(moment)
  heartbeatAt: Date;

  @Column({ type: 'int', unsigned: true, default: 0 })
  doneDraws: number;

  @Column({ type: 'varchar', length: 64, nullable: true })
  failureCode: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  failureMessage: string | null;

  @Column({ ...document<ForecastOutcome>(), nullable: true })
  outcome: ForecastOutcome | null;
}
