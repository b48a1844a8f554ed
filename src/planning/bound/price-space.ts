import type { CrewGroup } from './crew-groups.js';
import { payersOf } from './dual-value.js';
import type { PriceLimits } from './exact-limits.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';
import type { PhasePrices } from './phase-prices.js';
import type { Use } from './relaxation.js';
import type { TypicalPrices } from './typical-prices.js';

/**
 * The prices of a phase as one vector to search in. Crew days have prices at knots and in between on the straight
 * line from one knot to the next; units have one for each month, pennies one for each budget.
 */
export class PriceSpace {
  readonly size: number;
  /** What each coordinate is likely to be like, in millipence. */
  readonly typical: Float64Array;
  /** What there is for each coordinate, on average over those of its kind: crew days, units, pence. */
  readonly supply: Float64Array;
  private readonly knots: Int32Array[];
  private readonly firstKnot: number[] = [];
  private readonly firstUnit: (number | undefined)[] = [];
  private readonly firstPenny: number;
  private readonly firstMonth: number;

  constructor(
    private readonly room: PhaseRoom,
    private readonly groups: CrewGroup[],
    knotGap: number,
    private readonly limits: PriceLimits,
    typical: TypicalPrices,
  ) {
    const { model, unitsLeft, penceLeft } = room;
    let size = 0;
    this.knots = groups.map(({ days }) => {
      const count = Math.ceil((days.length - 1) / knotGap) + 1;
      this.firstKnot.push(size);
      size += count;
      return Int32Array.from({ length: count }, (_, knot) => Math.min(days.length - 1, knot * knotGap));
    });
    this.firstMonth = model.monthOfDay[room.firstStart - model.originDay] ?? model.monthCount - 1;
    const months = model.monthCount - this.firstMonth;
    unitsLeft.forEach((units) => {
      this.firstUnit.push(units && size);
      if (units) size += months;
    });
    this.firstPenny = size;
    size += penceLeft.length;
    this.size = size;
    this.typical = this.at(typical.crewDay);
    this.supply = new Float64Array(size);
    groups.forEach((group, index) => {
      let crewDays = 0;
      for (const { free } of group.steps) for (const crews of free) crewDays += crews;
      const first = this.firstKnot[index] as number;
      const count = this.knots[index]?.length ?? 0;
      this.supply.fill(Math.max(1e-3, crewDays / count), first, first + count);
    });
    this.firstUnit.forEach((first, vendor) => {
      if (first === undefined) return;
      let total = 0;
      for (const units of unitsLeft[vendor] as Float64Array) total += units;
      this.typical.fill(typical.unit[vendor] as number, first, first + months);
      this.supply.fill(Math.max(1e-3, total / months), first, first + months);
    });
    this.typical.set(typical.penny, this.firstPenny);
    this.supply.set(
      penceLeft.map((pence) => Math.max(1, pence)),
      this.firstPenny,
    );
  }

  /** Whether a coordinate is the price of a crew day. */
  isCrewDay(coordinate: number): boolean {
    return coordinate < (this.firstUnit.find((first) => first !== undefined) ?? this.firstPenny);
  }

  /** A vector with given prices of crew days, by group and index in its days, and nothing else. */
  at(crewDay: Float64Array[]): Float64Array {
    const x = new Float64Array(this.size);
    this.knots.forEach((knots, group) => {
      knots.forEach(
        (day, knot) => (x[(this.firstKnot[group] as number) + knot] = crewDay[group]?.[day] as number),
      );
    });
    return x;
  }

