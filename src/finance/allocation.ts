/** Who gets how much where there is not enough for all: pure. */
import { shareOut } from './ledger/postings.js';

/** What a body needs in a tier. */
export interface Demand {
  /** The body, as the outside world knows it. */
  body: string;
  /** From 1, which comes first. */
  tier: number;
  pence: number;
}

export interface Grant extends Demand {
  grantedPence: number;
}

/**
 * Strict tiers: a later one gets nothing before each earlier one has all that it needs. Within the tier that cannot have
 * all, each body gets its part of what is left, to the penny: the whole pence of its share, and the pence left over go
 * one each to the largest remainders, of equal ones to the body whose external id comes first.
 *
 * @returns a grant for each demand, by tier and body; never more than the demand
 */
export function allocate(pence: number, demands: readonly Demand[]): Grant[] {
  const ordered = [...demands].sort(
    (a, b) => a.tier - b.tier || (a.body < b.body ? -1 : a.body > b.body ? 1 : 0),
  );
  let left = pence;
  return [...new Set(ordered.map(({ tier }) => tier))].flatMap((tier) => {
    const inTier = ordered.filter((demand) => demand.tier === tier);
    const needed = inTier.reduce((sum, demand) => sum + demand.pence, 0);
    const weights = inTier.map((demand) => demand.pence);
    const shares = left >= needed ? weights : shareOut(left, weights);
    left -= Math.min(left, needed);
    return inTier.map((demand, index): Grant => ({ ...demand, grantedPence: shares[index] ?? 0 }));
  });
}
