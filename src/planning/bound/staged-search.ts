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
  /** Knots of a crew's price over the horizon; one a day at most. */
  knots: number;
}

const ALL = Infinity;

/** Every day a knot from the start: few packages leave room for many price vectors. */
const SMALL: SearchStage[] = [{ iterations: 300, firstStep: 1, sampleSize: ALL, stride: 1, knots: ALL }];

/** First the level of prices over time, then each day's. */
const MIDDLING: SearchStage[] = [
  { iterations: 80, firstStep: 0.5, sampleSize: ALL, stride: 1, knots: 25 },
  { iterations: 220, firstStep: 1, sampleSize: ALL, stride: 1, knots: ALL },
];

/** A sample tells the level of prices over time nearly as well as all packages would. */
const LARGE: SearchStage[] = [{ iterations: 80, firstStep: 0.35, sampleSize: 5000, stride: 5, knots: 50 }];

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

/** An impression of the prices: the first stage alone, and that in part. */
export function firstStageFor(packages: number, iterations = 60): SearchStage[] {
  const [first] = stagesFor(packages) as [SearchStage];
  return [{ ...first, iterations: Math.max(0, iterations), sampleSize: Math.min(first.sampleSize, 3000) }];
}

/** The best prices that the stages find, one after the other. `whole` is used where a stage looks at everything. */
export function searchInStages(
  room: PhaseRoom,
  groups: CrewGroup[],
  limits: PriceLimits,
  stages: SearchStage[],
  whole: Relaxation | undefined,
  shouldStop: () => boolean,
): PhasePrices {
  const fluid = fluidPrices(room, groups, room.packages);
  const typical = typicalPrices(room, groups, fluid);
  const mostDays = groups.reduce((most, { days }) => Math.max(most, days.length), 1);
  let space = new PriceSpace(room, groups, 1, limits, fluid, typical);
  let x: Float64Array = new Float64Array(space.size);
  for (const { iterations, firstStep, sampleSize, stride, knots } of stages) {
    const last = space;
    const knotGap = Math.max(1, Math.ceil(mostDays / knots));
    space = new PriceSpace(room, groups, knotGap, limits, last.pricesAt(x).crewDay, typical);
    x = space.startFrom(last, x);
    const packages = samplePackages(room, sampleSize);
    const isWhole = packages.length === room.packages.length;
    const relaxation = isWhole && whole ? whole : new Relaxation(room, groups, choicesOf(room, packages));
    const share = isWhole ? 1 : packages.length / room.packages.length;
    x = searchPrices(relaxation, space, x, { iterations, stride, share, firstStep, shouldStop });
  }
  return space.pricesAt(x);
}
