import type { CrewGroup, CrewLine } from './crew-groups.js';
import type { Segments } from './segments.js';

/**
 * All windows in which the crews of a group could do work of so many days, at given prices: by month of the start,
 * and, within a month and a segment of the finish, those that are best for some risk. In such a cell money and units
 * cost the same, so what is left to weigh is how late a window finishes against its price, and only the lower
 * convex hull of the two can be best.
 *
 * One table is filled over and over, so that memory does not grow with crews and durations.
 */
export class WindowTable {
  /** Windows of month m: `first[m]` up to, not including, `first[m + 1]`. */
  readonly first: Int32Array;
  start = new Int32Array(0);
  finish = new Int32Array(0);
  price = new Float64Array(0);
  /** The window's price is `paid[to] - paid[from]`, see CrewPaid. */
  from = new Int32Array(0);
  to = new Int32Array(0);

  /** Months that have windows: `months` of them, ascending. */
  monthCount = 0;
  readonly months: Int32Array;
  /** Latest start in the month, by position in `months`. */
  readonly lastStart: Int32Array;
  readonly firstStart: Int32Array;
  /** One more than the earliest finish of this and all later months, by position in `months`. */
  readonly soonest: Int32Array;
  /** Cells of the month at a position: `firstCell[position]` up to, not including, `firstCell[position + 1]`. */
  readonly firstCell: Int32Array;

  /** By cell: segment of the finish, one more than its earliest finish, its lowest price, its hull. */
  readonly cellSegment: Int32Array;
  readonly cellSoonest: Int32Array;
  readonly cellPrice: Float64Array;
  readonly firstCorner: Int32Array;

  /** By corner of a hull: one more than the finish, the price, the window. */
  cornerDays = new Int32Array(0);
  cornerPrice = new Float64Array(0);
  cornerWindow = new Int32Array(0);

  private cellCount = 0;
  private windowCount = 0;
  private cornerCount = 0;
  private readonly cheapest: Int32Array;
  private readonly head: Int32Array;
  private strays: { start: number[]; finish: number[]; from: number[]; to: number[]; next: number[] };

  constructor(private readonly segments: Segments) {
    const months = segments.monthCount;
    this.first = new Int32Array(months + 1);
    this.months = new Int32Array(months);
    this.lastStart = new Int32Array(months);
    this.firstStart = new Int32Array(months);
    this.soonest = new Int32Array(months + 1);
    this.firstCell = new Int32Array(months + 1);
    const cells = months * segments.finishCount;
    this.cellSegment = new Int32Array(cells);
    this.cellSoonest = new Int32Array(cells);
    this.cellPrice = new Float64Array(cells);
    this.firstCorner = new Int32Array(cells + 1);
    this.cheapest = new Int32Array(segments.dayCount).fill(-1);
    this.head = new Int32Array(months);
    this.strays = { start: [], finish: [], from: [], to: [], next: [] };
  }

  /**
   * Fills the table. `paid` holds running sums of day prices: those of the group's days from `base` on, those of
   * each line from `lineBase` on. With a `stride` above 1 only every so manieth window is taken and gaps are left
   * out: that is faster, but a bound must not rest on it.
   */
  fill(
    group: CrewGroup,
    days: number,
    paid: Float64Array,
    base: number,
    lineBase: Int32Array,
    stride: number,
  ): void {
    this.windowCount = 0;
    this.cellCount = 0;
    this.cornerCount = 0;
    this.monthCount = 0;
    this.reserve(group, days);
    if (stride === 1) this.collectStrays(group, days, lineBase);
    const { monthOfDay, monthCount } = this.segments;
    let rank = 0;
    for (let month = 0; month < monthCount; month += 1) {
      this.first[month] = this.windowCount;
      while (rank < group.days.length && (monthOfDay[group.days[rank] as number] as number) <= month) {
        if ((group.longestRun[rank] as number) >= days) {
          const finish = group.days[rank + days - 1] as number;
          this.add(group.days[rank] as number, finish, base + rank, base + rank + days, paid);
        }
        rank += stride;
      }
      if (stride === 1) this.addStrays(month, paid);
      if (this.windowCount > (this.first[month] as number)) this.closeMonth(month);
    }
    this.first[monthCount] = this.windowCount;
    this.firstCell[this.monthCount] = this.cellCount;
    this.firstCorner[this.cellCount] = this.cornerCount;
    let soonest = 0x7fffffff;
    for (let at = this.monthCount - 1; at >= 0; at -= 1) {
      soonest = Math.min(soonest, this.soonest[at] as number);
      this.soonest[at] = soonest;
    }
  }

  private add(start: number, finish: number, from: number, to: number, paid: Float64Array): void {
    const at = this.windowCount;
    this.start[at] = start;
    this.finish[at] = finish;
    this.from[at] = from;
    this.to[at] = to;
    this.price[at] = (paid[to] as number) - (paid[from] as number);
    this.windowCount = at + 1;
  }

