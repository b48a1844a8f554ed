import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DEVICE_KINDS, type BodyKind, type DeviceKind } from '../estate/estate.types.js';
import { document, pence } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';
import { COST_CATEGORIES, type CostCategory } from './cost-line.js';

const basisPoints = { type: 'int', unsigned: true } as const;
const source = { type: 'varchar', length: 500 } as const;

/** How the lines of a category are taxed. */
@Entity('vat_rules')
@Shared()
export class VatRuleRow {
  @PrimaryColumn({ type: 'enum', enum: COST_CATEGORIES })
  category: CostCategory;

  @Column(basisPoints)
  basisPoints: number;

  /** The kinds of body that get it back. */
  @Column(document<BodyKind[]>())
  recoverableBy: BodyKind[];

  @Column(source)
  source: string;
}

/** What prices are in a fiscal year, in basis points of those of the day on which plans are made. */
@Entity('price_indices')
@Shared()
export class PriceIndex {
  @PrimaryColumn({ type: 'smallint', unsigned: true })
  fiscalYear: number;

  @Column(basisPoints)
  basisPoints: number;

  @Column(source)
  source: string;
}

/** By how much the costs of a category tend to turn out above their estimate. */
@Entity('optimism_bias')
@Shared()
export class OptimismBias {
  @PrimaryColumn({ type: 'enum', enum: COST_CATEGORIES })
  category: CostCategory;

  @Column(basisPoints)
  basisPoints: number;

  @Column(source)
  source: string;
}

/** What a device of a kind was bought for where nobody knows better, how long it lasts, and what it takes to keep it. */
@Entity('asset_lives')
@Shared()
export class AssetLife {
  @PrimaryColumn({ type: 'enum', enum: DEVICE_KINDS })
  kind: DeviceKind;

  @Column({ type: 'smallint', unsigned: true })
  lifeYears: number;

  @Column(pence)
  purchasePence: number;

  @Column(pence)
  maintenancePencePerYear: number;

  @Column(pence)
  licencePencePerYear: number;

  @Column(source)
  source: string;
}
