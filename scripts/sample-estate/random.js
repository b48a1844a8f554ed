/** The one source of chance of the sample estate: the same seed gives the same draws on every machine. */
export class Draws {
  /** @param {number} seed */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A number from 0 up to 1 (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /**
   * @param {number} least
   * @param {number} most included
   */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @param {number} share from 0 to 1 */
  chance(share) {
    return this.next() < share;
  }

  /**
   * @template Item
   * @param {readonly Item[]} items
   * @returns {Item}
   */
  pick(items) {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /**
   * @template Item
   * @param {readonly (readonly [Item, number])[]} weighted items with their weights
   * @returns {Item}
   */
  pickWeighted(weighted) {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.next() * total;
    for (const [item, weight] of weighted) {
      left -= weight;
      if (left < 0) return item;
    }
    return /** @type {readonly [Item, number]} */ (weighted[weighted.length - 1])[0];
  }

  /** @param {number} count of upper-case hexadecimal digits */
  hex(count) {
    return Array.from({ length: count }, () => this.whole(0, 15).toString(16).toUpperCase()).join('');
  }

  /**
   * A day between two years, both included.
   *
   * @param {number} firstYear
   * @param {number} lastYear
   */
  day(firstYear, lastYear) {
    const month = String(this.whole(1, 12)).padStart(2, '0');
    return `${this.whole(firstYear, lastYear)}-${month}-${String(this.whole(1, 28)).padStart(2, '0')}`;
  }
}
