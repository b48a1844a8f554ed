/**
 * How far two lines of money reach that are spent together: pure. The planner charges a package to one budget, and a
 * package may cost capital and resource. So it is given a pot: whatever is charged to it overdraws neither line.
 */

/** A cost, and the part of it that is resource. In pence. */
export interface Shared {
  total: number;
  resource: number;
}

/** The least and the greatest part of a cost that may be resource, as exact fractions. */
export interface Shares {
  least: Shared;
  greatest: Shared;
}

/** The shares of costs, by one of them; those that cost nothing have none. */
export function widen(shares: Shares | null, cost: Shared): Shares | null {
  if (cost.total === 0) return shares;
  if (!shares) return { least: cost, greatest: cost };
  return {
    least: isLess(cost, shares.least) ? cost : shares.least,
    greatest: isLess(shares.greatest, cost) ? cost : shares.greatest,
  };
}

/**
 * The most that may be charged in all. Of whatever is charged at most the greatest share is resource, and at least the
 * least share is not capital: so with ρ for the two, at most resource ÷ ρ greatest, and at most capital ÷ (1 − ρ least).
 * It may be less than would fit, never more.
 *
 * @param shares of all that may be charged; null where nothing may that costs anything
 */
export function potOf(capitalPence: number, resourcePence: number, shares: Shares | null): number {
  if (!shares) return capitalPence;
  const { least, greatest } = shares;
  const byCapital = quotient(capitalPence, least.total, least.total - least.resource);
  const byResource = quotient(resourcePence, greatest.total, greatest.resource);
  const pot = [byCapital, byResource].filter((most) => most !== null).reduce((a, b) => (a < b ? a : b));
  return Number(pot > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : pot);
}

/** amount × total ÷ part in whole pence; null where the part is 0, which no amount bounds. */
function quotient(amount: number, total: number, part: number): bigint | null {
  return part === 0 ? null : (BigInt(amount) * BigInt(total)) / BigInt(part);
}

function isLess(a: Shared, b: Shared): boolean {
  return BigInt(a.resource) * BigInt(b.total) < BigInt(b.resource) * BigInt(a.total);
}
