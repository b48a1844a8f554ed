/** Finds a plan whose prices are those of the volume tiers that it reaches: pure. */
import type { TierUnits } from '../problem/offers.js';

/** A plan made at the prices of some tiers. */
export interface Pass<Planned> {
  planned: Planned;
  /** What it takes of each vendor. */
  units: ReadonlyMap<string, number>;
}

export interface Settled<Planned> extends Pass<Planned> {
  /** The tiers at whose prices the plan was made. */
  tiers: TierUnits;
  /** Those that it reaches: the same, unless what was to stay could not. */
  reached: TierUnits;
  passes: number;
}

/**
 * Plans until the plan reaches the very tiers at whose prices it was made.
 *
 * It begins where it is told to, at the dearest prices but for a plan that follows another. A vendor of which the plan takes enough for a cheaper tier gets that tier, and is
 * planned with anew. One of which it takes too little for its tier falls back, and is never given a cheaper tier again:
 * its tier is its cap. This ends: between two falls tiers only rise, below caps, of which there are finitely many steps;
 * and each fall lowers a cap, which happens finitely often.
 *
 * What may be left is a vendor at its cap whose plan reaches a cheaper tier nevertheless. Then the plan is kept: each of
 * its assignments is pinned, prices are those of the tiers that it reaches, and only what was left out is planned. Prices
 * fall, so that what is pinned can be paid for as before, and units only rise: tiers too, which have finitely many steps.
 *
 * @param thresholds of each vendor the numbers of units at which a tier begins, ascending, none of them 0; a vendor
 * without any is left out
 * @param start how many units to take for granted at first; none of a vendor that is not here
 * @param planAt plans at the prices of tiers, `keep` with all that is in that plan
 */
export async function settleTiers<Planned>(
  thresholds: ReadonlyMap<string, readonly number[]>,
  start: TierUnits,
  planAt: (tiers: TierUnits, keep: Planned | null) => Promise<Pass<Planned>>,
): Promise<Settled<Planned>> {
  const caps = new Map([...thresholds].map(([vendor, steps]) => [vendor, steps.at(-1) ?? 0]));
  let tiers: TierUnits = tiersReached(thresholds, start);
  let pass = await planAt(tiers, null);
  let passes = 1;
  for (;;) {
    const reached = tiersReached(thresholds, pass.units);
    for (const [vendor, units] of reached) if (units < (tiers.get(vendor) ?? 0)) caps.set(vendor, units);
    const next = new Map(
      [...reached].map(([vendor, units]) => [vendor, Math.min(units, caps.get(vendor) ?? 0)]),
    );
    if (isSame(next, tiers)) break;
    tiers = next;
    pass = await planAt(tiers, null);
    passes += 1;
  }
  for (;;) {
    const settled = { ...pass, tiers, reached: tiersReached(thresholds, pass.units), passes };
    if (isSame(settled.reached, tiers)) return settled;
    const kept = await planAt(settled.reached, pass.planned);
    passes += 1;
    const now = tiersReached(thresholds, kept.units);
    // Where the planner could not keep it all after all, the plan stands at the dearer prices that it was made at.
    if ([...settled.reached].some(([vendor, units]) => (now.get(vendor) ?? 0) < units))
      return { ...settled, passes };
    [tiers, pass] = [settled.reached, kept];
  }
}

/** The tiers that units reach: of each vendor the last threshold that they are not below. */
export function tiersReached(
  thresholds: ReadonlyMap<string, readonly number[]>,
  units: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map(
    [...thresholds].map(([vendor, steps]) => [
      vendor,
      steps.filter((step) => step <= (units.get(vendor) ?? 0)).at(-1) ?? 0,
    ]),
  );
}

function isSame(a: TierUnits, b: TierUnits): boolean {
  return [...a].every(([vendor, units]) => b.get(vendor) === units);
}