  /** Windows of single crews that skip days on which others of the group work. */
  private collectStrays(group: CrewGroup, days: number, lineBase: Int32Array): void {
    const { strays } = this;
    for (const list of Object.values(strays)) list.length = 0;
    this.head.fill(-1);
    group.lines.forEach((line, index) => {
      let next = 0;
      for (const gap of line.gaps) {
        const last = Math.min(gap - 1, line.days.length - days);
        for (let at = Math.max(next, gap - days + 1); at <= last; at += 1) {
          if (isTaken(line, at, days)) continue;
          const month = this.segments.monthOfDay[group.days[line.days[at] as number] as number] as number;
          strays.next.push(this.head[month] as number);
          this.head[month] = strays.start.length;
          strays.start.push(group.days[line.days[at] as number] as number);
          strays.finish.push(group.days[line.days[at + days - 1] as number] as number);
          strays.from.push((lineBase[index] as number) + at);
          strays.to.push((lineBase[index] as number) + at + days);
        }
        next = Math.max(next, last + 1);
      }
    });
  }

  private addStrays(month: number, paid: Float64Array): void {
    const { start, finish, from, to, next } = this.strays;
    for (let at = this.head[month] as number; at >= 0; at = next[at] as number) {
      this.add(start[at] as number, finish[at] as number, from[at] as number, to[at] as number, paid);
    }
  }

  private closeMonth(month: number): void {
    const position = this.monthCount;
    this.monthCount = position + 1;
    this.months[position] = month;
    this.firstCell[position] = this.cellCount;
    let firstStart = 0x7fffffff;
    let lastStart = -1;
    let soonest = 0x7fffffff;
    let latest = -1;
    for (let at = this.first[month] as number; at < this.windowCount; at += 1) {
      const start = this.start[at] as number;
      const finish = this.finish[at] as number;
      if (start < firstStart) firstStart = start;
      if (start > lastStart) lastStart = start;
      if (finish < soonest) soonest = finish;
      if (finish > latest) latest = finish;
      const rival = this.cheapest[finish] as number;
      if (rival < 0 || (this.price[at] as number) < (this.price[rival] as number)) this.cheapest[finish] = at;
    }
    this.firstStart[position] = firstStart;
    this.lastStart[position] = lastStart;
    this.soonest[position] = soonest + 1;
    let segment = -1;
    for (let finish = soonest; finish <= latest; finish += 1) {
      const window = this.cheapest[finish] as number;
      if (window < 0) continue;
      this.cheapest[finish] = -1;
      const own = this.segments.segmentOfDay[finish] as number;
      if (own !== segment) {
        segment = own;
        this.openCell(own, finish + 1);
      }
      this.addCorner(window, finish + 1);
    }
  }

  private openCell(segment: number, days: number): void {
    const cell = this.cellCount;
    this.cellCount = cell + 1;
    this.cellSegment[cell] = segment;
    this.cellSoonest[cell] = days;
    this.cellPrice[cell] = Infinity;
    this.firstCorner[cell] = this.cornerCount;
  }

  /** Adds a later window to the hull of the open cell, and drops corners that are no longer on it. */
  private addCorner(window: number, days: number): void {
    const cell = this.cellCount - 1;
    const price = this.price[window] as number;
    if (price >= (this.cellPrice[cell] as number)) return;
    const first = this.firstCorner[cell] as number;
    let count = this.cornerCount;
    while (count - first >= 2) {
      const d1 = (this.cornerDays[count - 1] as number) - (this.cornerDays[count - 2] as number);
      const d2 = days - (this.cornerDays[count - 2] as number);
      const p1 = (this.cornerPrice[count - 1] as number) - (this.cornerPrice[count - 2] as number);
      const p2 = price - (this.cornerPrice[count - 2] as number);
      if (p1 * d2 < p2 * d1) break;
      count -= 1;
    }
    this.cornerDays[count] = days;
    this.cornerPrice[count] = price;
    this.cornerWindow[count] = window;
    this.cornerCount = count + 1;
    this.cellPrice[cell] = price;
  }

  private reserve(group: CrewGroup, days: number): void {
    let most = group.days.length;
    for (const { gaps } of group.lines) most += gaps.length * days;
    if (this.start.length >= most) return;
    this.start = new Int32Array(most);
    this.finish = new Int32Array(most);
    this.from = new Int32Array(most);
    this.to = new Int32Array(most);
    this.price = new Float64Array(most);
    this.cornerDays = new Int32Array(most);
    this.cornerPrice = new Float64Array(most);
    this.cornerWindow = new Int32Array(most);
  }
}

function isTaken({ takenBefore }: CrewLine, at: number, days: number): boolean {
  return takenBefore !== undefined && takenBefore[at + days] !== takenBefore[at];
}
