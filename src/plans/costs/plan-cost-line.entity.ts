import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import {
  BASIS_KINDS,
  COST_CATEGORIES,
  COST_CLASSES,
  COST_UNITS,
  type BasisKind,
  type CostCategory,
  type CostClass,
  type CostUnit,
} from '../../costing/cost-line.js';
import { date, externalKey, pence, reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { PlanWorkPackage, packageReference } from '../plan-work.entity.js';

/**
 * A part of what an assignment of a plan costs, as it was when the plan was made: the lines of an assignment add up to
 * its cost. Plans from before there were lines have none.
 */
@Entity('plan_cost_lines')
@Confined({ through: 'workPackage' })
export class PlanCostLine {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  /** Its place among the lines of the assignment, from 0. */
  @PrimaryColumn({ type: 'smallint', unsigned: true })
  lineNumber: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column({ type: 'enum', enum: COST_CATEGORIES })
  category: CostCategory;

  @Column({ type: 'enum', enum: COST_CLASSES })
  class: CostClass;

  /** The external id of the product; null for what is no product. */
  @Column({ ...externalKey, nullable: true })
  item: string | null;

  @Column({ type: 'enum', enum: COST_UNITS })
  per: CostUnit;

  /** Devices, packages or crew-days; of PERCENT, the basis points. */
  @Column({ type: 'int', unsigned: true })
  quantity: number;

  @Column(pence)
  netPence: number;

  @Column({ type: 'int', unsigned: true })
  vatBasisPoints: number;

  @Column(pence)
  irrecoverableVatPence: number;

  /** Net and irrecoverable VAT, at the prices of the day on which the plan was made. */
  @Column(pence)
  totalPence: number;

  /** The total at the prices of the fiscal year in which the work is done. */
  @Column(pence)
  outturnPence: number;

  @Column({ type: 'enum', enum: BASIS_KINDS })
  basisKind: BasisKind;

  @Column({ type: 'varchar', length: 500, nullable: true })
  basisReference: string | null;

  /** The day of the price. */
  @Column({ ...date, nullable: true })
  basisDate: string | null;

  /** The last day on which a quotation holds. */
  @Column({ ...date, nullable: true })
  basisExpiresOn: string | null;
}
