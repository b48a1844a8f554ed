import type { CrewGroup } from './crew-groups.js';
import { ExactSum } from './exact-sum.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';
import type { PhasePrices } from './phase-prices.js';

/**
 * What all payments come to beyond those of free packages: the phase's own pins, what pins pay for money, less
 * price × what there is. In millipence, exact.
 */
export function valueBeside(room: PhaseRoom, groups: CrewGroup[], prices: PhasePrices): bigint {
  const sum = new ExactSum();
  sum.addBig(room.fixedMillipence);
  for (const { costPence, payer } of payersOf(room, prices)) {
    sum.addProduct(prices.penny[payer] as number, costPence);
  }
  groups.forEach(({ steps }, index) => {
    const crewDay = prices.crewDay[index] as Float64Array;
    for (const { extraPence, free } of steps) {
      const extra = extraPence * MILLIPENCE_PER_PENNY;
      for (let day = 0; day < crewDay.length; day += 1) {
        const above = (crewDay[day] as number) - extra;
        if (above > 0) sum.addProduct(-above, free[day] as number);
      }
    }
  });
  room.unitsLeft.forEach((units, vendor) => {
    units?.forEach((left, month) => sum.addProduct(-(prices.unit[vendor]?.[month] as number), left));
  });
  room.penceLeft.forEach((left, budget) => sum.addProduct(-(prices.penny[budget] as number), left));
  return sum.total();
}

/** The budget that is cheapest for each pin. */
export function payersOf(room: PhaseRoom, prices: PhasePrices): { costPence: number; payer: number }[] {
  const { budgets, packages } = room.model;
  return room.charges.map(({ workPackage, finish, costPence }) => {
    let payer = -1;
    for (const budget of packages.budgets.subarray(
      packages.firstBudget[workPackage],
      packages.firstBudget[workPackage + 1],
    )) {
      const { from, to } = budgets[budget] as (typeof budgets)[number];
      if (from > finish || to < finish) continue;
      if (payer < 0 || (prices.penny[budget] as number) < (prices.penny[payer] as number)) payer = budget;
    }
    return { costPence, payer };
  });
}
