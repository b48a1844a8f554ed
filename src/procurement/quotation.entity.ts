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
import { Organisation } from '../estate/organisation.entity.js';
import { date, externalKey, pence, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { Product, Vendor } from './vendor.entity.js';

/** A vendor's commitment to a body to sell at these prices for some time. */
@Entity('quotations')
@Confined({ by: 'organisationId' })
export class Quotation {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Index()
  @Column(reference)
  organisationId: number;

  @ManyToOne(() => Organisation, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation>;

  @Index()
  @Column(reference)
  vendorId: number;

  @ManyToOne(() => Vendor, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'vendor_id' })
  vendor: Relation<Vendor>;

  /** What the vendor calls it. */
  @Column({ type: 'varchar', length: 120 })
  number: string;

  @Column(date)
  issuedOn: string;

  /** The last day on which it holds. */
  @Column(date)
  expiresOn: string;

  /** Where the document is. */
  @Column({ type: 'varchar', length: 300 })
  document: string;

  @OneToMany(() => QuotationLine, (line) => line.quotation)
  lines: Relation<QuotationLine[]>;
}

@Entity('quotation_lines')
@Confined({ through: 'quotation' })
export class QuotationLine {
  @PrimaryColumn(reference)
  quotationId: number;

  @PrimaryColumn(reference)
  productId: number;

  @ManyToOne(() => Quotation, (quotation) => quotation.lines, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'quotation_id' })
  quotation: Relation<Quotation>;

  @Index()
  @ManyToOne(() => Product, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'product_id' })
  product: Relation<Product>;

  /** Of each unit. */
  @Column(pence)
  pricePence: number;
}
