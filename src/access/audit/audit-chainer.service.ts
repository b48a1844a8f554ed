import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { AuditLink, type AuditEntry } from './audit.entity.js';
import { BEGINNING, hashEntry, hashLink } from './chain.js';
import { ENTRY_COLUMNS } from './entry-columns.js';

const MOST_AT_ONCE = 1_000;

/** Of this database: names of locks are the server's, and at most 64 characters. */
const LOCK = "CONCAT('audit chain ', MD5(DATABASE()))";

/**
 * Puts committed entries into the chain, one process at a time. The lock only spares the others the work: that the
 * chain is one is the doing of its keys, a sequence and an entry each being there once.
 */
@Injectable()
export class AuditChainer {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Links the entries that are waiting, at most a thousand. An entry waits because it is announced, not because its id
   * is high: ids are given out before transactions commit, so a low one may become visible late.
   *
   * @returns true where more may be waiting; false, too, while another process is at it
   */
  async link(): Promise<boolean> {
    const runner = this.dataSource.createQueryRunner();
    try {
      // A named lock is the connection's, and must be held beyond the commit: hence not within a transaction alone.
      if (!(await takeLock(runner))) return false;
      try {
        await runner.startTransaction('READ COMMITTED');
        try {
          const linked = await linkWaiting(runner.manager);
          await runner.commitTransaction();
          return linked === MOST_AT_ONCE;
        } catch (error) {
          await runner.rollbackTransaction();
          throw error;
        }
      } finally {
        await runner.query(`SELECT RELEASE_LOCK(${LOCK})`);
      }
    } finally {
      await runner.release();
    }
  }
}

async function takeLock(runner: QueryRunner): Promise<boolean> {
  const [row] = (await runner.query(`SELECT GET_LOCK(${LOCK}, 0) AS taken`)) as { taken: unknown }[];
  return Number(row?.taken) === 1;
}

/** @returns how many entries were linked */
async function linkWaiting(manager: EntityManager): Promise<number> {
  const entries: AuditEntry[] = await manager.query(
    `SELECT ${ENTRY_COLUMNS} FROM audit_unlinked u
       JOIN audit_entries e ON e.id = u.entry_id
       LEFT JOIN audit_links l ON l.entry_id = u.entry_id
      WHERE l.entry_id IS NULL
      ORDER BY u.entry_id LIMIT ${MOST_AT_ONCE}`,
  );
  if (entries.length === 0) return 0;
  const [last]: { sequence: number; hash: string }[] = await manager.query(
    'SELECT sequence, hash FROM audit_links ORDER BY sequence DESC LIMIT 1',
  );
  let { sequence, hash } = last ?? { sequence: 0, hash: BEGINNING };
  const links = entries.map((entry) => {
    const link = { sequence: sequence + 1, entryHash: hashEntry(entry), previousHash: hash };
    ({ sequence, hash } = { sequence: link.sequence, hash: hashLink(link) });
    return { ...link, entryId: entry.id, hash };
  });
  await manager.insert(AuditLink, links);
  await manager.query('DELETE FROM audit_unlinked WHERE entry_id IN (?)', [entries.map(({ id }) => id)]);
  return links.length;
}
