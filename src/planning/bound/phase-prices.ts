import type { CrewGroup } from './crew-groups.js';
import type { PhaseRoom } from './phase-room.js';

/**
 * One price vector of a phase, in whole millipence. Work pays for what it takes; prices of the room that a phase
 * does not use are 0.
 */
export interface PhasePrices {
  /**
   * By crew group and index in its days: what a day of the group's cheapest crew costs above its day rate. A crew
   * with a higher rate costs that much less above its own.
   */
  crewDay: Float64Array[];
  /** By vendor and month: what a unit pays whose work starts in the month. It never rises from month to month. */
  unit: Float64Array[];
  /** By budget: what a penny pays on top of itself. */
  penny: Float64Array;
}

/** Everything free. */
export function noPrices({ model }: PhaseRoom, groups: CrewGroup[]): PhasePrices {
  return {
    crewDay: groups.map(({ days }) => new Float64Array(days.length)),
    unit: model.vendors.map(() => new Float64Array(model.monthCount)),
    penny: new Float64Array(model.budgets.length),
  };
}

/** Prices in whole millipence, none above what sums can tell exactly. */
export function wholePrices(prices: Float64Array[], limit: number): Float64Array[] {
  return prices.map((own) => own.map((price) => wholePrice(price, limit)));
}

export function wholePrice(price: number, limit: number): number {
  return Math.min(limit, Math.max(0, Math.round(price)));
}
