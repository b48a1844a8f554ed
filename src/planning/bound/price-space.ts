import type { CrewGroup } from './crew-groups.js';
import { CrewCurves, type CurveLayer } from './crew-curves.js';
import { payersOf } from './dual-value.js';
import type { PriceLimits } from './exact-limits.js';
import { neverRise } from './never-rise.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';
import { wholePrice, wholePrices, type PhasePrices } from './phase-prices.js';
import type { Use } from './relaxation.js';
import type { TypicalPrices } from './typical-prices.js';

/**
 * The prices of a phase as one vector to search in: corrections to given prices of crew days, then a price
 * for each month of each vendor with limited supply, then one for each budget.
 */
export class PriceSpace {
  readonly size: number;
  /** Coordinates below this are of crew days. */
  readonly crewCount: number;
  /** What each coordinate is likely to be like, in millipence. */
  readonly typical: Float64Array;
  /** What there is for each coordinate, on average over those of its group or vendor: crew days, units, pence. */
  readonly supply: Float64Array;
  /** What the search must not go below. */
  readonly lowest: Float64Array;
  private readonly curves: CrewCurves;
  private readonly firstUnit: (number | undefined)[];
  private readonly firstPenny: number;
  /** The first month in which work may start; what came before is there in it too. */
  private readonly firstMonth: number;
  private readonly months: number;

  /** `base` are prices of crew days by group and index in its days, `layers` what corrects them. */
  constructor(
    private readonly room: PhaseRoom,
    private readonly groups: CrewGroup[],
    layers: CurveLayer[],
    private readonly limits: PriceLimits,
    base: Float64Array[],
    typical: TypicalPrices,
  ) {
    const { model, unitsLeft, penceLeft } = room;
    this.curves = new CrewCurves(model, groups, base, layers);
    this.crewCount = this.curves.count;
    let size = this.crewCount;
    this.firstMonth = model.monthOfDay[room.firstStart - model.originDay] ?? model.monthCount - 1;
    this.months = model.monthCount - this.firstMonth;
    this.firstUnit = unitsLeft.map((units) => {
      const first = units && size;
      if (units) size += this.months;
      return first;
    });
    this.firstPenny = size;
    this.size = size + penceLeft.length;
    this.typical = new Float64Array(this.size);
    this.supply = new Float64Array(this.size);
    this.lowest = new Float64Array(this.size);
    this.measure(typical);
  }

  private measure(typical: TypicalPrices): void {
    const { curves, room, months } = this;
    this.typical.set(curves.typical(typical.crewDay));
    this.supply.set(curves.supply());
    this.lowest.set(curves.lowest());
    this.firstUnit.forEach((first, vendor) => {
      if (first === undefined) return;
      const units = sumOf(room.unitsLeft[vendor] as Float64Array);
      this.typical.fill(typical.unit[vendor] as number, first, first + months);
      this.supply.fill(Math.max(1e-3, units / months), first, first + months);
    });
    this.typical.set(typical.penny, this.firstPenny);
    const pence = room.penceLeft.map((left) => Math.max(1, left));
    this.supply.set(pence, this.firstPenny);
  }

  /** A vector that stands for the prices of another space's vector, where its crew prices are the base of this. */
  startFrom(other: PriceSpace, x: Float64Array): Float64Array {
    const start = new Float64Array(this.size);
    start.set(x.subarray(other.crewCount), this.crewCount);
    return start;
  }

  /** The whole prices that a vector stands for. */
  pricesAt(x: Float64Array): PhasePrices {
    const { room, limits } = this;
    const crewDay = wholePrices(this.curves.prices(x), limits.crewDay);
    const unit = this.firstUnit.map((first) => {
      const prices = new Float64Array(room.model.monthCount);
      if (first === undefined) return prices;
      return prices.map((_, month) => wholePrice(x[this.unitAt(first, month)] as number, limits.unit));
    });
    const penny = x.slice(this.firstPenny).map((price) => wholePrice(price, limits.penny));
    return { crewDay, unit, penny };
  }

  /**
   * How much more is used than there is, by coordinate: the direction in which the bound rises. What the packages
   * asked use counts `scale` times.
   */
  excess(use: Use, prices: PhasePrices, scale: number): Float64Array {
    const { room } = this;
    const excess = new Float64Array(this.size);
    const over = this.groups.map((_, group) => this.crewDaysOver(group, use, prices, scale));
    this.curves.gather(over, excess);
    const add = (at: number, over: number) => (excess[at] = (excess[at] as number) + over);
    this.firstUnit.forEach((first, vendor) => {
      if (first === undefined) return;
      const used = use.unit[vendor] as Float64Array;
      room.unitsLeft[vendor]?.forEach((left, month) =>
        add(this.unitAt(first, month), (used[month] as number) * scale - left),
      );
    });
    room.penceLeft.forEach((left, budget) =>
      add(this.firstPenny + budget, (use.penny[budget] as number) * scale - left),
    );
    for (const { costPence, payer } of payersOf(room, prices)) add(this.firstPenny + payer, costPence);
    return excess;
  }

  private crewDaysOver(group: number, use: Use, prices: PhasePrices, scale: number): Float64Array {
    const { steps } = this.groups[group] as CrewGroup;
    const price = prices.crewDay[group] as Float64Array;
    return (use.crewDay[group] as Float64Array).map((used, day) => {
      let over = used * scale;
      for (const { extraPence, free } of steps) {
        // A crew whose own price is 0 has no limit that bears one.
        if ((price[day] as number) < extraPence * MILLIPENCE_PER_PENNY) break;
        over -= free[day] as number;
      }
      // A price of 0 cannot fall, wherever its knots go.
      return over < 0 && price[day] === 0 ? 0 : over;
    });
  }

  private unitAt(first: number, month: number): number {
    return first + Math.max(0, month - this.firstMonth);
  }

  /** Moves a vector to a near one that is allowed: no price below the lowest, unit prices that never rise. */
  project(x: Float64Array): void {
    for (const first of this.firstUnit) {
      if (first !== undefined) neverRise(x.subarray(first, first + this.months));
    }
    for (let at = 0; at < x.length; at += 1) x[at] = Math.max(x[at] as number, this.lowest[at] as number);
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
