import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Outbox } from '../../platform/queue/outbox.service.js';
import { buildModel, type ForecastTerms } from '../monte-carlo/build-model.js';
import type { ForecastModel } from '../monte-carlo/model.js';
import { summarise } from '../monte-carlo/summarise.js';
import { PlanCostLines } from '../../plans/costs/plan-cost-lines.service.js';
import { PlanDocuments } from '../../plans/plan-documents.service.js';
import { PlansService } from '../../plans/plans.service.js';
import { Standings } from '../../plans/standings/standings.service.js';
import { DrawRunner } from './draw-runner.js';
import { ForecastSpreads } from './forecast-spreads.service.js';
import { Forecast, type ForecastOutcome } from './forecast.entity.js';

/** A forecast over which so many workers fell silent will silence the next one too. */
const MOST_CRASHES = 5;
const BEAT_EVERY_MS = 1_000;
const MOST_AT_ONCE = 100;
const DRAWS_FAILED = 'The draws failed, and would again: please report it.';
const MODEL_FAILED =
  'The plan, its works or its costs could not be made into what is drawn from, and could not again: please report it.';

/** The forecast was taken away: nobody waits for it any more. */
class ForecastGone extends Error {}

/** The draws themselves or what they are drawn from broke, and would again; the message is for whoever asked. */
class DrawsFailed extends Error {}

/**
 * Draws a forecast that was asked for. No claim is fenced: two workers at the same forecast come to the same figures, and
 * the first one's stay.
 */
@Injectable()
export class ForecastDrawer {
  private readonly logger = new Logger(ForecastDrawer.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly plans: PlansService,
    private readonly documents: PlanDocuments,
    private readonly standings: Standings,
    private readonly costLines: PlanCostLines,
    private readonly spreads: ForecastSpreads,
    private readonly runner: DrawRunner,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Draws the forecast, if it is to be drawn. What cannot be drawn is stored with why.
   *
   * @param signal ends the work and gives the forecast back to the queue
   * @throws what an outage throws, for the queue to try again
   */
  async draw(id: number, signal: AbortSignal): Promise<void> {
    const forecast = await this.take(id);
    if (!forecast) return;
    if (forecast.crashes >= MOST_CRASHES) {
      return this.fail(
        forecast,
        'FORECAST_GAVE_UP',
        `${forecast.crashes} workers fell silent while they drew it.`,
      );
    }
    const gone = new AbortController();
    let done = 0;
    const heart = setInterval(() => {
      this.beat(id, done).catch((error: unknown) => {
        if (error instanceof ForecastGone) gone.abort(error);
      });
    }, BEAT_EVERY_MS);
    try {
      await this.drawTaken(forecast, (drawn) => (done = drawn), AbortSignal.any([signal, gone.signal]));
    } catch (error) {
      await this.settle(forecast, error, signal);
    } finally {
      clearInterval(heart);
    }
  }

  /** @throws {DrawsFailed} where trying again would fail again */
  private async drawTaken(
    forecast: Forecast,
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { seed, draws } = forecast;
    const { model, spreads } = await this.modelOf(forecast);
    const block = await this.runner
      .run({ model, seed, draws, onProgress, signal })
      .catch((error: unknown) => {
        throw signal.aborted ? error : new DrawsFailed(DRAWS_FAILED, { cause: error });
      });
    await this.complete(forecast, { ...summarise(model, block), spreads });
  }

  private async settle(forecast: Forecast, error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof ForecastGone) return;
    if (error instanceof DrawsFailed) {
      this.logger.error(error.cause);
      return this.fail(forecast, 'FORECAST_FAILED', error.message);
    }
    await this.release(forecast.id, signal.aborted);
    if (!signal.aborted) throw error;
  }

