import { Injectable } from '@nestjs/common';
import type { Plan } from '../plan.entity.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { buildProblem, type BuiltProblem } from './build-problem.js';
import type { PlanningData } from './planning-data.js';
import { PlanningDataReader } from './planning-data.reader.js';

/** What a plan is made of, at this moment. */
export interface PlanProblem {
  data: PlanningData;
  built: BuiltProblem;
}

/** The one way from a request for a plan to its problem: for planning it, and for telling whether it still holds. */
@Injectable()
export class PlanProblems {
  constructor(
    private readonly reader: PlanningDataReader,
    private readonly scenarios: ScenariosService,
  ) {}

  /** @throws {PlanFailed} for a plan of a scenario that changes what is not there any longer */
  async problemFor(plan: Plan): Promise<PlanProblem> {
    const data = await this.scenarios.dataFor(plan.id, await this.reader.read(plan));
    return { data, built: buildProblem(data) };
  }
}
