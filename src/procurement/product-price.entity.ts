import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { BASIS_KINDS, type BasisKind } from '../costing/cost-line.js';
import { date, pence, reference, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import { Product } from './vendor.entity.js';

/** What a product costs from a day on, until a later price of it. */
@Entity('product_prices')
@Shared()
@Index(['productId', 'from'], { unique: true })
export class ProductPrice {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  productId: number;

  @ManyToOne(() => Product, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  @Column({ ...date, name: 'from_date' })
  from: string;

  @Column({ type: 'enum', enum: BASIS_KINDS })
  basisKind: BasisKind;

  @Column({ type: 'varchar', length: 500, nullable: true })
  basisReference: string | null;

  @Column({ ...date, nullable: true })
  basisDate: string | null;

  @OneToMany(() => PriceTier, (tier) => tier.price)
  tiers: Relation<PriceTier[]>;
}

/** The price of each unit where a plan takes at least so many units of the vendor's. */
@Entity('product_price_tiers')
@Shared()
export class PriceTier {
  @PrimaryColumn(reference)
  priceId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  fromUnits: number;

  @ManyToOne(() => ProductPrice, (price) => price.tiers, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'price_id' })
  price: Relation<ProductPrice>;

  @Column(pence)
  pricePence: number;
}
