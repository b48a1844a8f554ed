/**
 * Lower convex hulls of windows, several in one pair of arrays: the corners of each stand together, days rise and
 * prices fall from corner to corner. Whatever a day of exposure costs, the cheapest window is a corner.
 */
export class Hulls {
  days: Int32Array;
  price: Float64Array;
  /** What stands at the corner: see whoever fills the hull. */
  window: Int32Array;

  constructor(size: number) {
    this.days = new Int32Array(size);
    this.price = new Float64Array(size);
    this.window = new Int32Array(size);
  }

  /** Makes room for so many corners in all; what is there stays. */
  reserve(size: number): void {
    if (this.days.length >= size) return;
    const more = new Hulls(2 * size);
    more.days.set(this.days);
    more.price.set(this.price);
    more.window.set(this.window);
    this.days = more.days;
    this.price = more.price;
    this.window = more.window;
  }

  /**
   * Adds a window to the hull whose corners stand from `first` up to, not including, `end`, where no corner is
   * later; corners that are no longer on the hull go. Returns the new end.
   */
  add(first: number, end: number, days: number, price: number, window: number): number {
    const { days: cornerDays, price: cornerPrice } = this;
    let count = end;
    if (count > first) {
      if (price >= (cornerPrice[count - 1] as number)) return end;
      if (cornerDays[count - 1] === days) count -= 1;
    }
    while (count - first >= 2) {
      const days0 = cornerDays[count - 2] as number;
      const price0 = cornerPrice[count - 2] as number;
      const fallToLast = ((cornerPrice[count - 1] as number) - price0) * (days - days0);
      const fallToNew = (price - price0) * ((cornerDays[count - 1] as number) - days0);
      if (fallToLast < fallToNew) break;
      count -= 1;
    }
    cornerDays[count] = days;
    cornerPrice[count] = price;
    this.window[count] = window;
    return count + 1;
  }

  /** The corner that is cheapest at a price for each day. Costs fall up to it and rise after it. */
  cheapest(first: number, end: number, weight: number): number {
    const { days, price } = this;
    let low = first;
    let high = end - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = weight * (days[middle] as number) + (price[middle] as number);
      const next = weight * (days[middle + 1] as number) + (price[middle + 1] as number);
      if (next < here) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The same corner, looked for from a corner on that is thought to be near. */
  cheapestNear(near: number, first: number, end: number, weight: number): number {
    const { days, price } = this;
    let corner = near;
    let here = weight * (days[corner] as number) + (price[corner] as number);
    for (; corner + 1 < end; corner += 1) {
      const next = weight * (days[corner + 1] as number) + (price[corner + 1] as number);
      if (next >= here) break;
      here = next;
    }
    for (; corner > first; corner -= 1) {
      const before = weight * (days[corner - 1] as number) + (price[corner - 1] as number);
      if (before > here) break;
      here = before;
    }
    return corner;
  }
}
