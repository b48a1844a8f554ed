import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { document, moment, rowId } from '../database/columns.js';
import { Confined } from '../database/confinement/declarations.js';
import type { JobName, JobPayloads } from './jobs.js';

/** A job that a transaction asked for: it exists if and only if that transaction committed. */
@Entity('outbox')
@Confined('nobody')
@Index(['dispatchedAt', 'id'])
export class OutboxMessage<Name extends JobName = JobName> {
  @PrimaryGeneratedColumn(rowId)
  id: number;

  @Column({ type: 'varchar', length: 64 })
  name: Name;

  @Column(document<unknown>())
  payload: JobPayloads[Name];

  @Column(moment)
  createdAt: Date;

  /** Null until the queue has it. */
  @Column({ ...moment, nullable: true })
  dispatchedAt: Date | null;
}
