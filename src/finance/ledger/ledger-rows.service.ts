import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readPence } from '../../platform/database/columns.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { Account, Movement, PostingKind } from './postings.js';

const ROWS_AT_A_TIME = 2_000;

/** An entry with its posting. The ids of its body and its line are those that people know. */
export interface LedgerRow {
  postingId: number;
  side: number;
  at: string;
  kind: PostingKind;
  movement: Movement;
  /** Null where the body was removed. */
  organisation: string | null;
  organisationId: number;
  /** Null where the line was removed. */
  budget: string | null;
  budgetId: number;
  account: Account;
  planId: number | null;
  number: number | null;
  pence: number;
  by: string;
  explanation: string | null;
}

/** Whose entries, and up to which posting: what comes later is not among them, however long it takes to read them. */
export interface LedgerExtent {
  /** Null: of all bodies that the caller may see. */
  organisationId: number | null;
  lastPostingId: number;
}

/** What entries of one kind come to in an account of a line. */
export interface LedgerSum {
  budgetId: number;
  account: Account;
  movement: Movement;
  pence: number;
}

/** The ledger, to be read whole. */
@Injectable()
export class LedgerRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * All that there is now, with the number of its entries. Postings have their ids before they are committed, in any
   * order; whoever takes one holds its line, so that with all lines held none is missing below the last.
   */
  extent(organisationId: number | null): Promise<LedgerExtent & { entries: number }> {
    return this.transactions.run(async (manager) => {
      await manager.query(
        `SELECT b.id FROM budgets b
          WHERE (? IS NULL OR b.organisation_id = ?) AND ${confined(manager, 'budgets', 'b')}
          ORDER BY b.id LOCK IN SHARE MODE`,
        [organisationId, organisationId],
      );
      const [found] = await manager.query<{ last: number | null; entries: string }[]>(
        `SELECT MAX(e.posting_id) AS last, COUNT(*) AS entries FROM ledger_entries e
          WHERE (? IS NULL OR e.organisation_id = ?) AND ${this.own('e')}`,
        [organisationId, organisationId],
      );
      return { organisationId, lastPostingId: found?.last ?? 0, entries: Number(found?.entries ?? 0) };
    });
  }

  async sums({ organisationId, lastPostingId }: LedgerExtent): Promise<LedgerSum[]> {
    const rows = await this.dataSource.query<(Omit<LedgerSum, 'pence'> & { pence: string })[]>(
      `SELECT e.budget_id AS budgetId, e.account, e.movement, SUM(e.pence) AS pence FROM ledger_entries e
        WHERE (? IS NULL OR e.organisation_id = ?) AND e.posting_id <= ? AND ${this.own('e')}
        GROUP BY e.budget_id, e.account, e.movement`,
      [organisationId, organisationId, lastPostingId],
    );
    return rows.map((row) => ({ ...row, pence: readPence(row.pence) }));
  }

  /** Oldest first, some at a time. */
  async *read({ organisationId, lastPostingId }: LedgerExtent): AsyncGenerator<LedgerRow[]> {
    for (let after = { postingId: 0, side: 1 }; ;) {
      const rows = await this.dataSource.query<(Omit<LedgerRow, 'pence'> & { pence: string })[]>(
        `SELECT e.posting_id AS postingId, e.side, DATE_FORMAT(p.at, '%Y-%m-%dT%H:%i:%sZ') AS at, p.kind, e.movement,
                o.external_id AS organisation, e.organisation_id AS organisationId, b.external_id AS budget, e.budget_id AS budgetId, e.account,
                e.plan_id AS planId, e.number, e.pence, p.by_subject AS \`by\`, p.explanation
           FROM ledger_entries e
           JOIN ledger_postings p ON p.id = e.posting_id
           LEFT JOIN organisations o ON o.id = e.organisation_id
           LEFT JOIN budgets b ON b.id = e.budget_id
          WHERE (e.posting_id > ? OR e.posting_id = ? AND e.side > ?) AND e.posting_id <= ?
            AND (? IS NULL OR e.organisation_id = ?) AND ${this.own('e')}
          ORDER BY e.posting_id, e.side LIMIT ${ROWS_AT_A_TIME}`,
        [
          ...[after.postingId, after.postingId, after.side, lastPostingId],
          ...[organisationId, organisationId],
        ],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => ({ ...row, pence: readPence(row.pence) }));
      after = last;
    }
  }

  private own(alias: string): string {
    return confined(this.dataSource.manager, 'ledger_entries', alias);
  }
}
