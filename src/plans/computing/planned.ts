import type { CostLine } from '../../costing/cost-line.js';
import type { Move, PlanningResult, Problem, WantedPin } from '../../planning/index.js';
import type { SettledPrices } from '../costs/price-tiers.service.js';
import type { BuiltProblem } from '../problem/build-problem.js';
import type { PlanningData } from '../problem/planning-data.js';

/** A plan of a problem, checked. */
export interface Planned {
  built: BuiltProblem;
  result: PlanningResult;
  moves: readonly Move[];
}

/** All of a plan that is stored. */
export interface FinishedPlan extends Planned {
  data: PlanningData;
  prices: SettledPrices;
  /** What was ordered of the plan before, by work package: its lines, crew-days aside. */
  kept: ReadonlyMap<string, readonly CostLine[]>;
}

/** What a plan takes of each vendor. */
export function unitsOf({ built, result }: Planned): Map<string, number> {
  const options = new Map(built.problem.workPackages.map(({ id, options: of }) => [id, of]));
  const units = new Map<string, number>();
  for (const { workPackageId, optionId } of result.plan.assignments) {
    const option = options.get(workPackageId)?.find(({ id }) => id === optionId);
    if (option) units.set(option.vendorId, (units.get(option.vendorId) ?? 0) + option.units);
  }
  return units;
}

/** Pins on all that a plan has placed, but for what the problem pins already. */
export function pinsOn({ result }: Planned, problem: Problem): WantedPin[] {
  const pinned = new Set(problem.workPackages.flatMap((work) => (work.pinned ? [work.id] : [])));
  return result.plan.assignments
    .filter(({ workPackageId }) => !pinned.has(workPackageId))
    .map(({ workPackageId, optionId, crewId, start }) => ({
      workPackageId,
      optionId,
      crewId,
      startDay: start,
    }));
}
