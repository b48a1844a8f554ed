import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { date, pence, reference } from '../../platform/database/columns.js';
import { Confined } from '../../platform/database/confinement/declarations.js';
import { PlanWorkPackage, packageReference } from '../plan-work.entity.js';

/** ORDERED: the goods are bought. UNDER_WAY: work on site has begun. DONE: the new devices are in use. */
export const STANDINGS = ['ORDERED', 'UNDER_WAY', 'DONE'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How far the works on a package of an approved plan are; none where nothing has happened yet. */
@Entity('plan_standings')
@Confined({ through: 'workPackage' })
export class PlanStanding {
  @PrimaryColumn(reference)
  planId: number;

  @PrimaryColumn({ type: 'int', unsigned: true })
  number: number;

  @ManyToOne(() => PlanWorkPackage, { onDelete: 'CASCADE' })
  @JoinColumn(packageReference)
  workPackage: Relation<PlanWorkPackage>;

  @Column({ type: 'enum', enum: STANDINGS })
  standing: Standing;

  /** The first day of work on site; null before it. */
  @Column({ ...date, nullable: true })
  startedOn: string | null;

  /** The last day of it; null until it is DONE. */
  @Column({ ...date, nullable: true })
  doneOn: string | null;

  /** What it cost; null until that is known. */
  @Column({ ...pence, nullable: true })
  costPence: number | null;
}
