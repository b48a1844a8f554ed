import { Column, Entity, PrimaryColumn } from 'typeorm';
import { date, pence } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import { PHASE_RULES, type PhaseRule } from '../planning/index.js';

/** What a plan takes where its request says nothing. There is one row, number 1. */
@Entity('planning_defaults')
@Shared()
export class PlanningDefaults {
  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  id: number;

  @Column({ ...date, name: 'start_date' })
  start: string;

  @Column({ ...date, name: 'end_date' })
  end: string;

  @Column({ type: 'enum', enum: PHASE_RULES })
  rule: PhaseRule;

  @Column(pence)
  penceForRiskDay: number;
}
