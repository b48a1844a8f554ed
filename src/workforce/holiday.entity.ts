import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { NATIONS, type Nation } from '../estate/estate.types.js';
import { date, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';

/** Whom a holiday concerns: one nation, or all of them. */
export const HOLIDAY_NATIONS = [...NATIONS, 'ALL'] as const;
export type HolidayNation = Nation | 'ALL';

/** A day on which the crews of a nation do not work. */
@Entity('holidays')
@Shared()
@Index(['date', 'nation'], { unique: true })
export class Holiday {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ ...date, name: 'holiday_date' })
  date: string;

  @Column({ type: 'enum', enum: HOLIDAY_NATIONS })
  nation: HolidayNation;

  @Column({ type: 'varchar', length: 120 })
  name: string;
}
