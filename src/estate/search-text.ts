import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** A column as the query names it, such as `site.name`, and the condition on which it is looked at, where it has one. */
export interface SearchedColumn {
  name: string;
  onlyWhere?: string;
}

/**
 * Keeps the rows of which one of the columns holds the text, letter case and accents aside, and every character
 * of it meaning itself.
 */
export function whereContains<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: readonly SearchedColumn[],
  text: string,
): void {
  // External ids are told apart by letter case; whoever searches for one does not want to be.
  const conditions = columns.map(({ name, onlyWhere }) => {
    const holds = `${name} COLLATE utf8mb4_unicode_ci LIKE :searchText ESCAPE '!'`;
    return onlyWhere === undefined ? holds : `(${onlyWhere} AND ${holds})`;
  });
  query.andWhere(`(${conditions.join(' OR ')})`, { searchText: `%${text.replace(/[!%_]/g, '!$&')}%` });
}
