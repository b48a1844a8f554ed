import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { date, pence, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import {
  BASIS_KINDS,
  COST_CATEGORIES,
  COST_CLASSES,
  COST_UNITS,
  type BasisKind,
  type CostCategory,
  type CostClass,
  type CostUnit,
} from './cost-line.js';

/** What is charged beside products and crews, from a day on, until a later one of its category and unit. */
@Entity('cost_rates')
@Shared()
@Index(['category', 'per', 'from'], { unique: true })
export class CostRate {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'enum', enum: COST_CATEGORIES })
  category: CostCategory;

  @Column({ type: 'enum', enum: COST_UNITS })
  per: CostUnit;

  @Column({ ...date, name: 'from_date' })
  from: string;

  @Column({ type: 'enum', enum: COST_CLASSES })
  class: CostClass;

  /** Pence; of PERCENT, basis points. */
  @Column(pence)
  amount: number;

  @Column({ type: 'enum', enum: BASIS_KINDS })
  basisKind: BasisKind;

  @Column({ type: 'varchar', length: 500, nullable: true })
  basisReference: string | null;

  @Column({ ...date, nullable: true })
  basisDate: string | null;
}
