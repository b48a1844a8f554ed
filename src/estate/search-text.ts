import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * Keeps the rows of which one of the columns holds the text, letter case and accents aside, and every character
 * of it meaning itself.
 *
 * @param columns as the query names them, such as `site.name`
 */
export function whereContains<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: readonly string[],
  text: string,
): void {
  // External ids are told apart by letter case; whoever searches for one does not want to be.
  const conditions = columns.map(
    (column) => `${column} COLLATE utf8mb4_unicode_ci LIKE :searchText ESCAPE '!'`,
  );
  query.andWhere(`(${conditions.join(' OR ')})`, { searchText: `%${text.replace(/[!%_]/g, '!$&')}%` });
}
