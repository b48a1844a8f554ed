import type { CrewGroup } from './crew-groups.js';
import { Hulls } from './hull.js';
import type { Segments } from './segments.js';
import { NO_STRAY, StrayWindows } from './stray-windows.js';
import { WindowBlocks } from './window-blocks.js';

const FAR = 0x7fffffff;

/** The running sums of day prices that a group's windows are priced by. */
export interface GroupPaid {
  /** Price of the days before index i of the group's days, at `base + i`. */
  paid: Float64Array;
  base: number;
  /** The same for each line and its own days. */
  lineBase: Int32Array;
}

/**
 * All windows in which the crews of a group could do work of so many days, at given prices. They are sorted into
 * cells by month of the start and segment of the finish: in a cell, money and units cost the same, so what is left
 * to weigh is how late a window finishes against its price, and that is what a hull is for.
 *
 * A window is told by one number: the index of its first day in the group's days, or -1 - its index among the
 * strays. One table is filled over and over, so that memory does not grow with crews and durations.
 */
export class WindowTable {
  /** Positions of months that have windows run from 0 up to this. */
  monthCount = 0;
  readonly month: Int32Array;
  readonly firstStart: Int32Array;
  readonly lastStart: Int32Array;
  /** Cells of the month at a position: `firstCell[position]` up to, not including, `firstCell[position + 1]`. */
  readonly firstCell: Int32Array;

  readonly cellSegment: Int32Array;
  /** By cell: one more than its earliest finish, its lowest price, its first corner. */
  readonly cellSoonest: Int32Array;
  readonly cellPrice: Float64Array;
  readonly firstCorner: Int32Array;
  readonly corners = new Hulls(0);

  readonly blocks: WindowBlocks;

  private readonly strays: StrayWindows;
  private group: CrewGroup | undefined;
  private days = 0;
  private stride = 1;
  private source: GroupPaid = { paid: new Float64Array(0), base: 0, lineBase: new Int32Array(0) };
  private cellCount = 0;
  private cornerCount = 0;
  /** By finish day, while a month with strays is being closed: its cheapest window's price, Infinity for none. */
  private readonly cheapestPrice: Float64Array;
  private readonly cheapest: Int32Array;

  constructor(private readonly segments: Segments) {
    const months = segments.monthCount;
    const cells = months * segments.finishCount;
    this.month = new Int32Array(months);
    this.firstStart = new Int32Array(months);
    this.lastStart = new Int32Array(months);
    this.firstCell = new Int32Array(months + 1);
    this.cellSegment = new Int32Array(cells);
    this.cellSoonest = new Int32Array(cells);
    this.cellPrice = new Float64Array(cells);
    this.firstCorner = new Int32Array(cells + 1);
    this.blocks = new WindowBlocks(months);
    this.strays = new StrayWindows(segments);
    this.cheapestPrice = new Float64Array(segments.dayCount).fill(Infinity);
    this.cheapest = new Int32Array(segments.dayCount);
  }

  /**
   * Fills the table. With a `stride` above 1 only every so manieth window is taken and strays are left out: that is
   * faster, but a bound must not rest on it.
   */
  fill(group: CrewGroup, days: number, source: GroupPaid, stride: number): void {
    this.group = group;
    this.days = days;
    this.source = source;
    this.stride = stride;
    this.monthCount = 0;
    this.cellCount = 0;
    this.cornerCount = 0;
    if (stride === 1) this.strays.collect(group, days, source.lineBase);
    else this.strays.clear();
    for (let month = 0; month < this.segments.monthCount; month += 1) {
      if (this.strays.head[month] === NO_STRAY) this.closePlainMonth(month);
      else this.closeMonthWithStrays(month);
    }
    this.firstCell[this.monthCount] = this.cellCount;
    this.firstCorner[this.cellCount] = this.cornerCount;
    this.blocks.close(this, this.cornerCount);
  }

  startOf(window: number): number {
    if (window < 0) return this.strays.start[-1 - window] as number;
    return this.group?.days[window] as number;
  }

  finishOf(window: number): number {
    if (window < 0) return this.strays.finish[-1 - window] as number;
    return this.group?.days[window + this.days - 1] as number;
  }

  /** Where in the running sums the window begins. */
  paidFrom(window: number): number {
    return window < 0 ? (this.strays.from[-1 - window] as number) : this.source.base + window;
  }

  /** Where in the running sums the window ends. */
  paidTo(window: number): number {
    return window < 0 ? (this.strays.to[-1 - window] as number) : this.source.base + window + this.days;
  }

