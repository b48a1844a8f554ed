/** Reads the whole chain anew and says where it is not what it was. */
import type { DataSource, QueryRunner } from 'typeorm';
import type { AuditEntry, AuditLink } from './audit.entity.js';
import { BEGINNING, hashEntry, hashLink } from './chain.js';
import type { ChainHead } from './chain-head.js';
import { ENTRY_COLUMNS } from './entry-columns.js';

const PAGE = 2_000;

/** Something that the audit would not be without somebody's doing. */
export interface Finding {
  /** The first bad sequence; null for what is not in the chain. */
  sequence: number | null;
  message: string;
}

export interface Verification {
  /** Links that were found right: those before the first bad one. */
  linkCount: number;
  /** Entries that the chain has yet to take up, and need not have. */
  waitingCount: number;
  /** Null for an empty chain. */
  head: ChainHead | null;
  findings: Finding[];
}

export interface VerifyOptions {
  /** An entry that is older and not in the chain is a finding. */
  windowSeconds: number;
  /** Heads of earlier: they alone tell of a tail that was cut off, and of a chain that was computed anew. */
  earlier?: readonly ChainHead[];
}

/** A link with its entry, whose columns are null where it is gone. */
type Row = AuditLink & AuditEntry & { linkedId: number };

/** Reads everything as it is at one moment, page by page, while writers go on. */
export async function verifyChain(dataSource: DataSource, options: VerifyOptions): Promise<Verification> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    try {
      const walk = new Walk(options.earlier ?? []);
      for await (const row of readLinks(runner)) {
        walk.step(row);
        if (walk.finding) break;
      }
      const { last, finding } = walk.end();
      const unlinked = await readUnlinked(runner, options.windowSeconds);
      return {
        linkCount: finding ? Math.max(0, (finding.sequence ?? 0) - 1) : last.sequence,
        waitingCount: unlinked.waitingCount,
        head: last.sequence > 0 ? { ...last, at: await readTime(runner) } : null,
        findings: [...(finding ? [finding] : []), ...unlinked.findings],
      };
    } finally {
      await runner.query('ROLLBACK');
    }
  } finally {
    await runner.release();
  }
}

/** Goes along the chain until something is wrong with it. */
class Walk {
  finding: Finding | null = null;
  private last = { sequence: 0, hash: BEGINNING };
  private readonly earlier: ChainHead[];
  /** The last of the earlier heads that the chain still has. */
  private confirmed = 0;

  constructor(earlier: readonly ChainHead[]) {
    this.earlier = [...earlier].sort((a, b) => a.sequence - b.sequence);
  }

  step(row: Row): void {
    const message = this.faultOf(row);
    if (message) {
      // A link that is gone is missed at its own place, not where the next one stands.
      this.finding = { sequence: Math.min(row.sequence, this.last.sequence + 1), message };
      return;
    }
    this.last = { sequence: row.sequence, hash: row.hash };
    this.compareWithEarlier();
  }

  end() {
    const [missing] = this.earlier;
    if (!this.finding && missing) {
      this.finding = {
        sequence: this.last.sequence + 1,
        message: `cut off: on ${missing.at} the chain went on to ${missing.sequence}`,
      };
    }
    return { last: this.last, finding: this.finding };
  }

  private faultOf(row: Row): string | null {
    const expected = this.last.sequence + 1;
    if (row.sequence > expected) return `removed: the next link that there is is ${row.sequence}`;
    if (row.sequence < expected) return 'inserted: the chain begins at 1';
    if (row.hash !== hashLink(row))
      return 'the link was edited or moved: its hash is not that of what it says';
    if (row.previousHash !== this.last.hash)
      return 'the link does not follow the one before it: one was inserted, removed or moved';
    if (row.id === null) return `entry ${row.linkedId} was removed`;
    if (row.entryHash !== hashEntry(entryOf(row))) return `entry ${row.id} was edited`;
    return null;
  }

  private compareWithEarlier(): void {
    const { sequence, hash } = this.last;
    while (!this.finding && this.earlier[0]?.sequence === sequence) {
      const [head] = this.earlier;
      if (head.hash !== hash) {
        const message = `the chain was computed anew from a place between here and ${sequence}: on ${head.at} link ${sequence} was another`;
        this.finding = { sequence: this.confirmed + 1, message };
        return;
      }
      this.confirmed = sequence;
      this.earlier.shift();
    }
  }
}

/** All that the entry's hash is over. */
function entryOf(row: Row): AuditEntry {
  const { sequence: _, linkedId: __, entryHash: ___, previousHash: ____, hash: _____, ...entry } = row;
  return entry;
}

async function* readLinks(runner: QueryRunner): AsyncGenerator<Row> {
  for (let after = -1; ;) {
    const rows = (await runner.query(
      `SELECT l.sequence, l.entry_id AS linkedId, l.entry_hash AS entryHash, l.previous_hash AS previousHash, l.hash,
              ${ENTRY_COLUMNS}
         FROM audit_links l LEFT JOIN audit_entries e ON e.id = l.entry_id
        WHERE l.sequence > ? ORDER BY l.sequence LIMIT ${PAGE}`,
      [after],
    )) as Row[];
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.sequence;
  }
}

/** Entries outside the chain: the latest wait for it, older ones were never announced or have been taken out of it. */
async function readUnlinked(
  runner: QueryRunner,
  windowSeconds: number,
): Promise<{ waitingCount: number; findings: Finding[] }> {
  const [unlinked] = (await runner.query(
    `SELECT COUNT(*) AS total, COUNT(IF(isOverdue, 1, NULL)) AS overdue, MIN(IF(isOverdue, id, NULL)) AS firstOverdue
       FROM (SELECT e.id, ABS(TIMESTAMPDIFF(MICROSECOND, e.at, UTC_TIMESTAMP(3))) > ? * 1000000 AS isOverdue
               FROM audit_entries e LEFT JOIN audit_links l ON l.entry_id = e.id
              WHERE l.entry_id IS NULL) unlinked`,
    [windowSeconds],
  )) as { total: string; overdue: string; firstOverdue: number | null }[];
  const overdue = Number(unlinked?.overdue);
  const gone = (await runner.query(
    `SELECT u.entry_id AS id FROM audit_unlinked u LEFT JOIN audit_entries e ON e.id = u.entry_id
      WHERE e.id IS NULL ORDER BY u.entry_id`,
  )) as { id: number }[];
  const findings: Finding[] = [];
  if (overdue > 0) {
    const message = `${count(overdue)} not in the chain after ${windowSeconds} s, the first of them ${unlinked?.firstOverdue}: added past the program, taken out of the chain, or no worker is running`;
    findings.push({ sequence: null, message });
  }
  if (gone.length > 0) {
    const message = `${count(gone.length)} removed before the chain took them up, the first of them ${gone[0]?.id}`;
    findings.push({ sequence: null, message });
  }
  return { waitingCount: Number(unlinked?.total) - overdue, findings };
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

async function readTime(runner: QueryRunner): Promise<string> {
  const [row] = (await runner.query('SELECT UTC_TIMESTAMP(3) AS now')) as { now: Date }[];
  return (row?.now ?? new Date()).toISOString();
}
