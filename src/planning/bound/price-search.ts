import { valueBeside } from './dual-value.js';
import type { PhasePrices } from './phase-prices.js';
import type { PriceSpace } from './price-space.js';
import type { Relaxation } from './relaxation.js';

export interface SearchOptions {
  iterations: number;
  /** See Relaxation.evaluate. */
  stride: number;
  /** The part of all packages that the relaxation looks at; what they use counts as 1 / share. */
  share: number;
  /** Steps of the first iteration, in typical prices: of crew days, and of units and money. */
  crewStep: number;
  otherStep: number;
  /** Whether steps also become longer while the bound rises, and shorter while it does not. */
  adapts: boolean;
  shouldStop: () => boolean;
}

/** Steps shrink by this over the number of iterations each time: to a fiftieth in the end. */
const SHORTENING = 3.9;
/** What steps that adapt become longer by at a new best bound, and shorter by at any other. */
const LONGER = 1.1;
const SHORTER = 0.93;
/** How far they may get from those that do not adapt. */
const LONGEST = 5;
const SHORTEST = 0.1;
/** How slowly the direction and the size of steps forget. */
const DIRECTION_MEMORY = 0.8;
const SIZE_MEMORY = 0.95;

/**
 * Looks for the prices with the greatest bound, from a vector on: what is used more than there is becomes dearer,
 * what is used less becomes cheaper. The bound is concave in the prices, so that climbs to the greatest. Each
 * coordinate goes its own steps, in proportion to its typical price and to how steady its direction is (the step
 * rule of Adam: Kingma and Ba 2015), and all steps become shorter and shorter.
 *
 * Returns the best vector found.
 */
export function searchPrices(
  relaxation: Relaxation,
  space: PriceSpace,
  from: Float64Array,
  { iterations, stride, share, crewStep, otherStep, adapts, shouldStop }: SearchOptions,
): Float64Array {
  const { size, crewCount, typical, supply } = space;
  let best = from;
  let bestValue = -Infinity;
  let x = from;
  const direction = new Float64Array(size);
  const force = new Float64Array(size);
  let directionSeen = 1;
  let sizeSeen = 1;
  let shortened = 1;
  let stretch = 1;
  const shorter = Math.max(0.5, 1 - SHORTENING / iterations);
  for (let iteration = 0; iteration < iterations && !shouldStop(); iteration += 1) {
    const prices = space.pricesAt(x);
    relaxation.evaluate(prices, stride);
    const value = valueOf(relaxation, prices, share);
    const isBest = value > bestValue;
    if (adapts) stretch = Math.min(LONGEST, Math.max(SHORTEST, stretch * (isBest ? LONGER : SHORTER)));
    if (isBest) {
      bestValue = value;
      best = x;
    }
    const excess = space.excess(relaxation.use, prices, 1 / share);
    if (isBalanced(excess, x, space.lowest)) break;
    directionSeen *= DIRECTION_MEMORY;
    sizeSeen *= SIZE_MEMORY;
    const next = x.slice();
    for (let at = 0; at < size; at += 1) {
      const pull = (excess[at] as number) / (supply[at] as number);
      const way = DIRECTION_MEMORY * (direction[at] as number) + (1 - DIRECTION_MEMORY) * pull;
      const strength = SIZE_MEMORY * (force[at] as number) + (1 - SIZE_MEMORY) * pull * pull;
      direction[at] = way;
      force[at] = strength;
      const steadiness = way / (1 - directionSeen) / (Math.sqrt(strength / (1 - sizeSeen)) + 1e-3);
      const reach = stretch * shortened * (at < crewCount ? crewStep : otherStep) * (typical[at] as number);
      next[at] = (next[at] as number) + reach * steadiness;
    }
    space.project(next);
    x = next;
    shortened *= shorter;
  }
  return best;
}

function valueOf(relaxation: Relaxation, prices: PhasePrices, share: number): number {
  return (
    Number(relaxation.payments) / share + Number(valueBeside(relaxation.room, relaxation.groups, prices))
  );
}

/** Nothing is used beyond what there is, and all that has a price is used up: no prices bound better. */
function isBalanced(excess: Float64Array, x: Float64Array, lowest: Float64Array): boolean {
  return excess.every((over, at) => over === 0 || (over < 0 && x[at] === lowest[at]));
}
