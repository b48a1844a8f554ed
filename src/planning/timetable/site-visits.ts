import type { Day } from '../calendar.js';
import type { Model } from '../model.js';

/** No day of the asked span is in the way. */
export const CLEAR = -0x7fffffff;

/**
 * Which spans of days each site is visited on. Only sites with more work packages than crews may be there at
 * once can ever be full, so only their visits are kept.
 */
export class SiteVisits {
  private readonly visits: (number[] | undefined)[];

  constructor(
    private readonly model: Model,
    private readonly startOf: Int32Array,
    private readonly finishOf: Int32Array,
  ) {
    const packagesAt = new Int32Array(model.sites.length);
    for (const site of model.packages.site) packagesAt[site] = (packagesAt[site] as number) + 1;
    this.visits = model.sites.map((site, index) =>
      (packagesAt[index] as number) > site.maxCrews ? [] : undefined,
    );
  }

  add(workPackage: number): void {
    this.visits[this.model.packages.site[workPackage] as number]?.push(workPackage);
  }

  remove(workPackage: number): void {
    const visits = this.visits[this.model.packages.site[workPackage] as number];
    if (!visits) return;
    const at = visits.indexOf(workPackage);
    visits[at] = visits[visits.length - 1] as number;
    visits.pop();
  }

  /** CLEAR, or the first day on which work that is blocked in `start`..`finish` by a closure may start at best. */
  afterClosure(site: number, start: Day, finish: Day): Day {
    const { closures } = this.model.sites[site] as Model['sites'][number];
    for (const closure of closures) {
      if (closure.from > finish) return CLEAR;
      if (closure.to >= start) return closure.to + 1;
    }
    return CLEAR;
  }

  /**
   * CLEAR, or the first day on which work that is blocked in `start`..`finish` by the site's limit may start at
   * best. Every calendar day of the span counts.
   */
  afterFullDays(site: number, start: Day, finish: Day): Day {
    const visits = this.visits[site];
    if (!visits) return CLEAR;
    const { maxCrews } = this.model.sites[site] as Model['sites'][number];
    if (maxCrews === 0) return this.model.horizon;
    if (visits.length < maxCrews) return CLEAR;
    let after = this.fullUntil(visits, start, maxCrews);
    for (const visit of visits) {
      const begin = this.startOf[visit] as number;
      if (begin > start && begin <= finish) after = Math.max(after, this.fullUntil(visits, begin, maxCrews));
    }
    return after;
  }

  /** CLEAR, or the day after the first visit ends of those that fill the site on `day`. */
  private fullUntil(visits: number[], day: Day, maxCrews: number): Day {
    let open = 0;
    let firstEnd = this.model.horizon;
    for (const visit of visits) {
      const end = this.finishOf[visit] as number;
      if ((this.startOf[visit] as number) > day || end < day) continue;
      open += 1;
      firstEnd = Math.min(firstEnd, end);
    }
    return open >= maxCrews ? firstEnd + 1 : CLEAR;
  }
}
