import type { Model, Placement } from './model.js';
import type { Problem } from './problem.js';
import type { Timetable } from './timetable/timetable.js';

/** The same problem with all its phase 2 work packages removed. */
export function phase1Only(problem: Problem): Problem {
  const sensitive = new Set(problem.sites.filter((site) => site.sensitive).map((site) => site.id));
  return { ...problem, workPackages: problem.workPackages.filter((work) => sensitive.has(work.siteId)) };
}

/** The placements of a timetable over `phase1Only(problem)`, as placements of the whole problem. */
export function toWholeProblem(whole: Model, alone: Timetable): Placement[] {
  const placements: Placement[] = [];
  whole.packagesOfPhase[1].forEach((workPackage, at) => {
    if (!alone.isPlaced(at)) return;
    const placement = alone.placementOf(at);
    const option =
      placement.option -
      (alone.model.packages.firstOption[at] as number) +
      (whole.packages.firstOption[workPackage] as number);
    placements.push({ ...placement, workPackage, option });
  });
  return placements;
}
