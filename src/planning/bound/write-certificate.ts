import { isoDateOf, isoMonthOf } from '../calendar.js';
import type { BudgetPrice, CrewPrices, PhaseCertificate, UnitPrice } from '../certificate.js';
import type { PhaseRoom } from './phase-room.js';
import type { RoomPrices } from './room-prices.js';

/** The certificate document of a bound. */
export function writeCertificate(room: PhaseRoom, prices: RoomPrices, lowerBound: number): PhaseCertificate {
  return {
    phase: room.phase,
    relaxation: 'LAGRANGIAN',
    lowerBound,
    crewPrices: crewPricesOf(room, prices),
    unitPrices: unitPricesOf(room, prices),
    budgetPrices: budgetPricesOf(room, prices),
  };
}

function crewPricesOf({ model }: PhaseRoom, { crewDay }: RoomPrices): CrewPrices[] {
  const crewsOf = new Map<Float64Array, string[]>();
  crewDay.forEach((prices, crew) => {
    const id = model.problem.crews[crew]?.id as string;
    const found = crewsOf.get(prices);
    if (found) found.push(id);
    else crewsOf.set(prices, [id]);
  });
  return [...crewsOf].flatMap(([prices, crewIds]) => {
    const first = prices.findIndex((price) => price > 0);
    if (first < 0) return [];
    const last = prices.findLastIndex((price) => price > 0);
    const from = isoDateOf(model.startEpochDay + first);
    return [{ crewIds, from, millipence: Array.from(prices.subarray(first, last + 1)) }];
  });
}

/** The price of a limit up to a month is what units become cheaper by after it. */
function unitPricesOf({ model }: PhaseRoom, { unit }: RoomPrices): UnitPrice[] {
  return unit.flatMap((prices, vendor) =>
    Array.from(prices).flatMap((price, month) => {
      const millipence = price - (prices[month + 1] ?? 0);
      if (millipence === 0) return [];
      const vendorId = model.problem.vendors[vendor]?.id as string;
      return [{ vendorId, month: isoMonthOf(model.firstMonth + month), millipence }];
    }),
  );
}

function budgetPricesOf({ model }: PhaseRoom, { penny }: RoomPrices): BudgetPrice[] {
  return Array.from(penny).flatMap((millipence, budget) =>
    millipence > 0 ? [{ budgetId: model.problem.budgets[budget]?.id as string, millipence }] : [],
  );
}
