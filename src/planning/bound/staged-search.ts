import { choicesOf } from './choice-table.js';
import type { CrewGroup } from './crew-groups.js';
import type { PriceLimits } from './exact-limits.js';
import { fluidPrices } from './fluid-prices.js';
import type { PhasePrices } from './phase-prices.js';
import type { PhaseRoom } from './phase-room.js';
import { searchPrices } from './price-search.js';
import { PriceSpace } from './price-space.js';
import { Relaxation } from './relaxation.js';
import { samplePackages } from './sample-packages.js';
import { typicalPrices } from './typical-prices.js';

/** One run of searchPrices. */
export interface SearchStage {
  iterations: number;
  firstStep: number;
  /** Packages looked at, at most. */
  sampleSize: number;
  /** Windows looked at: all, or one in so many. */
  stride: number;
  /** Knots of a crew's price while it has one, one a day at most, and days from knot to knot after; see knotsFor. */
  knots: number;
  restGap: number;
}

const ALL = Infinity;

/** Every day a knot from the start: few packages leave room for many price vectors. */
const SMALL: SearchStage[] = [
  { iterations: 300, firstStep: 1, sampleSize: ALL, stride: 1, knots: ALL, restGap: 1 },
];

/** First the level of prices over time, then each day's. */
const MIDDLING: SearchStage[] = [
  { iterations: 80, firstStep: 0.5, sampleSize: ALL, stride: 1, knots: 25, restGap: 40 },
  { iterations: 220, firstStep: 1, sampleSize: ALL, stride: 1, knots: ALL, restGap: 1 },
];

/**
 * A sample tells the level of prices over time nearly as well as all packages would. Where units or money are short,
 * that level is far below the fluid's, so a small sample takes great steps first.
 */
const LARGE: SearchStage[] = [
  { iterations: 40, firstStep: 4, sampleSize: 2000, stride: 3, knots: 12, restGap: 160 },
  { iterations: 80, firstStep: 0.5, sampleSize: 5000, stride: 2, knots: 16, restGap: 80 },
];

/** The stages for so many packages; with `iterations`, in all about that many price vectors. */
export function stagesFor(packages: number, iterations?: number): SearchStage[] {
  const stages = packages <= 200 ? SMALL : packages <= 5000 ? MIDDLING : LARGE;
  if (iterations === undefined) return stages;
  const usual = stages.reduce((sum, stage) => sum + stage.iterations, 0);
  return stages.map((stage) => ({
    ...stage,
    iterations: Math.ceil((stage.iterations * Math.max(0, iterations)) / usual),
  }));
}

/** The best prices that the stages find, one after the other. `whole` is used where a stage looks at everything. */
export function searchInStages(
  room: PhaseRoom,
  groups: CrewGroup[],
  limits: PriceLimits,
  stages: SearchStage[],
  whole: Relaxation,
  shouldStop: () => boolean,
): PhasePrices {
  const fluid = fluidPrices(room, groups, room.packages);
  const typical = typicalPrices(room, groups, fluid);
  let space = new PriceSpace(room, groups, ALL, 1, limits, fluid, typical);
  let x: Float64Array = new Float64Array(space.size);
  for (const { iterations, firstStep, sampleSize, stride, knots, restGap } of stages) {
    const last = space;
    space = new PriceSpace(room, groups, knots, restGap, limits, last.pricesAt(x).crewDay, typical);
    x = space.startFrom(last, x);
    const packages = samplePackages(room, sampleSize);
    const isWhole = packages.length === room.packages.length;
    const relaxation = isWhole ? whole : new Relaxation(room, groups, choicesOf(room, packages));
    const share = isWhole ? 1 : packages.length / room.packages.length;
    x = searchPrices(relaxation, space, x, { iterations, stride, share, firstStep, shouldStop });
  }
  return space.pricesAt(x);
}
