/** Gives rows new values, all of a table, a few hundred in a transaction, so that others can work in between. */
import type { QueryRunner } from 'typeorm';

const ROWS_AT_A_TIME = 300;

export type Query = <Result>(sql: string, parameters?: unknown[]) => Promise<Result>;

/** Runs work in a transaction. */
export type InTransaction = (work: (query: Query) => Promise<void>) => Promise<void>;

export interface RowsToRewrite {
  table: string;
  /** The primary key. */
  key: readonly string[];
  /** What is read of a row, beside its key. */
  columns: readonly string[];
  /** Which rows; all where it is left out. */
  where?: string;
  parameters?: readonly unknown[];
  /** The column that must be what it was when the row was read, or the row is left alone: somebody has written it. */
  guard: string;
}

export type ReadRow = Record<string, unknown>;

/**
 * @param rewrite the new values of columns; null leaves the row as it is
 * @returns how many rows have new values now
 */
export async function rewriteRows(
  inTransaction: InTransaction,
  rows: RowsToRewrite,
  rewrite: (row: ReadRow) => ReadRow | null,
): Promise<number> {
  const { table, key, guard } = rows;
  const isRow = key.map((column) => `${column} = ?`).join(' AND ');
  let rewritten = 0;
  for (let after: unknown[] | null = []; after !== null;) {
    const from: unknown[] = after;
    let count = 0;
    await inTransaction(async (query) => {
      count = 0;
      const read = await readAfter(query, rows, from);
      for (const row of read) {
        const values = rewrite(row);
        if (!values) continue;
        const columns = Object.keys(values);
        const result = await query<{ affectedRows: number }>(
          `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${isRow} AND ${guard} <=> ?`,
          [...columns.map((column) => values[column]), ...key.map((column) => row[column]), row[guard]],
        );
        count += result.affectedRows;
      }
      const last = read.at(-1);
      after = last ? key.map((column) => last[column]) : null;
    });
    rewritten += count;
  }
  return rewritten;
}

/** The next rows in the order of the key. */
function readAfter(query: Query, rows: RowsToRewrite, after: readonly unknown[]): Promise<ReadRow[]> {
  const { table, key, columns, where = '1 = 1', parameters = [] } = rows;
  const list = [...new Set([...key, ...columns])].join(', ');
  // Written out, because servers find no index for (a, b) > (?, ?).
  const beyond = key.map((column, at) =>
    [...key.slice(0, at).map((same) => `${same} = ?`), `${column} > ?`].join(' AND '),
  );
  const isBeyond = after.length === 0 ? '1 = 1' : beyond.map((part) => `(${part})`).join(' OR ');
  return query(
    `SELECT ${list} FROM ${table} WHERE (${where}) AND (${isBeyond}) ORDER BY ${key.join(', ')} LIMIT ${ROWS_AT_A_TIME}`,
    [...parameters, ...(after.length === 0 ? [] : key.flatMap((_, at) => after.slice(0, at + 1)))],
  );
}

/** For a migration whose statements have ended the transaction that it began in. */
export function transactionsOf(runner: QueryRunner): InTransaction {
  return async (work) => {
    await runner.query('START TRANSACTION');
    try {
      await work((sql, parameters) => runner.query(sql, parameters));
      await runner.query('COMMIT');
    } catch (error) {
      await runner.query('ROLLBACK');
      throw error;
    }
  };
}
