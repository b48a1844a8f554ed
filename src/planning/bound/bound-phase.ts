import type { PhaseCertificate } from '../certificate.js';
import { NO_DAY, type Model, type Placement } from '../model.js';
import type { PhaseNumber } from '../problem.js';
import { choicesOf } from './choice-table.js';
import { groupCrews } from './crew-groups.js';
import { valueBeside } from './dual-value.js';
import { exactLimitsOf } from './exact-limits.js';
import { noPrices, type PhasePrices } from './phase-prices.js';
import { MILLIPENCE_PER_PENNY, roomOf, type PhaseRoom } from './phase-room.js';
import { Relaxation } from './relaxation.js';
import { roomPricesOf, type RoomPrices } from './room-prices.js';
import { searchInStages, stagesFor } from './staged-search.js';
import { sumAlone } from './sum-alone.js';
import { writeCertificate } from './write-certificate.js';

export interface BoundOptions {
  /** Price vectors tried, about; by default they depend on the number of packages. */
  iterations?: number;
  /** Asked before each of them; once it says true the best bound so far is returned. */
  shouldStop?: () => boolean;
}

/** What a search for the phase's plan may go by. */
export interface Guide {
  /** What the prices of the bound say of the worth of crew days, units and money. */
  prices: RoomPrices;
  /**
   * By work package of the model: the day on which it would start if it alone had to choose at the prices; NO_DAY
   * for one that would rather not be done, and for all outside the phase.
   */
  wishedStart: Int32Array;
}

export interface PhaseBound extends Guide {
  /** Pence. No plan of the phase has a lower objective. */
  lowerBound: number;
  /** Proves it. */
  certificate: PhaseCertificate;
}

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
  const limits = exactLimitsOf(room);
  if (limits && shouldStop()) return boundAtOnce(room);
  const groups = groupCrews(room);
  const nothing = noPrices(room, groups);
  const relaxation = new Relaxation(room, groups, choicesOf(room, room.packages));
  // Sums of such size cannot be told exactly. No objective is below 0, and free prices prove that.
  if (!limits) return resultOf(relaxation, nothing, 0n);
  const stages = stagesFor(room.packages.length, iterations);
  const prices = searchInStages(room, groups, limits, stages, relaxation, shouldStop);
  const value = exactValue(relaxation, prices);
  const found = resultOf(relaxation, prices, value);
  // Free prices rarely prove more, so nobody in a hurry waits for them.
  if (shouldStop()) return found;
  const nothingValue = exactValue(relaxation, nothing);
  return value > nothingValue ? found : resultOf(relaxation, nothing, nothingValue);
}

/** For who cannot wait: a bound that is proved by everything being free, and no wishes. */
function boundAtOnce(room: PhaseRoom): PhaseBound {
  const prices = roomPricesOf(room, [], noPrices(room, []));
  const lowerBound = penceOf(sumAlone(room));
  const wishedStart = new Int32Array(room.model.packages.count).fill(NO_DAY);
  return { lowerBound, certificate: writeCertificate(room, prices, lowerBound), prices, wishedStart };
}

/** What prices prove, in millipence. */
function exactValue(relaxation: Relaxation, prices: PhasePrices): bigint {
  relaxation.evaluate(prices);
  return relaxation.payments + valueBeside(relaxation.room, relaxation.groups, prices);
}

/** The wishes are those at the prices that the relaxation was asked of last, which is never far from `prices`. */
function resultOf(relaxation: Relaxation, prices: PhasePrices, value: bigint): PhaseBound {
  const { room, groups } = relaxation;
  const lowerBound = penceOf(value);
  const roomPrices = roomPricesOf(room, groups, prices);
  return {
    lowerBound,
    certificate: writeCertificate(room, roomPrices, lowerBound),
    prices: roomPrices,
    wishedStart: relaxation.wishedStarts(),
  };
}

/** Every objective is a whole number of hundredths of a penny, so a bound may be rounded up to the next one. */
function penceOf(millipence: bigint): number {
  const perHundredth = BigInt(MILLIPENCE_PER_PENNY / 100);
  // Division of whole numbers drops the fraction: that is up already for what is negative.
  const hundredths = (millipence > 0n ? millipence + perHundredth - 1n : millipence) / perHundredth;
  return Number(hundredths) / 100;
}
