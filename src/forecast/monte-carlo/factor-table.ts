/** How far an estimate may be out: the quantiles of PERT and lognormal factors, by a standard normal number. */

export const SPREAD_SHAPES = ['PERT', 'LOGNORMAL'] as const;
export type SpreadShape = (typeof SPREAD_SHAPES)[number];

/**
 * What the true figure may be, in percent of the estimate.
 *
 * PERT: never below low nor above high, most likely the estimate itself; low ≤ 100 ≤ high.
 * LOGNORMAL: below low in one of ten cases, above high in one of ten.
 */
export interface Spread {
  shape: SpreadShape;
  lowPercent: number;
  highPercent: number;
}

/** The weight that PERT gives to the most likely value. */
const PERT_WEIGHT = 4;
/** The quantile of the standard normal distribution at nine tenths. */
const Z_OF_P90 = 1.2815515655446004;

/** Beyond six deviations lies one case in a billion: it counts as the sixth. */
const FURTHEST = 6;
const STEPS_PER_DEVIATION = 256;
const NODES = 2 * FURTHEST * STEPS_PER_DEVIATION + 1;
const BETA_CELLS = 8_192;

/** The factor of an estimate at each standard normal number, from a table, with straight lines between its nodes. */
export class FactorTable {
  private readonly factors: Float64Array;

  constructor({ shape, lowPercent, highPercent }: Spread) {
    const [low, high] = [lowPercent / 100, highPercent / 100];
    if (low === high) this.factors = new Float64Array(NODES).fill(low);
    else this.factors = shape === 'PERT' ? pertFactors(low, high) : lognormalFactors(low, high);
  }

  at(z: number): number {
    const place = (Math.min(FURTHEST, Math.max(-FURTHEST, z)) + FURTHEST) * STEPS_PER_DEVIATION;
    const node = Math.min(NODES - 2, Math.floor(place));
    const from = this.factors[node] as number;
    return from + ((this.factors[node + 1] as number) - from) * (place - node);
  }
}

/** The mean factor of a spread, as its formula has it. */
export function meanFactor({ shape, lowPercent, highPercent }: Spread): number {
  const [low, high] = [lowPercent / 100, highPercent / 100];
  if (shape === 'PERT') return (low + PERT_WEIGHT + high) / (PERT_WEIGHT + 2);
  const [mean, deviation] = logTerms(low, high);
  return Math.exp(mean + deviation ** 2 / 2);
}

function lognormalFactors(low: number, high: number): Float64Array {
  const [mean, deviation] = logTerms(low, high);
  return Float64Array.from({ length: NODES }, (_, node) => Math.exp(mean + deviation * zOf(node)));
}

/** The mean and the deviation of the factor's logarithm. */
function logTerms(low: number, high: number): [mean: number, deviation: number] {
  return [(Math.log(low) + Math.log(high)) / 2, (Math.log(high) - Math.log(low)) / (2 * Z_OF_P90)];
}

/**
 * The quantiles of a beta distribution, stretched from low to high. Its density is bounded, because neither of its
 * exponents is below 0, so that it can be summed up cell by cell; the sums are then read the other way round.
 */
function pertFactors(low: number, high: number): Float64Array {
  const below = (PERT_WEIGHT * (1 - low)) / (high - low);
  const above = (PERT_WEIGHT * (high - 1)) / (high - low);
  const reached = new Float64Array(BETA_CELLS + 1);
  for (let cell = 0; cell < BETA_CELLS; cell += 1) {
    const x = (cell + 0.5) / BETA_CELLS;
    reached[cell + 1] = (reached[cell] as number) + x ** below * (1 - x) ** above;
  }
  const all = reached[BETA_CELLS] as number;
  const shares = normalShares();
  const factors = new Float64Array(NODES);
  let cell = 0;
  for (let node = 0; node < NODES; node += 1) {
    const sought = (shares[node] as number) * all;
    while (cell < BETA_CELLS - 1 && (reached[cell + 1] as number) < sought) cell += 1;
    const [from, to] = [reached[cell] as number, reached[cell + 1] as number];
    const within = to > from ? Math.min(1, Math.max(0, (sought - from) / (to - from))) : 0;
    factors[node] = low + ((high - low) * (cell + within)) / BETA_CELLS;
  }
  return factors;
}

/** The share of the standard normal distribution below each node, by Simpson's rule from node to node. */
function normalShares(): Float64Array {
  const density = (z: number) => Math.exp((-z * z) / 2);
  const shares = new Float64Array(NODES);
  for (let node = 1; node < NODES; node += 1) {
    const [from, to] = [zOf(node - 1), zOf(node)];
    const simpson = (density(from) + 4 * density((from + to) / 2) + density(to)) / 6;
    shares[node] = (shares[node - 1] as number) + simpson;
  }
  const all = shares[NODES - 1] as number;
  return shares.map((share) => share / all);
}

function zOf(node: number): number {
  return node / STEPS_PER_DEVIATION - FURTHEST;
}
