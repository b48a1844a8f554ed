/** What the basis of a cost line counts as, as SQL: the one place where that is told. */

/**
 * The kind of its basis, but for a quotation that lapsed before anything was ordered by it: that is worth what an
 * estimate is. One that has no last day was ordered by in a former plan.
 *
 * @param line what `plan_cost_lines` is called in the statement
 * @param standing what `plan_standings` is called, of which a package that nothing was ordered for has no row
 * @param today the placeholder for the day
 */
export function countsAs(line: string, standing: string, today: string): string {
  return `IF(${line}.basis_kind = 'QUOTATION' AND ${line}.basis_expires_on < ${today}
    AND ${standing}.standing IS NULL, 'ESTIMATE', ${line}.basis_kind)`;
}
