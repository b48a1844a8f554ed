/** Connections on many parents at once: a page of sites with a page of devices each takes no query a site. */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import {
  connectionOf,
  isRequested,
  readCursor,
  readFirst,
  type Connection,
  type PageArguments,
} from './connection.js';
import type { BatchRead, Loaders, RequestContext } from './loaders.js';

/** Of one request: what a field of its document reads for all the parents that the field stands on. */
const batchesOf = new WeakMap<Loaders, Map<FieldNode, unknown>>();

/**
 * Reads the page of one parent, together with the pages of all other parents for which the same field of the
 * query is asked.
 *
 * @param query selects from its alias, with the conditions of the field's arguments
 * @param parent the property of the rows that refers to the parent
 * @param key the numeric property that orders the rows of a parent and is unique among them
 * @throws {BadInput} for a page size that is out of range, or a cursor that is none
 */
export async function loadConnection<Row extends ObjectLiteral>(
  query: () => SelectQueryBuilder<Row>,
  parent: keyof Row & string,
  key: keyof Row & string,
  parentId: number,
  args: PageArguments,
  { loaders }: RequestContext,
  info: GraphQLResolveInfo,
): Promise<Connection<Row>> {
  const node = info.fieldNodes[0];
  if (!node) throw new Error('a field was resolved that no query asks for');
  const batches = batchesOf.get(loaders) ?? new Map<FieldNode, unknown>();
  batchesOf.set(loaders, batches);
  let batch = batches.get(node) as BatchRead<number, Connection<Row>> | undefined;
  if (!batch) {
    const isCounted = isRequested(info, 'totalCount');
    batch = (parentIds) => readConnections(query, parent, key, parentIds, args, isCounted);
    batches.set(node, batch);
  }
  return loaders.loadExisting(batch, parentId);
}

async function readConnections<Row extends ObjectLiteral>(
  query: () => SelectQueryBuilder<Row>,
  parent: keyof Row & string,
  key: keyof Row & string,
  parentIds: readonly number[],
  args: PageArguments,
  isCounted: boolean,
): Promise<Map<number, Connection<Row>>> {
  const first = readFirst(args);
  const ofParents = () => {
    const builder = query();
    return builder.andWhere(`${builder.alias}.${parent} IN (:...parentIds)`, { parentIds });
  };
  const keys = await readKeys(ofParents(), parent, key, first + 1, args.after);
  const rows = await readRows(query(), parent, key, keys);
  const counts = isCounted ? await countRows(ofParents(), parent) : new Map<number, number>();
  return new Map(
    parentIds.map((id) => [id, connectionOf(rows.get(id) ?? [], key, args, counts.get(id) ?? 0)]),
  );
}

/** The keys of the first rows of each parent. */
async function readKeys<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  parent: string,
  key: string,
  most: number,
  after: string | null | undefined,
): Promise<Map<number, number[]>> {
  const { alias } = query;
  if (after) query.andWhere(`${alias}.${key} > :cursor`, { cursor: readCursor(after) });
  const [sql, parameters]: [string, unknown[]] = query
    .select(`${alias}.${parent}`, 'parent_id')
    .addSelect(`${alias}.${key}`, 'row_key')
    .addSelect(`ROW_NUMBER() OVER (PARTITION BY ${alias}.${parent} ORDER BY ${alias}.${key})`, 'place')
    .getQueryAndParameters();
  const rows: { parentId: number; rowKey: number }[] = await query.connection.query(
    `SELECT parent_id AS parentId, row_key AS rowKey FROM (${sql}) pages WHERE place <= ?`,
    [...parameters, most],
  );
  const keys = new Map<number, number[]>();
  for (const { parentId, rowKey } of rows) keys.set(parentId, [...(keys.get(parentId) ?? []), rowKey]);
  return keys;
}

async function readRows<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  parent: keyof Row & string,
  key: keyof Row & string,
  keys: ReadonlyMap<number, number[]>,
): Promise<Map<number, Row[]>> {
  const rows = new Map<number, Row[]>();
  if (keys.size === 0) return rows;
  const { alias } = query;
  const ofPages = new Brackets((where) => {
    let number = 0;
    for (const [parentId, rowKeys] of keys) {
      number += 1;
      where.orWhere(`(${alias}.${parent} = :p${number} AND ${alias}.${key} IN (:...k${number}))`, {
        [`p${number}`]: parentId,
        [`k${number}`]: rowKeys,
      });
    }
  });
  for (const row of await query.andWhere(ofPages).orderBy(`${alias}.${key}`, 'ASC').getMany()) {
    const parentId = Number(row[parent]);
    const page = rows.get(parentId);
    if (page) page.push(row);
    else rows.set(parentId, [row]);
  }
  return rows;
}

async function countRows<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  parent: string,
): Promise<Map<number, number>> {
  const rows = await query
    .select(`${query.alias}.${parent}`, 'parentId')
    .addSelect('COUNT(*)', 'count')
    .groupBy(`${query.alias}.${parent}`)
    .getRawMany<{ parentId: number; count: string }>();
  return new Map(rows.map(({ parentId, count }) => [parentId, Number(count)]));
}
