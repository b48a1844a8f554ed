import type { PhaseCertificate } from '../certificate.js';
import type { Model, Placement } from '../model.js';
import type { PhaseNumber } from '../problem.js';
import { choicesOf } from './choice-table.js';
import { groupCrews, type CrewGroup } from './crew-groups.js';
import { valueBeside } from './dual-value.js';
import { exactLimitsOf, type PriceLimits } from './exact-limits.js';
import { fluidPrices } from './fluid-prices.js';
import type { PhasePrices } from './phase-prices.js';
import { MILLIPENCE_PER_PENNY, roomOf, type PhaseRoom } from './phase-room.js';
import { searchPrices } from './price-search.js';
import { PriceSpace } from './price-space.js';
import { Relaxation } from './relaxation.js';
import { roomPricesOf, type RoomPrices } from './room-prices.js';
import { samplePackages } from './sample-packages.js';
import { typicalPrices } from './typical-prices.js';
import { writeCertificate } from './write-certificate.js';

export interface BoundOptions {
  /** Price vectors tried; by default they depend on the number of packages. */
  iterations?: number;
  /** Asked before each of them; once it says true the best bound so far is returned. */
  shouldStop?: () => boolean;
}

export interface PhaseBound {
  /** Pence. No plan of the phase has a lower objective. */
  lowerBound: number;
  /** Proves it. */
  certificate: PhaseCertificate;
  /** What the prices say of the worth of crew days, units and money. */
  prices: RoomPrices;
}

/** Of more packages than this, a sample finds the prices. */
const SAMPLE_SIZE = 3000;
/** A sample looks at every so manieth window only. */
const SAMPLE_STRIDE = 3;
/** Price vectors tried with all packages after a sample has found the place, and the first step from there. */
const POLISHING = 8;
const POLISHING_STEP = 0.05;
/** Knots of a crew's price over the horizon. */
const KNOTS = 200;
/** Price vectors tried where only an impression is wanted. */
const QUICK_ITERATIONS = 60;

/**
 * A lower bound on the objective of a phase: for phase 2 beside `given`, the work of phase 1 as planned with its
 * pins. It bounds every plan that keeps the rules, whatever its lateRisk and whatever could still be added to it.
 */
export function boundPhase(
  model: Model,
  phase: PhaseNumber,
  given: readonly Placement[],
  { iterations, shouldStop = () => false }: BoundOptions = {},
): PhaseBound {
  const room = roomOf(model, phase, given);
  const groups = groupCrews(room);
  const nothing = noPrices(room, groups);
  const limits = exactLimitsOf(room);
  // Sums of such size cannot be told exactly. No objective is below 0, and free prices prove that.
  if (!limits) return resultOf(room, groups, nothing, 0n);
  const relaxation = new Relaxation(room, groups, choicesOf(room, room.packages));
  const nothingValue = exactValue(relaxation, nothing);
  const search = new PhaseSearch(room, groups, limits);
  const prices = search.find(relaxation, iterations ?? defaultIterations(room.packages.length), shouldStop);
  const value = exactValue(relaxation, prices);
  return value > nothingValue
    ? resultOf(room, groups, prices, value)
    : resultOf(room, groups, nothing, nothingValue);
}

/**
 * An impression of what crew days, units and money are worth, before there is a plan of the phase: as boundPhase,
 * in a fraction of its time, and without proof.
 */
export function estimatePrices(
  model: Model,
  phase: PhaseNumber,
  given: readonly Placement[],
  { iterations = QUICK_ITERATIONS, shouldStop = () => false }: BoundOptions = {},
): RoomPrices {
  const room = roomOf(model, phase, given);
  const groups = groupCrews(room);
  const limits = exactLimitsOf(room);
  if (!limits) return roomPricesOf(room, groups, noPrices(room, groups));
  const search = new PhaseSearch(room, groups, limits);
  const prices = search.estimate(iterations, shouldStop);
  return roomPricesOf(room, groups, prices);
}

/** Small phases can have many price vectors tried in no time; beyond, more of them gain little. */
function defaultIterations(packages: number): number {
  return packages <= 200 ? 250 : 200;
}

class PhaseSearch {
  private readonly packages: Int32Array;
  private readonly share: number;
  private readonly space: PriceSpace;
  private readonly start: Float64Array;

  constructor(
    private readonly room: PhaseRoom,
    private readonly groups: CrewGroup[],
    limits: PriceLimits,
  ) {
    this.packages = samplePackages(room, SAMPLE_SIZE);
    this.share = this.packages.length / Math.max(1, room.packages.length);
    const fluid = fluidPrices(room, groups, this.packages, this.share);
    const mostDays = groups.reduce((most, { days }) => Math.max(most, days.length), 1);
    const typical = typicalPrices(room, groups, fluid);
    this.space = new PriceSpace(room, groups, Math.ceil(mostDays / KNOTS), limits, typical);
    this.start = this.space.at(fluid);
  }

  /** The best prices found; the last steps are made with all packages. */
  find(relaxation: Relaxation, iterations: number, shouldStop: () => boolean): PhasePrices {
    const isSampled = this.packages.length < this.room.packages.length;
    const from = isSampled ? this.searchSample(iterations, shouldStop) : this.start;
    const best = searchPrices(relaxation, this.space, from, {
      iterations: isSampled ? Math.min(iterations, POLISHING) : iterations,
      firstStep: isSampled ? POLISHING_STEP : 1,
      stride: 1,
      share: 1,
      shouldStop,
    });
    return this.space.pricesAt(best);
  }

  estimate(iterations: number, shouldStop: () => boolean): PhasePrices {
    return this.space.pricesAt(this.searchSample(iterations, shouldStop));
  }

  private searchSample(iterations: number, shouldStop: () => boolean): Float64Array {
    const { room, groups, packages, share } = this;
    const sample = new Relaxation(room, groups, choicesOf(room, packages));
    const stride = share < 1 ? SAMPLE_STRIDE : 1;
    return searchPrices(sample, this.space, this.start, {
      iterations,
      firstStep: 1,
      stride,
      share,
      shouldStop,
    });
  }
}

function noPrices({ model }: PhaseRoom, groups: CrewGroup[]): PhasePrices {
  return {
    crewDay: groups.map(({ days }) => new Float64Array(days.length)),
    unit: model.vendors.map(() => new Float64Array(model.monthCount)),
    penny: new Float64Array(model.budgets.length),
  };
}

/** What prices prove, in millipence. */
function exactValue(relaxation: Relaxation, prices: PhasePrices): bigint {
  relaxation.evaluate(prices);
  return relaxation.payments + valueBeside(relaxation.room, relaxation.groups, prices);
}

function resultOf(room: PhaseRoom, groups: CrewGroup[], prices: PhasePrices, value: bigint): PhaseBound {
  const lowerBound = penceOf(value);
  const roomPrices = roomPricesOf(room, groups, prices);
  return { lowerBound, certificate: writeCertificate(room, roomPrices, lowerBound), prices: roomPrices };
}

/** Every objective is a whole number of hundredths of a penny, so a bound may be rounded up to the next one. */
function penceOf(millipence: bigint): number {
  const perHundredth = BigInt(MILLIPENCE_PER_PENNY / 100);
  // Division of whole numbers drops the fraction: that is up already for what is negative.
  const hundredths = (millipence > 0n ? millipence + perHundredth - 1n : millipence) / perHundredth;
  return Number(hundredths) / 100;
}
