import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobName, JobPayloads } from './jobs.js';
import { OutboxMessage } from './outbox.entity.js';

/** The one way to ask for a job: a row in the transaction that makes the job necessary. */
@Injectable()
export class Outbox {
  /** Writes the request; the relay delivers it once the transaction has committed, and never otherwise. */
  async add<Name extends JobName>(
    manager: EntityManager,
    name: Name,
    payload: JobPayloads[Name],
  ): Promise<void> {
    await manager.insert(OutboxMessage, {
      name,
      payload,
      createdAt: new Date(),
      dispatchedAt: null,
    });
  }
}
