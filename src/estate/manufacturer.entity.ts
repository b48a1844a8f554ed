import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { code, date, document, reference, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import { BRAND_CONFIDENCES, DEVICE_KINDS, type BrandConfidence, type DeviceKind } from './estate.types.js';

/** A maker of devices, with everything by which its devices may be recognised. */
@Entity('manufacturers')
@Shared()
export class Manufacturer {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column({ type: 'varchar', length: 120 })
  name: string;

  /** The legal entity, which is what a directive's ground is about. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  entity: string | null;

  /** ISO 3166 country of its headquarters. */
  @Column({ type: 'char', length: 2 })
  country: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  note: string | null;

  @Column(document<string[]>())
  aliases: string[];

  /** Upper-case hexadecimal, 6, 7 or 9 digits. */
  @Column(document<string[]>())
  macPrefixes: string[];

  /** Regular expressions over the model text. */
  @Column(document<string[]>())
  modelPatterns: string[];

  @OneToMany(() => Brand, (brand) => brand.manufacturer)
  brands: Relation<Brand[]>;
}

/** A name under which a maker's devices are sold. */
@Entity('brands')
@Shared()
@Index(['manufacturerId', 'name'], { unique: true })
export class Brand {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  manufacturerId: number;

  @ManyToOne(() => Manufacturer, (manufacturer) => manufacturer.brands, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'manufacturer_id' })
  manufacturer: Relation<Manufacturer>;

  @Column(code(120))
  name: string;

  @Column({ type: 'enum', enum: BRAND_CONFIDENCES })
  confidence: BrandConfidence;

  /** Only some devices of the brand are of this maker. */
  @Column({ type: 'boolean', default: false })
  mixed: boolean;

  @Column({ ...date, name: 'from_date', nullable: true })
  from: string | null;

  @Column({ ...date, name: 'to_date', nullable: true })
  to: string | null;

  @Column(document<string[]>())
  aliases: string[];

  @Column(document<string[]>())
  macPrefixes: string[];

  @Column(document<string[]>())
  modelPatterns: string[];

  @Column({ type: 'varchar', length: 500, nullable: true })
  note: string | null;
}

/** A model that is known to be of a maker. */
@Entity('device_models')
@Shared()
@Index(['manufacturerId', 'name'], { unique: true })
export class DeviceModel {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column(reference)
  manufacturerId: number;

  @ManyToOne(() => Manufacturer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'manufacturer_id' })
  manufacturer: Relation<Manufacturer>;

  @Column({ type: 'varchar', length: 120 })
  name: string;

  /** Known models are matched by this: upper case, letters and digits only. */
  @Index()
  @Column(code(120))
  nameKey: string;

  @Column({ type: 'enum', enum: DEVICE_KINDS })
  kind: DeviceKind;
}
