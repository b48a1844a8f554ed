import type { ModelCrew } from '../model.js';

const NOT_FOUND = -1;

/** Runs of up to so many days are remembered by where the first one can be. */
const REMEMBERED = 8;

/** In `CrewDays.workAt`: nothing is done on that day. */
export const IDLE = -1;

/**
 * Which working days of each crew are taken, by rank, and by what. Taken days are bits too, so that a run of free
 * days is found 32 days at a step: a full year costs a dozen steps.
 */
export class CrewDays {
  /** Set bits are taken; the days after the last one are taken too. */
  private readonly taken: Int32Array;
  /** Word in `taken` at which each crew begins, and one more entry for the end. */
  private readonly firstWord: Int32Array;
  /** By 32 × word + rank within it: the work package of the day, or IDLE. */
  private readonly work: Int32Array;
  /** By 8 × crew + days − 1: before this rank there is no run of so many free days. */
  private readonly noneBefore: Int32Array;

  constructor(crews: ModelCrew[]) {
    this.firstWord = new Int32Array(crews.length + 1);
    crews.forEach((crew, index) => {
      this.firstWord[index + 1] = (this.firstWord[index] as number) + (crew.calendar.days.length >> 5) + 1;
    });
    this.taken = new Int32Array(this.firstWord[crews.length] as number);
    this.work = new Int32Array(this.taken.length << 5).fill(IDLE);
    this.noneBefore = new Int32Array(REMEMBERED * crews.length);
    crews.forEach((crew, index) => {
      const last = (this.firstWord[index + 1] as number) - 1;
      this.taken[last] = -1 << (crew.calendar.days.length & 31);
    });
  }

  /** The first rank from `rank` on with `days` free days in a row; -1 where there is none. */
  firstFree(crew: number, rank: number, days: number): number {
    if (days > REMEMBERED) return this.search(crew, rank, days);
    const at = REMEMBERED * crew + days - 1;
    const known = this.noneBefore[at] as number;
    if (rank > known) return this.search(crew, rank, days);
    const found = this.search(crew, known, days);
    this.noneBefore[at] = found === NOT_FOUND ? this.sizeOf(crew) : found;
    return found;
  }

  private search(crew: number, rank: number, days: number): number {
    const size = this.sizeOf(crew);
    let from = this.nextFree(crew, rank, size);
    while (from + days <= size) {
      const until = this.nextTaken(crew, from, from + days);
      if (until === from + days) return from;
      from = this.nextFree(crew, until, size);
    }
    return NOT_FOUND;
  }

  private sizeOf(crew: number): number {
    return ((this.firstWord[crew + 1] as number) - (this.firstWord[crew] as number)) << 5;
  }

  isFree(crew: number, rank: number, days: number): boolean {
    return this.nextTaken(crew, rank, rank + days) === rank + days;
  }

  /** The work package that a crew works on at a rank, or IDLE. */
  workAt(crew: number, rank: number): number {
    return this.work[((this.firstWord[crew] as number) << 5) + rank] as number;
  }

  take(crew: number, rank: number, days: number, workPackage: number): void {
    this.toggle(crew, rank, days);
    const first = ((this.firstWord[crew] as number) << 5) + rank;
    this.work.fill(workPackage, first, first + days);
  }

  free(crew: number, rank: number, days: number): void {
    this.toggle(crew, rank, days);
    const first = ((this.firstWord[crew] as number) << 5) + rank;
    this.work.fill(IDLE, first, first + days);
    for (let run = 1; run <= REMEMBERED; run += 1) {
      const at = REMEMBERED * crew + run - 1;
      this.noneBefore[at] = Math.max(0, Math.min(this.noneBefore[at] as number, rank - run + 1));
    }
  }

  private toggle(crew: number, rank: number, days: number): void {
    const base = this.firstWord[crew] as number;
    let at = rank;
    const end = rank + days;
    while (at < end) {
      const bit = at & 31;
      const count = Math.min(32 - bit, end - at);
      const bits = count === 32 ? -1 : ((1 << count) - 1) << bit;
      const word = base + (at >> 5);
      this.taken[word] = (this.taken[word] as number) ^ bits;
      at += count;
    }
  }

  /** The first free rank at or after `rank`; `size` where there is none. */
  private nextFree(crew: number, rank: number, size: number): number {
    if (rank >= size) return size;
    const base = this.firstWord[crew] as number;
    const end = this.firstWord[crew + 1] as number;
    let word = base + (rank >> 5);
    let free = ~(this.taken[word] as number) & (-1 << (rank & 31));
    while (free === 0) {
      word += 1;
      if (word === end) return size;
      free = ~(this.taken[word] as number);
    }
    return ((word - base) << 5) + lowestBit(free);
  }

  /** The first taken rank at or after `rank`, looking no further than `limit`; `limit` where there is none. */
  private nextTaken(crew: number, rank: number, limit: number): number {
    const base = this.firstWord[crew] as number;
    let word = base + (rank >> 5);
    const end = base + ((limit - 1) >> 5);
    let taken = (this.taken[word] as number) & (-1 << (rank & 31));
    while (taken === 0) {
      word += 1;
      if (word > end) return limit;
      taken = this.taken[word] as number;
    }
    return Math.min(limit, ((word - base) << 5) + lowestBit(taken));
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
