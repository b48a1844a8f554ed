import { Column, Entity, PrimaryColumn } from 'typeorm';
import { COST_CATEGORIES, type CostCategory } from '../../costing/cost-line.js';
import { Shared } from '../../platform/database/confinement/declarations.js';
import { SPREAD_SHAPES, type SpreadShape } from '../monte-carlo/factor-table.js';

/** How far estimates of one kind of cost may be out, for forecasts. */
@Entity('forecast_spreads')
@Shared()
export class ForecastSpread {
  /** LABOUR is of effort: how long work takes, and with it what its crew costs. */
  @PrimaryColumn({ type: 'enum', enum: COST_CATEGORIES })
  category: CostCategory;

  @Column({ type: 'enum', enum: SPREAD_SHAPES })
  shape: SpreadShape;

  @Column({ type: 'smallint', unsigned: true })
  lowPercent: number;

  @Column({ type: 'smallint', unsigned: true })
  highPercent: number;

  /** Where the figures are from. */
  @Column({ type: 'varchar', length: 500 })
  source: string;
}
