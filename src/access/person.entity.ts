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
import { Organisation } from '../estate/organisation.entity.js';
import { date, moment, reference, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { ROLES, type Role } from './caller.js';

export const PERSON_KINDS = ['PERSON', 'SERVICE'] as const;

/** Somebody whom the identity provider vouches for: a person, or a program with a token of its own. */
@Entity('people')
@Confined({ through: 'heldRoles' })
export class Person {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  /** What tokens call them, told apart to the letter. */
  @Index({ unique: true })
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin' })
  subject: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'enum', enum: PERSON_KINDS })
  kind: (typeof PERSON_KINDS)[number];

  @OneToMany(() => HeldRole, (held) => held.person)
  heldRoles: Relation<HeldRole[]>;
}

/** A role that a person holds or held. Rows end, they are never taken away. */
@Entity('held_roles')
@Confined({ by: 'organisationId' })
export class HeldRole {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index()
  @Column(reference)
  personId: number;

  @ManyToOne(() => Person, (person) => person.heldRoles, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'person_id' })
  person: Relation<Person>;

  @Column({ type: 'enum', enum: ROLES })
  role: Role;

  /** null: in every organisation. */
  @Index()
  @Column({ ...reference, nullable: true })
  organisationId: number | null;

  @ManyToOne(() => Organisation, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'organisation_id' })
  organisation: Relation<Organisation> | null;

  @Column({ ...date, name: 'from_date' })
  from: string;

  /** The last day; null: until further notice. */
  @Column({ ...date, name: 'to_date', nullable: true })
  to: string | null;

  @Column({ type: 'varchar', length: 255 })
  grantedBy: string;

  @Column(moment)
  grantedAt: Date;

  @Column({ type: 'varchar', length: 255, nullable: true })
  revokedBy: string | null;

  @Column({ ...moment, nullable: true })
  revokedAt: Date | null;
}
