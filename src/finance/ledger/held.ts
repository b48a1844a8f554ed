/** SQL on what subjects hold, for those who know what the subjects are. */

/**
 * In a group of entries of one account: the last thing that happened is that money came in. It tells a subject that
 * holds nothing from one that holds 0 pence.
 *
 * @param entry the alias of `ledger_entries`
 */
export function cameInLast(entry: string): string {
  return `MAX(${entry}.posting_id * 2 + ${entry}.side) % 2 = 1`;
}
