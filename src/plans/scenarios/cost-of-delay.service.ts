import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { NotFound } from '../../platform/errors.js';
import { groupRows } from '../../platform/database/rows.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { PhaseDisclosure } from '../phase-disclosure.service.js';
import type { Plan } from '../plan.entity.js';
import { PlansService } from '../plans.service.js';
import { changeOf, DELAY_POINTS, nameOf, pointOf, type DelayPoint } from './cost-of-delay.js';
import { Scenario } from './scenario.entity.js';
import { ScenariosService } from './scenarios.service.js';

/** A point of the curve, with the scenario that it is worked out as. */
export interface DelayCost extends DelayPoint {
  scenario: Scenario;
}

/** What it costs, in risk-days, to start later or to have less money. */
@Injectable()
export class CostOfDelay {
  constructor(
    @InjectRepository(Scenario) private readonly scenarios: Repository<Scenario>,
    private readonly scenariosService: ScenariosService,
    private readonly plans: PlansService,
    private readonly phases: PhaseDisclosure,
  ) {}

  /**
   * Makes the scenarios of the curve that are not there yet.
   *
   * @throws {NotFound} {BadInput} for a plan that scenarios cannot go out from
   */
  async ask(basePlanId: number): Promise<Plan> {
    const base = await this.plans.find(basePlanId);
    if (!base) throw new NotFound('plan of that id', 'basePlanId');
    const there = (await this.curvesByPlanId([basePlanId])).get(basePlanId) ?? [];
    for (const point of DELAY_POINTS) {
      if (there.some(({ months, lessPence }) => months === point.months && lessPence === point.lessPence))
        continue;
      const changes = [changeOf(point)];
      await this.scenariosService.create({ name: nameOf(point), basePlanId: String(basePlanId), changes });
    }
    return base;
  }

  /** The points that there are of each plan's curve, in their order. */
  readonly curvesByPlanId = async (planIds: readonly number[]): Promise<Map<number, DelayCost[]>> => {
    const found = await this.scenarios.find({
      where: { basePlanId: In([...planIds]) },
      order: { id: 'ASC' },
    });
    const curves = new Map<number, DelayCost[]>();
    for (const [planId, scenarios] of groupRows(found, ({ basePlanId }) => basePlanId)) {
      const byPoint = new Map(scenarios.map((scenario) => [pointOf(scenario.changes), scenario]));
      const curve = DELAY_POINTS.flatMap((point) => {
        const scenario = byPoint.get(point);
        return scenario ? [{ ...point, scenario }] : [];
      });
      curves.set(planId, curve);
    }
    return curves;
  };

  /** Null until both plans are completed, and where the caller may not know it. */
  async extraRiskDays({ scenario }: DelayCost, context: RequestContext): Promise<number | null> {
    const [base, later] = await Promise.all([
      this.exposureOf(scenario.basePlanId, context),
      this.exposureOf(scenario.planId, context),
    ]);
    return base === null || later === null ? null : later - base;
  }

  private async exposureOf(planId: number, context: RequestContext): Promise<number | null> {
    const phases = await context.loaders.load(this.plans.phasesByPlanId, planId);
    if (!phases) return null;
    const told = await Promise.all(phases.map((phase) => this.phases.figure(phase, 'exposure', context)));
    return told.reduce((sum, figure) => (sum === null || figure === null ? null : sum + figure), 0);
  }
}
