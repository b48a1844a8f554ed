import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashLink } from '../src/access/audit/chain.js';
import type { ChainHead } from '../src/access/audit/chain-head.js';
import { verifyChain } from '../src/access/audit/verify-chain.js';
import { projectRoot } from '../src/platform/project-root.js';
import { openToTampering, startAudit, tamper, type TestAudit } from './support/audit.js';

const ENTRIES = 30;
/** Old enough that nothing of it may be outside the chain. */
const AGE = '2020-01-01 00:00:00.000';

/** A column of an entry, and something that it did not say. */
const EDITS: Record<string, string> = {
  at: 'at + INTERVAL 1000 MICROSECOND',
  request_id: "'another'",
  caller_kind: "'SYSTEM'",
  caller_subject: "'Estates@example.gov.uk'",
  caller_roles: "'[]'",
  action: "'savething'",
  subject_type: "'thing'",
  subject_id: "CONCAT(subject_id, ' ')",
  organisation_id: 'NULL',
  state_before: 'NULL',
  state_after: "CONCAT(state_after, ' ')",
  reason: "''",
};

/** Exchanges a column between two rows by way of a value that no row has. */
const exchange = (table: string, key: string, a: number, b: number, column: string, free: string) => [
  `SET @a = (SELECT ${column} FROM ${table} WHERE ${key} = ${a}), @b = (SELECT ${column} FROM ${table} WHERE ${key} = ${b})`,
  `UPDATE ${table} SET ${column} = ${free} WHERE ${key} = ${a}`,
  `UPDATE ${table} SET ${column} = @a WHERE ${key} = ${b}`,
  `UPDATE ${table} SET ${column} = @b WHERE ${column} = ${free}`,
];

/** What is done at place n of the chain, and the first bad sequence. Entry n has id n, as one writer added them. */
const TAMPERINGS: Record<string, (n: number) => { statements: string[]; sequence: number | null }> = {
  'deletes an entry': (n) => ({ statements: [`DELETE FROM audit_entries WHERE id = ${n}`], sequence: n }),
  'deletes an entry with its link': (n) => ({
    statements: [
      `DELETE FROM audit_links WHERE sequence = ${n}`,
      `DELETE FROM audit_entries WHERE id = ${n}`,
    ],
    sequence: n,
  }),
  'deletes an entry with its link and closes the gap': (n) => ({
    statements: [
      `DELETE FROM audit_links WHERE sequence = ${n}`,
      `DELETE FROM audit_entries WHERE id = ${n}`,
      `UPDATE audit_links SET sequence = sequence - 1 WHERE sequence > ${n} ORDER BY sequence`,
    ],
    sequence: n,
  }),
  'takes an entry out of the chain to have it linked again': (n) => ({
    statements: [`DELETE FROM audit_links WHERE sequence = ${n}`, `INSERT INTO audit_unlinked VALUES (${n})`],
    sequence: n,
  }),
  'edits an entry and the hash of it': (n) => ({
    statements: [
      `UPDATE audit_entries SET action = 'other' WHERE id = ${n}`,
      `UPDATE audit_links SET entry_hash = SHA2('other', 256) WHERE sequence = ${n}`,
    ],
    sequence: n,
  }),
  'edits the hash of a link': (n) => ({
    statements: [`UPDATE audit_links SET hash = SHA2('other', 256) WHERE sequence = ${n}`],
    sequence: n,
  }),
  'edits what a link follows': (n) => ({
    statements: [`UPDATE audit_links SET previous_hash = SHA2('other', 256) WHERE sequence = ${n}`],
    sequence: n,
  }),
  'exchanges two entries in the chain': (n) => ({
    statements: exchange('audit_links', 'sequence', n, n + 1, 'entry_id', '4000000000'),
    sequence: n,
  }),
  'exchanges what two entries say': (n) => ({
    statements: exchange('audit_entries', 'id', n, n + 1, 'subject_id', "'free'"),
    sequence: n,
  }),
  'reorders two links': (n) => ({
    statements: [
      `UPDATE audit_links SET sequence = 4000000000 WHERE sequence = ${n}`,
      `UPDATE audit_links SET sequence = ${n} WHERE sequence = ${n + 1}`,
      `UPDATE audit_links SET sequence = ${n + 1} WHERE sequence = 4000000000`,
    ],
    sequence: n,
  }),
  'adds an entry past the program': () => ({ statements: [insertEntry(4_000)], sequence: null }),
  'adds an entry with a date to come': () => ({
    statements: [insertEntry(4_000), `UPDATE audit_entries SET at = '2200-01-01' WHERE id = 4000`],
    sequence: null,
  }),
  'deletes an entry before it is linked': () => ({
    statements: ['INSERT INTO audit_unlinked VALUES (4000)'],
    sequence: null,
  }),
};

