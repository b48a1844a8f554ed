/** What batched reads and writes do to lists of rows. */
import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/** Rows by what they belong to, in the order in which they were read: the answer of a batched read. */
export function groupRows<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A list in parts of at most `size`. */
export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}

/** Below the 65,535 placeholders of a statement, and well below a packet. */
const PLACEHOLDERS = 60_000;

/**
 * Writes many rows in few statements.
 *
 * @param into the table and its columns: a constant, never input
 */
export async function insertRows(
  manager: EntityManager,
  into: string,
  rows: readonly unknown[][],
): Promise<void> {
  const atOnce = Math.min(5_000, Math.floor(PLACEHOLDERS / (rows[0]?.length ?? 1)));
  for (const chunk of chunksOf(rows, atOnce)) {
    const placeholders = chunk.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
    await manager.query(`INSERT INTO ${into} VALUES ${placeholders}`, chunk.flat());
  }
}

/** @returns whether there were any */
export async function deleteRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: FindOptionsWhere<Row>,
): Promise<boolean> {
  const { affected } = await manager.delete(entity, where);
  return Boolean(affected);
}
