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
import { CLEARANCES, NATIONS, type ClearanceName, type Nation } from '../estate/estate.types.js';
import { code, date, externalKey, pence, reference, rowId } from '../platform/database/columns.js';
import { Shared } from '../platform/database/confinement/declarations.js';

/** One installer team: it works on one work package at a time. */
@Entity('crews')
@Shared()
export class Crew {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  /** Whose public holidays the crew keeps. */
  @Column({ type: 'enum', enum: NATIONS })
  nation: Nation;

  @Column({ type: 'enum', enum: CLEARANCES })
  clearance: ClearanceName;

  @Column({ type: 'int', unsigned: true })
  minutesPerDay: number;

  @Column(pence)
  dayRatePence: number;

  @Column({ ...date, name: 'from_date', nullable: true })
  from: string | null;

  @Column({ ...date, name: 'to_date', nullable: true })
  to: string | null;

  @OneToMany(() => CrewRegion, (region) => region.crew)
  regions: Relation<CrewRegion[]>;

  @OneToMany(() => CrewLeave, (leave) => leave.crew)
  leave: Relation<CrewLeave[]>;
}

@Entity('crew_regions')
@Shared()
export class CrewRegion {
  @PrimaryColumn(reference)
  crewId: number;

  @PrimaryColumn(code(64))
  region: string;

  @ManyToOne(() => Crew, (crew) => crew.regions, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew>;
}

/** Calendar dates, both ends included, on which a crew does not work. */
@Entity('crew_leave')
@Shared()
export class CrewLeave {
  @PrimaryColumn(reference)
  crewId: number;

  @PrimaryColumn({ type: 'date', name: 'from_date' })
  from: string;

  @Column({ ...date, name: 'to_date' })
  to: string;

  @ManyToOne(() => Crew, (crew) => crew.leave, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew>;
}
