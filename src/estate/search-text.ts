/**
 * The condition that one of the columns holds the text, letter case and accents aside, and every character of it
 * meaning itself.
 *
 * @param columns as the query names them, such as `site.name`
 */
export function contains(
  columns: readonly string[],
  text: string,
): { condition: string; parameters: { searchText: string } } {
  // External ids are told apart by letter case; whoever searches for one does not want to be.
  const conditions = columns.map(
    (column) => `${column} COLLATE utf8mb4_unicode_ci LIKE :searchText ESCAPE '!'`,
  );
  return {
    condition: `(${conditions.join(' OR ')})`,
    parameters: { searchText: `%${text.replace(/[!%_]/g, '!$&')}%` },
  };
}
