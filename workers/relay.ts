import type { DataSource } from 'typeorm';
import {
  JOB_OPTIONS,
  QUEUE_NAMES,
  QUEUE_OF,
  type JobName,
  type JobPayloads,
} from '../src/platform/queue/jobs.js';
import type { Queues } from '../src/platform/queue/queue.js';

const BATCH = 100;
/** A Redis that answers nothing must not hold the outbox's rows for ever. */
const LONGEST_ADD_MS = 10_000;

interface OutboxRow {
  id: number;
  name: JobName;
  payload: string;
}

/**
 * Hands what the outbox holds to the queues. A row is marked only after its queue has it, in the transaction
 * that holds the row: a crash in between delivers it twice, and processors bear that.
 *
 * @returns true where more is waiting
 */
export async function relayOnce(dataSource: DataSource, queues: Queues): Promise<boolean> {
  // READ COMMITTED locks the rows that it reads and no more: new rows may come in while Redis is silent.
  return dataSource.transaction('READ COMMITTED', async (manager) => {
    const rows = await manager.query<OutboxRow[]>(
      `SELECT id, name, payload FROM outbox WHERE dispatched_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    if (rows.length === 0) return false;
    const jobs = rows.map(({ id, name, payload }) => ({
      name,
      data: JSON.parse(payload) as JobPayloads[JobName],
      // The row's id, so that a second delivery of the same row is one job while the queue remembers it.
      opts: { ...JOB_OPTIONS[name], jobId: `outbox-${id}` },
    }));
    const adding = QUEUE_NAMES.flatMap((queue) => {
      const ofQueue = jobs.filter(({ name }) => QUEUE_OF[name] === queue);
      return ofQueue.length > 0 ? [queues[queue].addBulk(ofQueue)] : [];
    });
    await within(LONGEST_ADD_MS, Promise.all(adding));
    await manager.query('UPDATE outbox SET dispatched_at = UTC_TIMESTAMP(3) WHERE id IN (?)', [
      rows.map(({ id }) => id),
    ]);
    return rows.length === BATCH;
  });
}

/** Forgets what was delivered long ago. */
export async function sweepOutbox(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    'DELETE FROM outbox WHERE dispatched_at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY ORDER BY dispatched_at, id LIMIT 10000',
  );
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
