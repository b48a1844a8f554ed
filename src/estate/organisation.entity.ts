import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { externalKey, rowId } from '../platform/database/columns.js';
import { Confined } from '../platform/database/confinement/declarations.js';
import { BODY_KINDS, NATIONS, type BodyKind, type Nation } from './estate.types.js';

/** A public body that holds sites and budgets. */
@Entity('organisations')
@Confined({ by: 'id' })
export class Organisation {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Index({ unique: true })
  @Column(externalKey)
  externalId: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'enum', enum: BODY_KINDS })
  kind: BodyKind;

  @Column({ type: 'enum', enum: NATIONS })
  nation: Nation;
}
