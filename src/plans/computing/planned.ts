import type { CostLine } from '../../costing/cost-line.js';
import type { Move, PlanningResult, Problem, WantedPin } from '../../planning/index.js';
import type { SettledPrices } from '../costs/price-tiers.service.js';
import type { BuiltProblem } from '../problem/build-problem.js';
import { unitsBought } from '../problem/done-work.js';
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

/**
 * What works on plans that came of one another have bought of each vendor. What was done under other plans was ordered
 * for those.
 *
 * @param chain their ids
 */
export function boughtBefore(
  { done }: Pick<PlanningData, 'done'>,
  chain: readonly number[],
): Map<string, number> {
  const own = new Set(chain);
  return unitsBought(done.filter(({ planId }) => own.has(planId)));
}

/**
 * What a plan takes of each vendor, by which its prices are judged.
 *
 * @param bought of each vendor already: what is done is gone from the plan's problem
 */
export function unitsOf(
  { built, result }: Planned,
  bought: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const options = new Map(built.problem.workPackages.map(({ id, options: of }) => [id, of]));
  const units = new Map(bought);
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