  /**
   * Asks again for forecasts that nobody has touched for long: their job was lost with the queue, or their worker died.
   *
   * @returns true where more may be waiting
   */
  askAgain(): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const forgotten = await manager.query<{ id: number }[]>(
        `SELECT id FROM forecasts WHERE status IN ('QUEUED', 'RUNNING') AND heartbeat_at < ${this.silent(2)}
          ORDER BY id LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED`,
      );
      for (const { id } of forgotten) {
        await manager.query(
          `UPDATE forecasts SET crashes = crashes + (status = 'RUNNING'), status = 'QUEUED',
                  heartbeat_at = UTC_TIMESTAMP(3) WHERE id = ?`,
          [id],
        );
        await this.outbox.add(manager, 'forecast.draw', { forecastId: id });
      }
      return forgotten.length === MOST_AT_ONCE;
    });
  }

  /** @returns null where it is over, gone, or in the hands of a worker that lives */
  private take(id: number): Promise<Forecast | null> {
    return this.transactions.run(async (manager) => {
      const taken = await affected(
        manager,
        `UPDATE forecasts SET crashes = crashes + (status = 'RUNNING'), status = 'RUNNING', done_draws = 0,
                heartbeat_at = UTC_TIMESTAMP(3)
          WHERE id = ? AND (status = 'QUEUED' OR (status = 'RUNNING' AND heartbeat_at < ${this.silent(1)}))`,
        [id],
      );
      return taken === 0 ? null : manager.findOneByOrFail(Forecast, { id });
    });
  }

  private async modelOf(
    forecast: Forecast,
  ): Promise<{ model: ForecastModel } & Pick<ForecastOutcome, 'spreads'>> {
    const { planId, asOf } = forecast;
    const [plan, problem, written] = await Promise.all([
      this.plans.find(planId),
      this.documents.read(planId, 'PROBLEM'),
      this.documents.read(planId, 'PLAN'),
    ]);
    if (!plan || !problem || !written) throw new Error(`plan ${planId} is gone, or not completed`);
    const numbers = new Map(problem.workPackages.map((work, number) => [work.id, number]));
    const standings = await this.standings.ofPlan(planId);
    const costs = await this.costLines.kindsOfPlan(planId);
    const spreads = await this.spreads.list();
    const terms: ForecastTerms = {
      spreads: new Map(spreads.map((spread) => [spread.category, spread])),
      vendorCorrelation: forecast.vendorCorrelationPercent / 100,
      regionCorrelation: forecast.regionCorrelationPercent / 100,
      // Works are carried out of approved plans alone: of others, nothing is late.
      notBefore: plan.stage === 'APPROVED' ? asOf : null,
    };
    const kindsOf = (id: string) => costs.get(numbers.get(id) ?? -1);
    const worksOf = (id: string) => standings.get(numbers.get(id) ?? -1);
    const model = unlessBroken(() => buildModel(problem, written, kindsOf, worksOf, terms));
    return { model, spreads };
  }

  /** @throws {ForecastGone} */
  private async beat(id: number, done: number): Promise<void> {
    const kept = await affected(
      this.dataSource.manager,
      "UPDATE forecasts SET heartbeat_at = UTC_TIMESTAMP(3), done_draws = ? WHERE id = ? AND status = 'RUNNING'",
      [done, id],
    );
    if (kept === 0) throw new ForecastGone();
  }

  private complete(forecast: Forecast, outcome: ForecastOutcome): Promise<void> {
    return this.end(forecast, { status: 'COMPLETED', outcome, doneDraws: forecast.draws });
  }

  private fail(forecast: Forecast, failureCode: string, failureMessage: string): Promise<void> {
    return this.end(forecast, { status: 'FAILED', failureCode, failureMessage });
  }

  private end({ id, planId }: Forecast, result: Partial<Forecast> & Pick<Forecast, 'status'>): Promise<void> {
    return this.transactions.run(async (manager) => {
      const finishedAt = () => 'UTC_TIMESTAMP(3)';
      const { affected: ended } = await manager.update(
        Forecast,
        { id, status: 'RUNNING' },
        { ...result, finishedAt },
      );
      if (!ended) return;
      const plan = await this.plans.find(planId);
      const { status, failureCode = null } = result;
      await this.audit.record(manager, {
        ...{ action: 'forecast.draw', subjectType: 'Forecast', subjectId: String(id) },
        organisationId: plan?.organisationId ?? null,
        after: { status, failureCode },
      });
    });
  }

  /**
   * Lets go of it, unfinished.
   *
   * @param isToBeAskedAgain true: the caller's own job ends here, so another one is needed
   */
  private release(id: number, isToBeAskedAgain: boolean): Promise<void> {
    return this.transactions.run(async (manager) => {
      const { affected: released } = await manager.update(
        Forecast,
        { id, status: 'RUNNING' },
        { status: 'QUEUED' },
      );
      if (released && isToBeAskedAgain) await this.outbox.add(manager, 'forecast.draw', { forecastId: id });
    });
  }

  /** SQL for the moment before which a worker, or several times that a job, counts as lost. */
  private silent(times: number): string {
    return `UTC_TIMESTAMP(3) - INTERVAL ${Math.trunc(times * this.configuration.planSilentSeconds)} SECOND`;
  }
}

/** @throws {DrawsFailed} for whatever the work throws, which touches no database */
function unlessBroken<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new DrawsFailed(MODEL_FAILED, { cause });
  }
}

async function affected(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const result = await manager.query<{ affectedRows: number }>(sql, parameters);
  return result.affectedRows;
}
