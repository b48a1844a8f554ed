import { choicesOf } from './choice-table.js';
import type { CurveLayer } from './crew-curves.js';
import type { CrewGroup } from './crew-groups.js';
import type { PriceLimits } from './exact-limits.js';
import { fluidPrices } from './fluid-prices.js';
import { noPrices, wholePrices, type PhasePrices } from './phase-prices.js';
import type { PhaseRoom } from './phase-room.js';
import { searchPrices } from './price-search.js';
import { PriceSpace } from './price-space.js';
import { Relaxation } from './relaxation.js';
import { samplePackages } from './sample-packages.js';
import { typicalPrices } from './typical-prices.js';

/** One run of searchPrices, with steps as it takes them. */
export interface SearchStage {
  iterations: number;
  crewStep: number;
  otherStep: number;
  adapts: boolean;
  /** Packages looked at, at most. */
  sampleSize: number;
  /** Windows looked at: all, or one in so many. */
  stride: number;
  layers: CurveLayer[];
}

const ALL = Infinity;
const EACH_DAY: CurveLayer[] = [{ by: 'GROUP', knots: ALL, restGap: 1 }];

/** Every day a knot from the start: few packages leave room for many price vectors. */
const SMALL: SearchStage[] = [
  {
    iterations: 300,
    crewStep: 0.1,
    otherStep: 0.3,
    adapts: false,
    sampleSize: ALL,
    stride: 1,
    layers: EACH_DAY,
  },
];

/** First the level of prices over time, then each day's. */
const MIDDLING: SearchStage[] = [
  {
    iterations: 80,
    crewStep: 0.05,
    otherStep: 0.15,
    adapts: false,
    sampleSize: ALL,
    stride: 1,
    layers: [{ by: 'GROUP', knots: 25, restGap: 40 }],
  },
  {
    iterations: 220,
    crewStep: 0.1,
    otherStep: 0.3,
    adapts: false,
    sampleSize: ALL,
    stride: 1,
    layers: EACH_DAY,
  },
];

/**
 * A sample tells the level of prices over time nearly as well as all packages would, but a crew group is asked for
 * by few of it. So groups share most of what corrects their prices, and little is their own. The fluid's prices are
 * near where crews are short and far where units or money are, so steps become as long as pays.
 */
const LARGE: SearchStage = {
  iterations: 70,
  crewStep: 0.03,
  otherStep: 0.3,
  adapts: true,
  sampleSize: 9000,
  stride: 2,
  layers: [
    { by: 'REGION', knots: 50, restGap: 80 },
    { by: 'CLEARANCE', knots: 20, restGap: 80 },
    { by: 'GROUP', knots: 6, restGap: 80 },
  ],
};

/** Of so many packages a smaller part tells nearly as much, and there is less time for each. */
const HUGE: SearchStage = { ...LARGE, crewStep: 0.025, sampleSize: 5000 };

/** The stages for so many packages; with `iterations`, in all about that many price vectors. */
export function stagesFor(packages: number, iterations?: number): SearchStage[] {
  const stages = usualStages(packages);
  if (iterations === undefined) return stages;
  const usual = stages.reduce((sum, stage) => sum + stage.iterations, 0);
  return stages.map((stage) => ({
    ...stage,
    iterations: Math.ceil((stage.iterations * Math.max(0, iterations)) / usual),
  }));
}

function usualStages(packages: number): SearchStage[] {
  if (packages <= 200) return SMALL;
  if (packages <= 5000) return MIDDLING;
  return [packages <= 50_000 ? LARGE : HUGE];
}

/**
 * The best prices that the stages find, one after the other; the fluid's where there is no time for any. `whole` is
 * used where a stage looks at everything.
 */
export function searchInStages(
  room: PhaseRoom,
  groups: CrewGroup[],
  limits: PriceLimits,
  stages: SearchStage[],
  whole: Relaxation,
  shouldStop: () => boolean,
): PhasePrices {
  const fluid = fluidPrices(room, groups, room.packages);
  if (shouldStop()) return { ...noPrices(room, groups), crewDay: wholePrices(fluid, limits.crewDay) };
  const typical = typicalPrices(room, groups, fluid);
  let space = new PriceSpace(room, groups, EACH_DAY, limits, fluid, typical);
  let x: Float64Array = new Float64Array(space.size);
  for (const { sampleSize, layers, ...stage } of stages) {
    const last = space;
    space = new PriceSpace(room, groups, layers, limits, last.pricesAt(x).crewDay, typical);
    x = space.startFrom(last, x);
    const packages = samplePackages(room, sampleSize);
    const isWhole = packages.length === room.packages.length;
    const relaxation = isWhole ? whole : new Relaxation(room, groups, choicesOf(room, packages));
    const share = isWhole ? 1 : packages.length / room.packages.length;
    x = searchPrices(relaxation, space, x, { ...stage, share, shouldStop });
  }
  return space.pricesAt(x);
}
