import { Hulls } from './hull.js';
import type { WindowTable } from './window-table.js';

/** Months that are looked at together. */
const MONTHS_OF_BLOCK = 4;
const FAR = 0x7fffffff;

/**
 * A quick look at a window table: what windows cost at least, of some months together and of all, whatever money and
 * units cost. Most of a table can be left unread for it.
 */
export class WindowBlocks {
  count = 0;
  /** By block: where its positions in the table end. */
  readonly end: Int32Array;
  /** One more than the earliest finish of the block and all later ones. */
  readonly soonest: Int32Array;
  readonly firstSegment: Int32Array;
  readonly lastSegment: Int32Array;
  /** Corners of block b: `firstCorner[b]` up to, not including, `firstCorner[b + 1]`. */
  readonly firstCorner: Int32Array;
  readonly corners = new Hulls(0);
  /** One hull of all windows; its corners end at `allEnd`. */
  readonly all = new Hulls(0);
  allEnd = 0;
  /** The corner of `all` that was asked for last: weights come in order. */
  private ideal = 0;
  private order = new Int32Array(0);

  constructor(months: number) {
    const blocks = Math.ceil(months / MONTHS_OF_BLOCK);
    this.end = new Int32Array(blocks);
    this.soonest = new Int32Array(blocks);
    this.firstSegment = new Int32Array(blocks);
    this.lastSegment = new Int32Array(blocks);
    this.firstCorner = new Int32Array(blocks + 1);
  }

  /** Sums up a table that has so many corners. */
  close(table: WindowTable, cornerCount: number): void {
    this.corners.reserve(cornerCount);
    this.all.reserve(cornerCount);
    if (this.order.length < cornerCount) this.order = new Int32Array(2 * cornerCount);
    this.count = 0;
    let corner = 0;
    for (let position = 0; position < table.monthCount; position += MONTHS_OF_BLOCK) {
      const block = this.count;
      const end = Math.min(table.monthCount, position + MONTHS_OF_BLOCK);
      this.count = block + 1;
      this.end[block] = end;
      this.firstCorner[block] = corner;
      const firstCell = table.firstCell[position] as number;
      const cellEnd = table.firstCell[end] as number;
      this.measure(table, block, firstCell, cellEnd);
      const from = table.firstCorner[firstCell] as number;
      const to = table.firstCorner[cellEnd] as number;
      corner = this.merge(table.corners, from, to, this.corners, corner);
    }
    this.firstCorner[this.count] = corner;
    this.allEnd = this.merge(this.corners, 0, corner, this.all, 0);
    this.ideal = 0;
    for (let block = this.count - 2; block >= 0; block -= 1) {
      this.soonest[block] = Math.min(this.soonest[block] as number, this.soonest[block + 1] as number);
    }
  }

  /** What exposure and crew days of a block's windows come to at least. */
  leastOf(block: number, weight: number): number {
    return least(
      this.corners,
      this.firstCorner[block] as number,
      this.firstCorner[block + 1] as number,
      weight,
    );
  }

  /** The same in a glance, and lower: no window is sooner than the first corner or cheaper than the last. */
  floorOf(block: number, weight: number): number {
    const first = this.firstCorner[block] as number;
    const last = (this.firstCorner[block + 1] as number) - 1;
    return weight * (this.corners.days[first] as number) + (this.corners.price[last] as number);
  }

  /** The corner of `all` at which exposure and crew days come to least; undefined where there is no window. */
  leastOfAll(weight: number): number | undefined {
    if (this.allEnd === 0) return undefined;
    this.ideal = this.all.cheapestNear(this.ideal, 0, this.allEnd, weight);
    return this.ideal;
  }

  private measure(table: WindowTable, block: number, firstCell: number, cellEnd: number): void {
    let firstSegment = FAR;
    let lastSegment = -1;
    let soonest = FAR;
    for (let cell = firstCell; cell < cellEnd; cell += 1) {
      const segment = table.cellSegment[cell] as number;
      if (segment < firstSegment) firstSegment = segment;
      if (segment > lastSegment) lastSegment = segment;
      soonest = Math.min(soonest, table.cellSoonest[cell] as number);
    }
    this.firstSegment[block] = firstSegment;
    this.lastSegment[block] = lastSegment;
    this.soonest[block] = soonest;
  }

  /** Makes one hull of some corners; it stands from `first` on. Returns where it ends. */
  private merge(corners: Hulls, from: number, to: number, into: Hulls, first: number): number {
    const { order } = this;
    // Only corners of neighbouring months overlap, so insertion soon has them by finish.
    for (let corner = from; corner < to; corner += 1) {
      const days = corners.days[corner] as number;
      let at = corner;
      for (; at > from && (corners.days[order[at - 1] as number] as number) > days; at -= 1) {
        order[at] = order[at - 1] as number;
      }
      order[at] = corner;
    }
    let end = first;
    for (let at = from; at < to; at += 1) {
      const corner = order[at] as number;
      const { days, price, window } = corners;
      end = into.add(first, end, days[corner] as number, price[corner] as number, window[corner] as number);
    }
    return end;
  }
}

function least(hulls: Hulls, first: number, end: number, weight: number): number {
  const corner = hulls.cheapest(first, end, weight);
  return weight * (hulls.days[corner] as number) + (hulls.price[corner] as number);
}
