import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { Vendor } from '../../procurement/vendor.entity.js';
import { Plan } from '../plan.entity.js';

const units = { type: 'int', unsigned: true } as const;

/** The tier of a vendor's prices at which a plan was made; none for a vendor that has the same prices for any number. */
@Entity('plan_price_tiers')
@Confined({ through: 'plan' })
export class PlanPriceTier {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn(reference)
  vendorId: number;

  @ManyToOne(() => Plan, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<Plan>;

  @Index()
  @ManyToOne(() => Vendor, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;

  /** From how many units on its prices hold. */
  @Column(units)
  fromUnits: number;

  /** From how many units on the tier begins that the plan reaches: the same, or a cheaper one. */
  @Column(units)
  reachedUnits: number;

  /** What the plan takes of the vendor. */
  @Column(units)
  units: number;
}
