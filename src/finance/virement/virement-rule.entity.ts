import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Shared } from '../../platform/database/confinement/declarations.js';
import { CATEGORIES, FUNDS, type Category, type Fund } from '../budget.entity.js';

/** That money may move from lines of one kind to lines of another, within a body and a year. */
@Entity('virement_rules')
@Shared()
export class VirementRule {
  @PrimaryColumn({ type: 'enum', enum: CATEGORIES })
  fromCategory: Category;

  @PrimaryColumn({ type: 'enum', enum: FUNDS })
  fromFund: Fund;

  @PrimaryColumn({ type: 'enum', enum: CATEGORIES })
  toCategory: Category;

  @PrimaryColumn({ type: 'enum', enum: FUNDS })
  toFund: Fund;
}

/** How much of what a line was allocated may go to the same line of the next year. */
@Entity('carry_forward_limits')
@Shared()
export class CarryForwardLimit {
  @PrimaryColumn({ type: 'enum', enum: CATEGORIES })
  category: Category;

  @Column({ type: 'tinyint', unsigned: true })
  percent: number;
}