function insertEntry(id: number): string {
  return `INSERT INTO audit_entries (id, at, request_id, caller_kind, caller_subject, caller_roles, action, subject_type, subject_id)
    VALUES (${id}, '${AGE}', 'forged', 'PERSON', 'forger', '[]', 'saveThing', 'Thing', 'T-0')`;
}

describe('an audit that somebody who administers the server tampers with', () => {
  let audit: TestAudit;
  let restore: () => Promise<void>;
  let heads: ChainHead[];
  beforeAll(async () => {
    audit = await startAudit();
    const take = async (): Promise<ChainHead> => {
      while (await audit.chainer.link());
      const { head } = await verifyChain(audit.dataSource, { windowSeconds: 0 });
      if (!head) throw new Error('expected a head');
      return head;
    };
    heads = [];
    for (let number = 1; number <= ENTRIES; number += 1) {
      await audit.write(number);
      if (number % 10 === 0) heads.push(await take());
    }
    restore = await openToTampering(audit.dataSource);
  });
  afterAll(() => audit.close());

  const verify = (earlier: ChainHead[] = []) =>
    verifyChain(audit.dataSource, { windowSeconds: 60, earlier }).then(({ findings }) => findings);
  const anywhere = (check: (n: number) => Promise<void>, numRuns = 10) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: ENTRIES - 1 }), (n) => check(n).finally(restore)),
      { numRuns },
    );

  /** Computes every link anew from a place on, as the program would have. */
  const relinkFrom = async (from: number) => {
    await tamper(audit.dataSource, [
      `INSERT INTO audit_unlinked SELECT entry_id FROM audit_links WHERE sequence >= ${from} AND entry_id IN (SELECT id FROM audit_entries)`,
      `DELETE FROM audit_links WHERE sequence >= ${from}`,
    ]);
    while (await audit.chainer.link());
  };

  it('is found right while nobody does', async () => {
    expect(await verify(heads)).toEqual([]);
  });

  it.each(Object.entries(TAMPERINGS))('is found out when somebody %s', async (_, tampering) => {
    await anywhere(async (n) => {
      const { statements, sequence } = tampering(n);
      await tamper(audit.dataSource, statements);
      const [first] = await verify();
      expect(first?.sequence).toBe(sequence);
    });
  });

  it.each(Object.entries(EDITS))('is found out when somebody edits %s of an entry', async (column, value) => {
    await anywhere(async (n) => {
      await tamper(audit.dataSource, [`UPDATE audit_entries SET ${column} = ${value} WHERE id = ${n}`]);
      expect(await verify()).toEqual([{ sequence: n, message: `entry ${n} was edited` }]);
    }, 3);
  });

  it('is found out one place later when somebody computes the link of an edited entry anew', async () => {
    await anywhere(async (n) => {
      const [link] = await audit.dataSource.query(
        `SELECT sequence, SHA2('x', 256) AS entryHash, previous_hash AS previousHash FROM audit_links WHERE sequence = ${n}`,
      );
      await tamper(audit.dataSource, [
        `UPDATE audit_links SET entry_hash = '${link.entryHash}', hash = '${hashLink(link)}' WHERE sequence = ${n}`,
      ]);
      // The entry does not have that hash; with one that has, only the next link tells.
      expect((await verify())[0]?.sequence).toBe(n);
      await restore();
      await tamper(audit.dataSource, [`UPDATE audit_entries SET action = 'other' WHERE id = ${n}`]);
      await relinkFrom(n);
      await tamper(audit.dataSource, [
        `UPDATE audit_links l JOIN kept_audit_links k USING (sequence) SET l.previous_hash = k.previous_hash, l.hash = k.hash WHERE l.sequence > ${n}`,
      ]);
      expect((await verify())[0]?.sequence).toBe(n + 1);
    });
  });

  it('is found out when somebody inserts an entry with a link of its own', async () => {
    await anywhere(async (n) => {
      await tamper(audit.dataSource, [
        insertEntry(4_000),
        `UPDATE audit_links SET sequence = sequence + 1 WHERE sequence > ${n} ORDER BY sequence DESC`,
        'INSERT INTO audit_unlinked VALUES (4000)',
      ]);
      const tail = await audit.dataSource.query(
        `SELECT * FROM audit_links WHERE sequence > ${n} ORDER BY sequence`,
      );
      await tamper(audit.dataSource, [`DELETE FROM audit_links WHERE sequence > ${n}`]);
      await audit.chainer.link();
      for (const { sequence, entry_id, entry_hash, previous_hash, hash } of tail)
        await tamper(audit.dataSource, [
          `INSERT INTO audit_links VALUES (${sequence}, ${entry_id}, '${entry_hash}', '${previous_hash}', '${hash}')`,
        ]);
      expect((await verify())[0]?.sequence).toBe(n + 2);
    });
  });

  it('is found out when somebody leaves out numbers, though every hash is right', async () => {
    const [link] = await audit.dataSource.query(
      `SELECT entry_hash AS entryHash, previous_hash AS previousHash FROM audit_links WHERE sequence = ${ENTRIES}`,
    );
    const hash = hashLink({ ...link, sequence: ENTRIES + 5 });
    await tamper(audit.dataSource, [
      `UPDATE audit_links SET sequence = ${ENTRIES + 5}, hash = '${hash}' WHERE sequence = ${ENTRIES}`,
    ]);
    expect(await verify()).toEqual([
      { sequence: ENTRIES, message: `removed: the next link that there is is ${ENTRIES + 5}` },
    ]);
    await restore();
  });

  it('tells that its tail was cut off by an earlier head, and not without one', async () => {
    await anywhere(async (n) => {
      await tamper(audit.dataSource, [
        `DELETE FROM audit_links WHERE sequence > ${n}`,
        `DELETE FROM audit_entries WHERE id > ${n}`,
      ]);
      expect(await verify()).toEqual([]);
      const [first] = await verify(heads);
      expect(first).toMatchObject({ sequence: n + 1, message: expect.stringContaining('cut off') });
    });
  });

  it('tells that all of it was computed anew by an earlier head, and not without one', async () => {
    await anywhere(async (n) => {
      await tamper(audit.dataSource, [`UPDATE audit_entries SET state_after = '{}' WHERE id = ${n}`]);
      await relinkFrom(1);
      expect(await verify()).toEqual([]);
      const lastRight = heads.filter(({ sequence }) => sequence < n).at(-1)?.sequence ?? 0;
      const [first] = await verify(heads);
      expect(first).toMatchObject({
        sequence: lastRight + 1,
        message: expect.stringContaining('computed anew'),
      });
      expect((await verify(heads.slice(-1)))[0]?.sequence).toBe(1);
    });
  });

  describe('as `npm run audit:verify` tells it', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const run = (...args: string[]) =>
      new Promise<{ exitCode: number; said: string }>((resolve) => {
        const program = join(projectRoot, 'dist/src/access/audit/verify.command-line.js');
        const env = { ...process.env, DATABASE_URL: audit.url };
        execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
          resolve({ exitCode: error ? Number(error.code) : 0, said: stdout + stderr }),
        );
      });

    it('keeps heads, finds a cut tail by them, and keeps none of a chain that is not right', async () => {
      const file = join(folder, 'heads.jsonl');
      expect(await run('--head-file', file)).toMatchObject({ exitCode: 0 });
      expect(await run('--against', file)).toMatchObject({ exitCode: 0 });
      const kept = await readFile(file, 'utf8');
      expect(JSON.parse(kept)).toMatchObject({ sequence: ENTRIES, hash: heads.at(-1)?.hash });

      await tamper(audit.dataSource, [
        'DELETE FROM audit_links WHERE sequence > 25',
        'DELETE FROM audit_entries WHERE id > 25',
      ]);
      expect(await run()).toMatchObject({ exitCode: 0 });
      const { exitCode, said } = await run('--against', file, '--head-file', file);
      expect(exitCode).toBe(1);
      expect(said).toContain('sequence 26: cut off');
      expect(await readFile(file, 'utf8')).toBe(kept);
      await restore();
    });

    it('says with another exit code that it could not look', async () => {
      expect(await run('--against', join(folder, 'none.jsonl'))).toMatchObject({ exitCode: 2 });
      expect(await run('--window', 'soon')).toMatchObject({ exitCode: 2 });
    });
  });
});
