import { Injectable } from '@nestjs/common';
import { PlanCostLines } from '../costs/plan-cost-lines.service.js';
import type { Plan } from '../plan.entity.js';
import type { Replan } from '../replanning/replan.entity.js';
import { ReplansService } from '../replanning/replans.service.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { buildProblem, type BuiltProblem } from './build-problem.js';
import type { TierUnits } from './offers.js';
import type { PlanningData } from './planning-data.js';
import { PlanningDataReader } from './planning-data.reader.js';

/** What a plan is made of, at this moment. */
export interface PlanSource {
  data: PlanningData;
  /** Its problem at the prices of some tiers. */
  at: (tiers: TierUnits) => BuiltProblem;
  /** Of a plan that is made anew from another one. */
  replan: Replan | null;
}

/** The one way from a request for a plan to its problem: for planning it, and for telling whether it still holds. */
@Injectable()
export class PlanProblems {
  constructor(
    private readonly reader: PlanningDataReader,
    private readonly scenarios: ScenariosService,
    private readonly replans: ReplansService,
    private readonly costLines: PlanCostLines,
  ) {}

  /** @throws {PlanFailed} for a plan of a scenario that changes what is not there any longer */
  async sourceOf(plan: Plan): Promise<PlanSource> {
    const data = await this.scenarios.dataFor(plan.id, await this.reader.read(plan));
    const replan = await this.replans.find(plan.id);
    const kept = replan ? await this.costLines.asOrdered(replan) : undefined;
    const at = (tiers: TierUnits) => {
      const built = buildProblem(data, tiers, kept);
      return replan ? { ...built, problem: this.replans.withWorks(built.problem, replan) } : built;
    };
    return { data, at, replan };
  }
}
