/** Relay connections with keyset cursors: a page stays where it is while rows come and go before it. */
import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { BadInput } from '../errors.js';

export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

export interface Connection<Node> {
  /** Counted only where the query asks for it. */
  totalCount: number;
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 200;

/**
 * Reads one page, in ascending order of a unique numeric column.
 *
 * @param query selects from `alias`, with its conditions
 * @param key the property of the rows that orders them
 * @throws {BadInput} for a page size that is out of range, or a cursor that is none
 */
export async function readConnection<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  key: keyof Row & string,
  args: PageArguments,
  info: GraphQLResolveInfo,
): Promise<Connection<Row>> {
  const first = readFirst(args);
  const totalCount = isRequested(info, 'totalCount') ? await query.clone().getCount() : 0;
  const column = `${query.alias}.${key}`;
  if (args.after) query.andWhere(`${column} > :cursor`, { cursor: readCursor(args.after) });
  const rows = await query
    .orderBy(column, 'ASC')
    .take(first + 1)
    .getMany();
  return connectionOf(rows, key, args, totalCount);
}

/**
 * The page that rows make up.
 *
 * @param rows one more than the page has room for, where there are more
 */
export function connectionOf<Row extends ObjectLiteral>(
  rows: readonly Row[],
  key: keyof Row & string,
  args: PageArguments,
  totalCount: number,
): Connection<Row> {
  const first = readFirst(args);
  const nodes = rows.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: writeCursor(Number(node[key])), node }));
  return {
    totalCount,
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: Boolean(args.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** @throws {BadInput} for a page size that is out of range */
export function readFirst(args: PageArguments): number {
  const first = args.first ?? DEFAULT_PAGE;
  if (first >= 1 && first <= LARGEST_PAGE) return first;
  throw new BadInput([{ path: 'first', message: `expected 1 to ${LARGEST_PAGE}, but got ${first}` }]);
}

function writeCursor(key: number): string {
  return Buffer.from(`k${key}`).toString('base64url');
}

/** @throws {BadInput} for a text that is no cursor */
export function readCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^k\d{1,15}$/.test(text)) {
    throw new BadInput([{ path: 'after', message: 'expected a cursor that an earlier page gave' }]);
  }
  return Number(text.slice(1));
}

/** True where the query selects a field of the present one, through fragments too. */
export function isRequested(info: GraphQLResolveInfo, field: string): boolean {
  const isIn = (selections: SelectionSetNode | undefined): boolean =>
    selections?.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === field;
      if (selection.kind === Kind.INLINE_FRAGMENT) return isIn(selection.selectionSet);
      return isIn(info.fragments[selection.name.value]?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node: FieldNode) => isIn(node.selectionSet));
}
