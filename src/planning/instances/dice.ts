import { Random } from '../random.js';

/** Draws of the kinds that instances are made of, all from one seed. */
export class Dice {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** True with the given probability. */
  chance(share: number): boolean {
    return this.random.fraction() < share;
  }

  /** An integer from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + this.random.below(to - from + 1);
  }

  /** A number from `from` up to, not including, `to`. */
  between(from: number, to: number): number {
    return from + this.random.fraction() * (to - from);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.random.below(list.length)] as T;
  }

  /** `count` different entries of a list, in random order. */
  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    for (let at = 0; at < count; at += 1) {
      const other = at + this.random.below(rest.length - at);
      [rest[at], rest[other]] = [rest[other] as T, rest[at] as T];
    }
    return rest.slice(0, count);
  }
}
