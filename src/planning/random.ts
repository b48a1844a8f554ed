/**
 * A seeded generator of pseudo-random numbers (Mulberry32: one 32-bit word of state, integer arithmetic only, so
 * that every machine draws the same numbers). Good enough to vary a search; never for secrets.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let word = this.state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  }

  /** An integer from 0 up to, not including, `bound`. */
  below(bound: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * bound);
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** True once in `rarity` draws on average. */
  oneIn(rarity: number): boolean {
    return this.below(rarity) === 0;
  }

  /** Puts a list into random order, in place. */
  shuffle(list: number[]): void {
    for (let at = list.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      const held = list[at] as number;
      list[at] = list[other] as number;
      list[other] = held;
    }
  }
}