  /** The whole prices that a vector stands for. */
  pricesAt(x: Float64Array): PhasePrices {
    const { room, limits } = this;
    const { model } = room;
    const crewDay = this.groups.map(({ days }, group) => {
      const prices = new Float64Array(days.length);
      const first = this.firstKnot[group] as number;
      const knots = this.knots[group] as Int32Array;
      prices[0] = wholePrice(x[first] as number, limits.crewDay);
      for (let knot = 1; knot < knots.length; knot += 1) {
        const from = knots[knot - 1] as number;
        const to = knots[knot] as number;
        const left = x[first + knot - 1] as number;
        const rise = ((x[first + knot] as number) - left) / (to - from);
        for (let day = from + 1; day <= to; day += 1) {
          prices[day] = wholePrice(left + rise * (day - from), limits.crewDay);
        }
      }
      return prices;
    });
    const unit = this.firstUnit.map((first) => {
      const prices = new Float64Array(model.monthCount);
      if (first === undefined) return prices;
      for (let month = 0; month < prices.length; month += 1) {
        prices[month] = wholePrice(x[first + Math.max(0, month - this.firstMonth)] as number, limits.unit);
      }
      return prices;
    });
    const penny = Float64Array.from(room.penceLeft, (_, budget) =>
      wholePrice(x[this.firstPenny + budget] as number, limits.penny),
    );
    return { crewDay, unit, penny };
  }

  /** How much more is used than there is, by coordinate: the direction in which the bound rises. */
  excess(use: Use, prices: PhasePrices, scale: number): Float64Array {
    const { room, groups } = this;
    const excess = new Float64Array(this.size);
    groups.forEach((group, index) => {
      const first = this.firstKnot[index] as number;
      const knots = this.knots[index] as Int32Array;
      const used = use.crewDay[index] as Float64Array;
      const price = prices.crewDay[index] as Float64Array;
      let knot = 0;
      for (let day = 0; day < used.length; day += 1) {
        let over = (used[day] as number) * scale;
        for (const { extraPence, free } of group.steps) {
          if ((price[day] as number) < extraPence * MILLIPENCE_PER_PENNY) break;
          over -= free[day] as number;
        }
        if (knot + 1 < knots.length && day > (knots[knot + 1] as number)) knot += 1;
        const from = knots[knot] as number;
        const to = knots[knot + 1] ?? from + 1;
        const part = (day - from) / (to - from);
        excess[first + knot] = (excess[first + knot] as number) + over * (1 - part);
        if (part > 0) excess[first + knot + 1] = (excess[first + knot + 1] as number) + over * part;
      }
    });
    this.firstUnit.forEach((first, vendor) => {
      if (first === undefined) return;
      const left = room.unitsLeft[vendor] as Float64Array;
      const used = use.unit[vendor] as Float64Array;
      for (let month = 0; month < left.length; month += 1) {
        const at = first + Math.max(0, month - this.firstMonth);
        excess[at] = (excess[at] as number) + (used[month] as number) * scale - (left[month] as number);
      }
    });
    room.penceLeft.forEach((pence, budget) => {
      excess[this.firstPenny + budget] = (use.penny[budget] as number) * scale - pence;
    });
    for (const { costPence, payer } of payersOf(room, prices)) {
      excess[this.firstPenny + payer] = (excess[this.firstPenny + payer] as number) + costPence;
    }
    return excess;
  }

  /** Moves a vector to the nearest one that is allowed: nothing negative, unit prices that never rise. */
  project(x: Float64Array): void {
    const months = this.room.model.monthCount - this.firstMonth;
    for (const first of this.firstUnit) if (first !== undefined) neverRise(x.subarray(first, first + months));
    for (let at = 0; at < x.length; at += 1) if (!((x[at] as number) > 0)) x[at] = 0;
  }
}

function wholePrice(price: number, limit: number): number {
  return Math.min(limit, Math.max(0, Math.round(price)));
}

/** Pools neighbours that rise to their mean until none rises. */
function neverRise(values: Float64Array): void {
  const means: number[] = [];
  const counts: number[] = [];
  for (const value of values) {
    let mean = value;
    let count = 1;
    while (means.length > 0 && (means[means.length - 1] as number) < mean) {
      const before = counts.pop() as number;
      mean = (mean * count + (means.pop() as number) * before) / (count + before);
      count += before;
    }
    means.push(mean);
    counts.push(count);
  }
  let at = 0;
  means.forEach((mean, index) => {
    const count = counts[index] as number;
    values.fill(mean, at, at + count);
    at += count;
  });
}
