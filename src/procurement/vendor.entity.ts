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
import { DEVICE_KINDS, type DeviceKind } from '../estate/estate.types.js';
import { externalKey, pence, reference, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';

/** Who sells and delivers replacements. */
@Entity('vendors')
@Shared()
export class Vendor {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  /** False: the vendor delivers whatever is ordered, and has no supply by month. */
  @Column({ type: 'boolean' })
  hasLimitedSupply: boolean;

  @OneToMany(() => VendorSupply, (supply) => supply.vendor)
  supply: Relation<VendorSupply[]>;

  @OneToMany(() => Product, (product) => product.vendor)
  products: Relation<Product[]>;
}

/** Units that a vendor can deliver in a month; what is not taken stays for later months. */
@Entity('vendor_supply')
@Shared()
export class VendorSupply {
  @PrimaryColumn(reference)
  vendorId: number;

  /** `YYYY-MM` */
  @PrimaryColumn({ type: 'char', length: 7 })
  month: string;

  @Column({ type: 'int', unsigned: true })
  units: number;

  @ManyToOne(() => Vendor, (vendor) => vendor.supply, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;
}

/** What a vendor offers in place of a device of certain kinds. */
@Entity('products')
@Shared()
export class Product {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Index()
  @Column(reference)
  vendorId: number;

  @ManyToOne(() => Vendor, (vendor) => vendor.products, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column(pence)
  pricePence: number;

  @Column({ type: 'int', unsigned: true })
  fittingMinutes: number;

  /** Calendar days from the plan's start to the first day on which it can be fitted. */
  @Column({ type: 'int', unsigned: true })
  leadDays: number;

  @OneToMany(() => ProductKind, (kind) => kind.product)
  kinds: Relation<ProductKind[]>;
}

/** A kind of device that a product can replace. */
@Entity('product_kinds')
@Shared()
export class ProductKind {
  @PrimaryColumn(reference)
  productId: number;

  @PrimaryColumn({ type: 'enum', enum: DEVICE_KINDS })
  kind: DeviceKind;

  @ManyToOne(() => Product, (product) => product.kinds, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;
}
