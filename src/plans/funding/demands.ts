/** What packages would cost that money keeps out of a plan: pure. */
import type { Crew, Problem, WorkPackage } from '../../planning/index.js';

type Pick = (costs: readonly number[]) => number;

/** The least that a package costs, by any of its options and any crew that may do it; null where none may. */
export function cheapestOf(problem: Problem): (work: WorkPackage) => number | null {
  return costsBy(problem, (costs) => costs.reduce((least, cost) => Math.min(least, cost)));
}

/** The most that it costs. */
export function dearestOf(problem: Problem): (work: WorkPackage) => number | null {
  return costsBy(problem, (costs) => costs.reduce((most, cost) => Math.max(most, cost)));
}

function costsBy(problem: Problem, pick: Pick): (work: WorkPackage) => number | null {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const crewsOf = new Map<string, Crew[]>();
  return ({ siteId, options }) => {
    const site = sites.get(siteId);
    if (!site) return null;
    const key = `${site.region}/${site.clearance}`;
    const crews = crewsOf.get(key) ?? problem.crews.filter(mayWorkAt(site.region, site.clearance));
    crewsOf.set(key, crews);
    const costs = options.flatMap(({ costPence, minutes }) =>
      crews.map(
        ({ minutesPerDay, dayRatePence }) => costPence + Math.ceil(minutes / minutesPerDay) * dayRatePence,
      ),
    );
    return costs.length === 0 ? null : pick(costs);
  };
}

function mayWorkAt(region: string, clearance: number): (crew: Crew) => boolean {
  return (crew) => crew.clearance >= clearance && crew.regions.includes(region);
}
