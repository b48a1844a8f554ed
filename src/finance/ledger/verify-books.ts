import type { EntityManager } from 'typeorm';
import { readPence } from '../../platform/database/columns.js';

/** Something that the books should never hold. */
export interface BooksFinding {
  /** Which of the rules it breaks. */
  rule: string;
  /** The posting, or the budget line. */
  subject: string;
}

export interface BooksVerification {
  postingCount: number;
  findings: BooksFinding[];
  /** Lines whose allocation was cut below what is promised of them: no fault, but somebody should know. */
  overcommitted: { externalId: string; shortPence: number }[];
}

/** Each rule with the SQL that finds what breaks it, as `subject`. */
const RULES: Record<string, string> = {
  'a posting has two sides that sum to zero, in the books of one body': `
    SELECT CONCAT('posting ', p.id) AS subject FROM ledger_postings p
      LEFT JOIN ledger_entries e ON e.posting_id = p.id
     GROUP BY p.id, p.organisation_id
    HAVING COUNT(e.side) <> 2 OR SUM(e.side) <> 1 OR SUM(e.pence) <> 0 OR MIN(e.movement) <> MAX(e.movement)
        OR MIN(e.organisation_id) <> p.organisation_id OR MAX(e.organisation_id) <> p.organisation_id`,
  'the kind of a posting is what its entries count as, unless it takes another back': `
    SELECT DISTINCT CONCAT('posting ', p.id) AS subject FROM ledger_postings p
      JOIN ledger_entries e ON e.posting_id = p.id
     WHERE (p.kind = 'REVERSAL') <> (p.reverses IS NOT NULL) OR (p.kind <> 'REVERSAL' AND p.kind <> e.movement)`,
  'a reversal takes all of one posting back, and each is taken back once': `
    SELECT DISTINCT CONCAT('posting ', p.id) AS subject FROM ledger_postings p
      JOIN ledger_entries e ON e.posting_id = p.id
      LEFT JOIN ledger_entries o ON o.posting_id = p.reverses AND o.side <> e.side AND o.pence = -e.pence
       AND o.budget_id = e.budget_id AND o.account = e.account AND o.movement = e.movement
       AND o.plan_id <=> e.plan_id AND o.number <=> e.number
     WHERE p.reverses IS NOT NULL AND o.posting_id IS NULL
    UNION ALL
    SELECT CONCAT('posting ', reverses) FROM ledger_postings WHERE reverses IS NOT NULL
     GROUP BY reverses HAVING COUNT(*) > 1`,
  'nothing holds less than nothing': `
    SELECT CONCAT('budget ', budget_id, ' ', account) AS subject FROM ledger_entries
     WHERE account IN ('COMMITTED', 'SPENT') GROUP BY budget_id, account, plan_id, number HAVING SUM(pence) < 0`,
  'money that is committed or spent is so for a subject, and other money for none': `
    SELECT DISTINCT CONCAT('posting ', posting_id) AS subject FROM ledger_entries
     WHERE (account IN ('COMMITTED', 'SPENT')) <> (plan_id IS NOT NULL AND number IS NOT NULL)`,
  'what a line was allocated is the sum of its allocations': `
    SELECT CONCAT('budget ', b.external_id) AS subject FROM budgets b
     WHERE b.pence <> (SELECT COALESCE(SUM(e.pence), 0) FROM ledger_entries e
                        WHERE e.budget_id = b.id AND e.account = 'AVAILABLE' AND e.movement = 'ALLOCATION')`,
  // One transaction's postings in a line follow each other, because it holds the line's lock. What the ledger began
  // with is what there was.
  'nothing is taken out of a line that does not have it': `
    SELECT DISTINCT CONCAT('budget ', t.budget_id) AS subject FROM (
      SELECT s.budget_id, s.by_subject, SUM(s.pence) AS taken, SUM(s.cut) AS cut, MAX(s.left_over) AS left_over FROM (
        SELECT r.budget_id, r.request_id, r.by_subject, r.pence, r.cut, r.island,
               LAST_VALUE(r.running) OVER (PARTITION BY r.budget_id, r.request_id, r.island ORDER BY r.posting_id, r.side
                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS left_over
          FROM (
            SELECT e.budget_id, e.posting_id, e.side, p.request_id, p.by_subject, e.pence,
                   IF(e.movement = 'ALLOCATION', e.pence, 0) AS cut,
                   SUM(e.pence) OVER (PARTITION BY e.budget_id ORDER BY e.posting_id, e.side) AS running,
                   CAST(ROW_NUMBER() OVER (PARTITION BY e.budget_id ORDER BY e.posting_id, e.side) AS SIGNED)
                     - CAST(ROW_NUMBER() OVER (PARTITION BY e.budget_id, p.request_id ORDER BY e.posting_id, e.side) AS SIGNED) AS island
              FROM ledger_entries e JOIN ledger_postings p ON p.id = e.posting_id
             WHERE e.account = 'AVAILABLE') r) s
       GROUP BY s.budget_id, s.request_id, s.island, s.by_subject) t
     WHERE t.taken - t.cut < 0 AND t.left_over < 0 AND t.by_subject <> 'migration'`,
};

/** Reads the books and names whatever breaks one of their rules. It reads all of them: for whoever may. */
export async function verifyBooks(manager: EntityManager): Promise<BooksVerification> {
  const findings: BooksFinding[] = [];
  for (const [rule, sql] of Object.entries(RULES)) {
    const rows = await manager.query<{ subject: string }[]>(sql);
    findings.push(...rows.map(({ subject }) => ({ rule, subject })));
  }
  const [count]: { n: string }[] = await manager.query('SELECT COUNT(*) AS n FROM ledger_postings');
  const short = await manager.query<{ externalId: string; pence: string }[]>(
    `SELECT b.external_id AS externalId, SUM(e.pence) AS pence FROM budgets b
       JOIN ledger_entries e ON e.budget_id = b.id AND e.account = 'AVAILABLE'
      GROUP BY b.id, b.external_id HAVING SUM(e.pence) < 0 ORDER BY b.external_id`,
  );
  return {
    postingCount: Number(count?.n),
    findings,
    overcommitted: short.map(({ externalId, pence }) => ({ externalId, shortPence: -readPence(pence) })),
  };
}
