import { Entity, PrimaryColumn } from 'typeorm';
import { Shared } from '../../platform/database/confinement/declarations.js';

/**
 * One row, which whoever approves a plan for good locks first. Which plans stand beside each other follows from rows
 * that are not there yet, and those cannot be locked.
 */
@Entity('plan_approval_turns')
@Shared()
export class PlanApprovalTurn {
  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  id: number;
}
