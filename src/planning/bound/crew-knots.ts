/** A curve over days that is told by its values at knots: in between it is straight, beyond them level. */
export class CrewKnots {
  /** `days` of the knots, ascending. */
  constructor(readonly days: Int32Array) {}

  get count(): number {
    return this.days.length;
  }

  /** Writes the curve with these values at the knots to `byDay`. */
  spread(values: Float64Array, byDay: Float64Array): void {
    const { days } = this;
    byDay.fill(values[0] as number, 0, (days[0] as number) + 1);
    for (let knot = 1; knot < days.length; knot += 1) {
      const from = days[knot - 1] as number;
      const to = days[knot] as number;
      const left = values[knot - 1] as number;
      const rise = ((values[knot] as number) - left) / (to - from);
      for (let day = from + 1; day <= to; day += 1) byDay[day] = left + rise * (day - from);
    }
    byDay.fill(values[days.length - 1] as number, (days[days.length - 1] as number) + 1);
  }

  /** Adds up a value by day at the knots, each in proportion to what the knot does to the curve on the day. */
  gather(byDay: Float64Array, sums: Float64Array): void {
    const { days } = this;
    const first = days[0] as number;
    const last = days[days.length - 1] as number;
    for (let day = 0; day <= first; day += 1) sums[0] = (sums[0] as number) + (byDay[day] as number);
    for (let knot = 1; knot < days.length; knot += 1) {
      const from = days[knot - 1] as number;
      const to = days[knot] as number;
      let left = 0;
      let right = 0;
      for (let day = from + 1; day <= to; day += 1) {
        const value = byDay[day] as number;
        const part = (day - from) / (to - from);
        left += value * (1 - part);
        right += value * part;
      }
      sums[knot - 1] = (sums[knot - 1] as number) + left;
      sums[knot] = (sums[knot] as number) + right;
    }
    for (let day = last + 1; day < byDay.length; day += 1) {
      sums[days.length - 1] = (sums[days.length - 1] as number) + (byDay[day] as number);
    }
  }

  /** By knot: the most of a value on the days that the knot bears on. */
  mostAround(byDay: Float64Array): Float64Array {
    const { days } = this;
    return Float64Array.from(days, (_, knot) => {
      const from = knot > 0 ? (days[knot - 1] as number) + 1 : 0;
      const around = byDay.subarray(from, days[knot + 1] ?? byDay.length);
      return around.reduce((most, value) => Math.max(most, value), 0);
    });
  }
}

/**
 * Where knots go among some days in a row, for `prices` on them: so many for as long as prices last, and a quarter
 * longer; later ones stand `restGap` apart. Where work is done long before the horizon ends, prices are all at its
 * beginning.
 */
export function knotsFor(prices: Float64Array, count: number, restGap: number): Int32Array {
  const last = prices.length - 1;
  const priced = 1.25 * (prices.findLastIndex((price) => price > 0) + 1);
  const gap = Math.max(1, Math.ceil(Math.min(priced, last) / count));
  const knots: number[] = [];
  for (let day = 0; day < last; day += day < priced ? gap : Math.max(gap, restGap)) knots.push(day);
  knots.push(last);
  return Int32Array.from(knots);
}
