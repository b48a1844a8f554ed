import type { Model } from '../model.js';
import type { CrewGroup } from './crew-groups.js';
import type { PhasePrices } from './phase-prices.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';

/**
 * What a bit more of each would be worth in the objective, in whole millipence; what fixed work leaves of crew days
 * and months counts, what is left over for nothing is worth nothing.
 */
export interface RoomPrices {
  /** By crew, then by day of the horizon: a working day of the crew. Crews that are alike share one array. */
  crewDay: Float64Array[];
  /**
   * By vendor, then by month of the model: a unit for work that starts in the month. It never rises from one month
   * to the next, and is 0 throughout for a vendor without limit.
   */
  unit: Float64Array[];
  /** By budget: a penny. */
  penny: Float64Array;
}

export function roomPricesOf({ model }: PhaseRoom, groups: CrewGroup[], prices: PhasePrices): RoomPrices {
  const free = new Float64Array(model.horizon);
  const crewDay: Float64Array[] = model.crews.map(() => free);
  groups.forEach((group, index) => {
    const shared = prices.crewDay[index] as Float64Array;
    const byRate = new Map<number, Float64Array>();
    for (const crew of group.crews) {
      const { dayRatePence } = model.crews[crew] as Model['crews'][number];
      let own = byRate.get(dayRatePence);
      if (!own) {
        own = spreadOut(model, group, shared, (dayRatePence - group.dayRatePence) * MILLIPENCE_PER_PENNY);
        byRate.set(dayRatePence, own);
      }
      crewDay[crew] = own;
    }
  });
  return { crewDay, unit: prices.unit, penny: prices.penny };
}

/** Prices by day of the horizon, what a crew costs more than the group's cheapest taken off. */
function spreadOut(model: Model, { days }: CrewGroup, shared: Float64Array, extra: number): Float64Array {
  const own = new Float64Array(model.horizon);
  days.forEach((day, at) => (own[day] = Math.max(0, (shared[at] as number) - extra)));
  return own;
}
