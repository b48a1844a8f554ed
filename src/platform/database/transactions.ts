import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';

/**
 * Deadlock, lock wait timeout, MariaDB's "record has changed since last read", and a key that another
 * transaction wrote between this one's reading and writing.
 */
const RETRIED_ERRORS = new Set([1213, 1205, 1020, 1062]);
const ATTEMPTS = 6;

/** Runs units of work that happen wholly or not at all. */
@Injectable()
export class Transactions {
  private readonly afterwards = new WeakMap<EntityManager, (() => void)[]>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in one transaction, and the whole of it again where the server asks for that. The work must
   * therefore do nothing but read and write through its manager. READ COMMITTED, because under REPEATABLE READ
   * looking for a row that is not there locks the gap where it would be, and two writers of new rows deadlock:
   * what a rule rests on is locked by name.
   *
   * @throws whatever the work throws, after the transaction is rolled back
   */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const afterwards: (() => void)[] = [];
      try {
        const result = await this.dataSource.transaction('READ COMMITTED', (manager) => {
          this.afterwards.set(manager, afterwards);
          return work(manager);
        });
        for (const each of afterwards) each();
        return result;
      } catch (error) {
        if (attempt === ATTEMPTS || !isWorthRetrying(error)) throw error;
        // Apart by chance, or the same two would meet again.
        await sleep(10 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  /**
   * Has something done once the present transaction has committed, and never where it does not. It must neither throw
   * nor matter: the process may end in between.
   *
   * @param manager of a transaction that {@link run} began
   */
  afterCommit(manager: EntityManager, work: () => void): void {
    const afterwards = this.afterwards.get(manager);
    if (!afterwards) throw new Error('nothing can follow a transaction that Transactions did not begin');
    afterwards.push(work);
  }
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && RETRIED_ERRORS.has(Number(error.errno));
}
