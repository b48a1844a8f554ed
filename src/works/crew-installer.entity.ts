import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Person } from '../access/person.entity.js';
import { moment, reference } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { Crew } from '../workforce/crew.entity.js';

/** Somebody who works in a crew: they see its work orders, where they are an installer. */
@Entity('crew_installers')
@Confined({ through: 'person' })
export class CrewInstaller {
  @PrimaryColumn(reference)
  crewId: number;

  @Index()
  @PrimaryColumn(reference)
  personId: number;

  @ManyToOne(() => Crew, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'crew_id' })
  crew: Relation<Crew>;

  @ManyToOne(() => Person, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id' })
  person: Relation<Person>;

  @Column({ type: 'varchar', length: 255 })
  assignedBy: string;

  @Column(moment)
  assignedAt: Date;
}
