/**
 * Corrections to the day prices of one crew group: each knot has one, and days in between have what the straight
 * line from knot to knot has.
 */
export class CrewKnots {
  /**
   * `base` are the prices that are corrected, by index in the group's days; `knots` indices of days, ascending, the
   * first and the last day among them.
   */
  constructor(
    private readonly base: Float64Array,
    private readonly knots: Int32Array,
  ) {}

  get count(): number {
    return this.knots.length;
  }

  /** Values by day as they are at the knots. */
  at(byDay: Float64Array): Float64Array {
    return Float64Array.from(this.knots, (day) => byDay[day] as number);
  }

  /** By knot: the correction that takes the prices all around it to 0, so that a greater one does no more. */
  lowest(): Float64Array {
    const { base, knots } = this;
    return Float64Array.from(knots, (day, at) => {
      const around = base.subarray(at > 0 ? (knots[at - 1] as number) + 1 : 0, knots[at + 1] ?? day + 1);
      return -around.reduce((most, price) => Math.max(most, price), 0);
    });
  }

  /** Prices by day, corrected by those at the knots. They may be negative. */
  prices(corrections: Float64Array): Float64Array {
    const { base, knots } = this;
    const prices = new Float64Array(base.length);
    prices[0] = (base[0] as number) + (corrections[0] as number);
    for (let knot = 1; knot < knots.length; knot += 1) {
      const from = knots[knot - 1] as number;
      const to = knots[knot] as number;
      const left = corrections[knot - 1] as number;
      const rise = ((corrections[knot] as number) - left) / (to - from);
      for (let day = from + 1; day <= to; day += 1)
        prices[day] = (base[day] as number) + left + rise * (day - from);
    }
    return prices;
  }

  /** Adds up a value by day at the knots, each in proportion to what its correction does to the day's price. */
  gather(byDay: Float64Array, sums: Float64Array): void {
    const { knots } = this;
    let knot = 0;
    for (let day = 0; day < byDay.length; day += 1) {
      if (knot + 1 < knots.length && day > (knots[knot + 1] as number)) knot += 1;
      const from = knots[knot] as number;
      const part = day === from ? 0 : (day - from) / ((knots[knot + 1] as number) - from);
      const value = byDay[day] as number;
      sums[knot] = (sums[knot] as number) + value * (1 - part);
      if (part > 0) sums[knot + 1] = (sums[knot + 1] as number) + value * part;
    }
  }
}

/**
 * So many knots for as long as prices last, and a quarter longer; later ones stand `restGap` days apart. Where work is
 * done long before the horizon ends, prices are all at its beginning.
 */
export function knotsFor(base: Float64Array, count: number, restGap: number): Int32Array {
  const last = base.length - 1;
  const priced = 1.25 * (base.findLastIndex((price) => price > 0) + 1);
  const gap = Math.max(1, Math.ceil(Math.min(priced, last) / count));
  const knots: number[] = [];
  for (let day = 0; day < last; day += day < priced ? gap : Math.max(gap, restGap)) knots.push(day);
  knots.push(last);
  return Int32Array.from(knots);
}
