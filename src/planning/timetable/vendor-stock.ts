import type { ModelVendor } from '../model.js';

/**
 * What each vendor with limited supply has left. Supply adds up over months and work takes it in the month of its
 * start, so units taken in a month are missing in all later ones too: a start in month m may take at most the
 * least slack of the months from m on, its room. Room never falls from one month to the next.
 */
export class VendorStock {
  /** By vendor and month: supplied less taken up to that month. */
  private readonly slack: (Float64Array | undefined)[];
  private readonly room: (Float64Array | undefined)[];

  constructor(vendors: ModelVendor[]) {
    this.slack = vendors.map(
      ({ cumulativeSupply }) => cumulativeSupply && Float64Array.from(cumulativeSupply),
    );
    // Supply only adds up, so before anything is taken the least slack from a month on is its own.
    this.room = vendors.map(
      ({ cumulativeSupply }) => cumulativeSupply && Float64Array.from(cumulativeSupply),
    );
  }

  /** The first month in which work may start that takes `units`; the number of months where none is. */
  firstMonthFor(vendor: number, units: number): number {
    const room = this.room[vendor];
    if (!room || units === 0) return 0;
    let low = 0;
    let high = room.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((room[middle] as number) >= units) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Units that a start in that month could still take; Infinity for a vendor without limit. */
  roomIn(vendor: number, month: number): number {
    const room = this.room[vendor];
    return room ? (room[month] as number) : Infinity;
  }

  /** Takes units from a month on; gives them back where negative. */
  take(vendor: number, month: number, units: number): void {
    const slack = this.slack[vendor];
    const room = this.room[vendor];
    if (!slack || !room) return;
    for (let at = month; at < slack.length; at += 1) slack[at] = (slack[at] as number) - units;
    let least = Infinity;
    for (let at = slack.length - 1; at >= 0; at -= 1) {
      least = Math.min(least, slack[at] as number);
      room[at] = least;
    }
  }
}