  priceOf(window: number): number {
    const { paid } = this.source;
    return (paid[this.paidTo(window)] as number) - (paid[this.paidFrom(window)] as number);
  }

  /** All windows that start in the month at a position. */
  windowsAt(position: number): number[] {
    const month = this.month[position] as number;
    const windows: number[] = [];
    const { monthIndex, longestRun } = this.group as CrewGroup;
    const end = monthIndex[month + 1] as number;
    for (let at = monthIndex[month] as number; at < end; at += this.stride) {
      if ((longestRun[at] as number) >= this.days) windows.push(at);
    }
    const { head, next } = this.strays;
    for (let at = head[month] as number; at !== NO_STRAY; at = next[at] as number) windows.push(-1 - at);
    return windows;
  }

  private closePlainMonth(month: number): void {
    const { days, stride, corners } = this;
    const { days: workingDays, monthIndex, longestRun } = this.group as CrewGroup;
    const { paid, base } = this.source;
    const { segmentOfDay } = this.segments;
    const end = monthIndex[month + 1] as number;
    corners.reserve(this.cornerCount + end - (monthIndex[month] as number));
    let segment = -1;
    let first = FAR;
    let free = false;
    for (let at = monthIndex[month] as number; at < end; at += stride) {
      if ((longestRun[at] as number) < days) continue;
      if (first === FAR) {
        first = at;
        this.openMonth(month);
      }
      // Beside a window that costs nothing no later one of the cell is worth a look.
      if (free && segmentOfDay[workingDays[at + days - 1] as number] === segment) {
        const lastFinish = workingDays[Math.min(end - 1 + days, workingDays.length) - 1] as number;
        if (segmentOfDay[lastFinish] === segment) break;
        continue;
      }
      const finish = workingDays[at + days - 1] as number;
      const price = (paid[base + at + days] as number) - (paid[base + at] as number);
      if (segmentOfDay[finish] !== segment) {
        segment = segmentOfDay[finish] as number;
        this.openCell(segment, finish + 1);
      }
      free = price === 0;
      const cell = this.cellCount - 1;
      this.cornerCount = corners.add(
        this.firstCorner[cell] as number,
        this.cornerCount,
        finish + 1,
        price,
        at,
      );
      if (price < (this.cellPrice[cell] as number)) this.cellPrice[cell] = price;
    }
    if (first === FAR) return;
    this.firstStart[this.monthCount - 1] = workingDays[first] as number;
    // Perhaps later than any start: that hides none.
    this.lastStart[this.monthCount - 1] = workingDays[end - 1] as number;
  }

  private closeMonthWithStrays(month: number): void {
    const { corners, cheapest, cheapestPrice } = this;
    this.openMonth(month);
    const position = this.monthCount - 1;
    let firstStart = FAR;
    let lastStart = -1;
    let soonest = FAR;
    let latest = -1;
    for (const window of this.windowsAt(position)) {
      const start = this.startOf(window);
      const finish = this.finishOf(window);
      const price = this.priceOf(window);
      firstStart = Math.min(firstStart, start);
      lastStart = Math.max(lastStart, start);
      soonest = Math.min(soonest, finish);
      latest = Math.max(latest, finish);
      if (price >= (cheapestPrice[finish] as number)) continue;
      cheapestPrice[finish] = price;
      cheapest[finish] = window;
    }
    this.firstStart[position] = firstStart;
    this.lastStart[position] = lastStart;
    corners.reserve(this.cornerCount + latest - soonest + 1);
    let segment = -1;
    for (let finish = soonest; finish <= latest; finish += 1) {
      const price = cheapestPrice[finish] as number;
      if (price === Infinity) continue;
      cheapestPrice[finish] = Infinity;
      if (this.segments.segmentOfDay[finish] !== segment) {
        segment = this.segments.segmentOfDay[finish] as number;
        this.openCell(segment, finish + 1);
      }
      const cell = this.cellCount - 1;
      const first = this.firstCorner[cell] as number;
      this.cornerCount = corners.add(first, this.cornerCount, finish + 1, price, cheapest[finish] as number);
      if (price < (this.cellPrice[cell] as number)) this.cellPrice[cell] = price;
    }
  }

  private openMonth(month: number): void {
    const position = this.monthCount;
    this.monthCount = position + 1;
    this.month[position] = month;
    this.firstCell[position] = this.cellCount;
  }

  private openCell(segment: number, soonest: number): void {
    const cell = this.cellCount;
    this.cellCount = cell + 1;
    this.cellSegment[cell] = segment;
    this.cellSoonest[cell] = soonest;
    this.cellPrice[cell] = Infinity;
    this.firstCorner[cell] = this.cornerCount;
  }
}
