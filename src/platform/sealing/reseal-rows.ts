/** Seals what is stored anew with the first key of the ring, while others go on reading and writing. */
import type { KeyRing } from './key-ring.js';
import { rewriteRows, type InTransaction, type Query } from './rewrite-rows.js';
import { Sealed, type SealedColumn } from './sealed.js';

/**
 * Whoever is interrupted begins again and goes on with what is left. A row that somebody writes meanwhile is left to
 * them.
 *
 * @returns how many values were sealed anew
 * @throws {SealBroken} for a value that does not open
 */
export function resealColumn(
  inTransaction: InTransaction,
  keyRing: KeyRing,
  column: SealedColumn<unknown>,
): Promise<number> {
  const { table, key, boundTo, column: name } = column;
  const header = keyRing.firstHeader;
  return rewriteRows(
    inTransaction,
    {
      table,
      key,
      columns: [...boundTo, name],
      where: `${name} IS NOT NULL AND LEFT(${name}, ?) <> ?`,
      parameters: [header.length, header],
      guard: name,
    },
    (row) => {
      const place = boundTo.map((part) => String(row[part]));
      const value = keyRing.open(column, place, new Sealed(row[name] as Buffer));
      return { [name]: keyRing.seal(column, place, value).bytes };
    },
  );
}

/** How many values of a column each key has sealed, by the key's id. */
export async function countByKey(
  query: Query,
  { table, column }: SealedColumn<unknown>,
): Promise<Map<string, number>> {
  const rows = await query<{ id: Buffer; count: string }[]>(
    `SELECT SUBSTRING(${column}, 3, ORD(SUBSTRING(${column}, 2, 1))) AS id, COUNT(*) AS count
       FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ id, count }) => [id.toString('latin1'), Number(count)]));
}
