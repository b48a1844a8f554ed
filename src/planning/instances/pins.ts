import { isoDateOf } from '../calendar.js';
import { compileModel } from '../compile-model.js';
import { placePins } from '../pins.js';
import type { Crew, Option, Problem } from '../problem.js';
import type { Dice } from './dice.js';
import { isPublicWorkingDay, type Frame } from './frame.js';

/**
 * Pins the given share of the packages, at most one to a crew, each to begin between a week before the plan and
 * three weeks into it. Those that would break a rule are left open again, so there may be fewer.
 */
export function pinSome(dice: Dice, share: number, frame: Frame, problem: Problem): void {
  const siteOf = new Map(problem.sites.map((site) => [site.id, site]));
  const free = new Set(problem.crews);
  for (const work of problem.workPackages) {
    if (!dice.chance(share)) continue;
    const site = siteOf.get(work.siteId);
    const able = [...free].filter(
      (crew) => site && crew.regions.includes(site.region) && crew.clearance >= site.clearance,
    );
    const day = frame.firstDay + dice.whole(-7, 21);
    if (able.length === 0 || !isPublicWorkingDay(frame, day)) continue;
    const crew: Crew = dice.pick(able);
    free.delete(crew);
    const option: Option = dice.pick(work.options);
    work.pinned = { optionId: option.id, crewId: crew.id, startDay: isoDateOf(day) };
  }
  if (free.size === problem.crews.length) return;
  for (const { workPackage } of placePins(compileModel(problem)).faults) {
    delete problem.workPackages[workPackage]?.pinned;
  }
}
