import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThanOrEqual, Repository, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { Outbox } from '../../platform/queue/outbox.service.js';
import { PlanReportService } from '../../plans/plan-report.service.js';
import type { Plan } from '../../plans/plan.entity.js';
import { PlansService } from '../../plans/plans.service.js';
import { askForecastInput, mostDrawsFor } from '../forecast.input.js';
import { Forecast } from './forecast.entity.js';

/** A plan keeps its newest forecasts: they are asked for again in seconds, and give the same. */
const MOST_KEPT = 5;
/** Requests for forecasts, and what they came to. */
@Injectable()
export class ForecastsService {
  constructor(
    @InjectRepository(Forecast) private readonly forecasts: Repository<Forecast>,
    private readonly plans: PlansService,
    private readonly report: PlanReportService,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Stores the request and, in the same transaction, the job that draws it.
   *
   * @throws {BadInput} @throws {NotFound} where there is no such plan, or it is not completed
   */
  async ask(input: unknown): Promise<Forecast> {
    const request = readInput(askForecastInput, input);
    const { planId } = request;
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') throw new NotFound('completed plan of that id', 'input.planId');
    await this.refuseTooMuch(planId, request.draws);
    return this.transactions.run(async (manager) => {
      const now = this.clock.now();
      const asked = { ...request, asOf: this.clock.today() };
      const { id } = await manager.save(
        manager.create(Forecast, { ...asked, status: 'QUEUED', requestedAt: now, heartbeatAt: now }),
      );
      await forgetOldest(manager, planId);
      await this.outbox.add(manager, 'forecast.draw', { forecastId: id });
      await this.audit.record(manager, { ...about('askForecast', id, plan), after: asked });
      return manager.findOneByOrFail(Forecast, { id });
    });
  }

  /**
   * Takes a forecast away; a worker that is at it stops.
   *
   * @returns false where there is no such forecast
   */
  remove(id: number): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const found = await manager.findOne(Forecast, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!found) return false;
      const plan = await this.plans.find(found.planId);
      await manager.delete(Forecast, { id });
      const { planId, draws, seed, status } = found;
      const subject = about('removeForecast', id, { organisationId: plan?.organisationId ?? null });
      await this.audit.record(manager, { ...subject, before: { planId, draws, seed, status } });
      return true;
    });
  }

  /** The forecasts of a plan, the newest first. */
  ofPlan(planId: number): Promise<Forecast[]> {
    return this.forecasts.find({ where: { planId }, order: { id: 'DESC' } });
  }

  private async refuseTooMuch(planId: number, draws: number): Promise<void> {
    const years = (await this.report.yearsByPlanId([planId])).get(planId) ?? [];
    const packages = years.reduce((sum, { workPackageCount }) => sum + workPackageCount, 0);
    const most = mostDrawsFor(packages);
    if (draws <= most) return;
    const message = `expected at most ${most} for a plan of ${packages} work packages`;
    throw new BadInput([{ path: 'input.draws', message }]);
  }
}

async function forgetOldest(manager: EntityManager, planId: number): Promise<void> {
  const [oldest] = await manager.find(Forecast, {
    select: { id: true },
    where: { planId },
    order: { id: 'DESC' },
    skip: MOST_KEPT,
    take: 1,
  });
  if (oldest) await manager.delete(Forecast, { planId, id: LessThanOrEqual(oldest.id) });
}

function about(action: string, id: number, { organisationId }: Pick<Plan, 'organisationId'>) {
  return { action, subjectType: 'Forecast', subjectId: String(id), organisationId };
}
