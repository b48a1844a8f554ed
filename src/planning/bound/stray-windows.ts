import type { CrewGroup, CrewLine } from './crew-groups.js';
import type { Segments } from './segments.js';

/** No more strays in the month. */
export const NO_STRAY = -1;

/**
 * Windows of single crews that leave out days on which others of their group work. They are kept by month of the
 * start, as a list from `head[month]` along `next`.
 */
export class StrayWindows {
  readonly head: Int32Array;
  next = new Int32Array(0);
  start = new Int32Array(0);
  finish = new Int32Array(0);
  /** The window's price is `paid[to] - paid[from]`. */
  from = new Int32Array(0);
  to = new Int32Array(0);
  private count = 0;

  constructor(private readonly segments: Segments) {
    this.head = new Int32Array(segments.monthCount).fill(NO_STRAY);
  }

  /** Forgets all windows, then finds those for work of so many days. */
  collect(group: CrewGroup, days: number, lineBase: Int32Array): void {
    this.clear();
    let most = 0;
    for (const { gaps } of group.lines) most += gaps.length * days;
    this.reserve(most);
    group.lines.forEach((line, index) => this.collectLine(group, days, line, lineBase[index] as number));
  }

  clear(): void {
    this.head.fill(NO_STRAY);
    this.count = 0;
  }

  private collectLine(group: CrewGroup, days: number, line: CrewLine, base: number): void {
    let next = 0;
    for (const gap of line.gaps) {
      const last = Math.min(gap - 1, line.days.length - days);
      for (let at = Math.max(next, gap - days + 1); at <= last; at += 1) {
        if (isTaken(line, at, days)) continue;
        const start = group.days[line.days[at] as number] as number;
        const month = this.segments.monthOfDay[start] as number;
        const stray = this.count;
        this.count = stray + 1;
        this.next[stray] = this.head[month] as number;
        this.head[month] = stray;
        this.start[stray] = start;
        this.finish[stray] = group.days[line.days[at + days - 1] as number] as number;
        this.from[stray] = base + at;
        this.to[stray] = base + at + days;
      }
      next = Math.max(next, last + 1);
    }
  }

  private reserve(size: number): void {
    if (this.start.length >= size) return;
    this.next = new Int32Array(size);
    this.start = new Int32Array(size);
    this.finish = new Int32Array(size);
    this.from = new Int32Array(size);
    this.to = new Int32Array(size);
  }
}

function isTaken({ takenBefore }: CrewLine, at: number, days: number): boolean {
  return takenBefore !== undefined && takenBefore[at + days] !== takenBefore[at];
}
