import { Injectable, Logger } from '@nestjs/common';
import type { CostLine } from '../../costing/cost-line.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Assessor } from '../../policy/assessor.service.js';
import { keepPins, pinWhatStays, type PlanningProgress } from '../../planning/index.js';
import { PlanCostLines } from '../costs/plan-cost-lines.service.js';
import { PriceTiers } from '../costs/price-tiers.service.js';
import { Plan } from '../plan.entity.js';
import { LostClaim, PlanFailed } from '../plans.errors.js';
import type { BuiltProblem } from '../problem/build-problem.js';
import { ReplansService } from '../replanning/replans.service.js';
import { DEAREST, thresholdsOf, type TierUnits } from '../problem/offers.js';
import { PlanProblems } from '../problem/plan-problems.service.js';
import type { PlanningData } from '../problem/planning-data.js';
import { Claims, type Claim } from './claims.js';
import { EngineRunner, type EngineRun } from './engine-runner.js';
import type { EngineAnswer } from './engine-thread.js';
import { PlanStore } from './plan-store.js';
import { boughtBefore, pinsOn, unitsOf, type FinishedPlan, type Planned } from './planned.js';
import { settleTiers, type Pass } from './settle-tiers.js';

/** A plan over which so many workers fell silent will silence the next one too. */
const MOST_CRASHES = 5;
const FAULTS_SHOWN = 5;
/** How often at most whoever follows a plan is told how far its computation has come. */
const TELL_EVERY_MS = 1_000;

type Answered = Extract<EngineAnswer, { kind: 'PLANNED' }>;

export type ComputeOutcome = 'COMPLETED' | 'FAILED' | 'NOT_OURS';

/** Computes a plan that was asked for: database → problem → plan → check → database. */
@Injectable()
export class PlanComputer {
  private readonly logger = new Logger(PlanComputer.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly claims: Claims,
    private readonly assessor: Assessor,
    private readonly problems: PlanProblems,
    private readonly replans: ReplansService,
    private readonly engine: EngineRunner,
    private readonly store: PlanStore,
    private readonly costLines: PlanCostLines,
    private readonly priceTiers: PriceTiers,
  ) {}

  /**
   * Computes the plan, if nobody else does. Delivered twice it is computed once; a failure that trying again
   * cannot mend is stored with the plan.
   *
   * @param signal ends the work and gives the plan back to the queue
   * @throws what an outage throws, for the queue to try again
   */
  async compute(planId: number, signal: AbortSignal): Promise<ComputeOutcome> {
    const claim = await this.claims.take(planId);
    if (!claim) return 'NOT_OURS';
    try {
      if (claim.crashes >= MOST_CRASHES) {
        throw new PlanFailed('PLAN_GAVE_UP', `${claim.crashes} workers fell silent while they computed it.`);
      }
      await this.computeClaimed(claim, signal);
      return 'COMPLETED';
    } catch (error) {
      return this.settle(claim, error, signal);
    }
  }

  private async settle(claim: Claim, error: unknown, signal: AbortSignal): Promise<ComputeOutcome> {
    if (error instanceof LostClaim) return 'NOT_OURS';
    if (error instanceof PlanFailed) {
      const { code, message, cause } = error;
      if (cause) this.logger.error(cause);
      await this.transactions.run((manager) =>
        this.claims.end(manager, claim, { status: 'FAILED', code, message }),
      );
      return 'FAILED';
    }
    await this.claims.release(claim, signal.aborted);
    if (signal.aborted) return 'NOT_OURS';
    throw error;
  }

  private async computeClaimed(claim: Claim, signal: AbortSignal): Promise<void> {
    const request = await this.transactions.run((manager) =>
      manager.findOneByOrFail(Plan, { id: claim.planId }),
    );
    const lost = new AbortController();
    let progress: PlanningProgress | null = null;
    const beat = heartbeat(this.claims.beatEveryMs, (isNews) => this.claims.beat(claim, progress, isNews));
    const heart = setInterval(
      () => {
        beat(progress).catch((error: unknown) => {
          if (error instanceof LostClaim) lost.abort(error);
        });
      },
      Math.min(TELL_EVERY_MS, this.claims.beatEveryMs),
    );
    try {
      await this.assessor.assessWhatCameIntoForce();
      const finished = await this.plan(claim, request, {
        onProgress: (latest) => (progress = latest),
        signal: AbortSignal.any([signal, lost.signal]),
      });
      await this.store.store(claim, finished);
    } finally {
      clearInterval(heart);
    }
  }

  /** Plans, as often as it takes for the prices to be those of the tiers that the plan reaches. */
  private async plan(
    claim: Claim,
    request: Plan,
    run: Pick<EngineRun, 'onProgress' | 'signal'>,
  ): Promise<FinishedPlan> {
    const { data, at, replan } = await this.problems.sourceOf(request);
    const former = replan && (await this.replans.formerOf(replan));
    const start = replan ? await this.priceTiers.of(replan.basePlanId) : DEAREST;
    const bought = boughtBefore(data, await this.replans.chainOf(request.id));
    const planAt = async (tiers: TierUnits, keep: Planned | null): Promise<Pass<Planned>> => {
      const built = at(tiers);
      refuseUnreplaceable(built, data);
      if (former) built.problem = pinWhatStays(built.problem, former, replan.frozenUntil);
      if (keep) built.problem = keepPins(built.problem, pinsOn(keep, built.problem));
      await this.store.storeSites(claim, built);
      const answer = await this.engine.run({
        problem: built.problem,
        replan: former && { former: former.assignments, mostMoved: replan.mostMoved },
        seed: request.seed,
        iterations: request.iterations,
        ...run,
      });
      const planned = { built, ...resultOf(answer) };
      return { planned, units: unitsOf(planned, bought) };
    };
    const { planned, ...prices } = await settleTiers(thresholdsIn(data), start, planAt);
    const kept = replan ? await this.costLines.asOrdered(replan) : new Map<string, CostLine[]>();
    return { ...planned, data, prices, kept };
  }
}

/** What volume tiers there are, by vendor. */
function thresholdsIn({ vendors }: PlanningData): Map<string, number[]> {
  const steps = vendors.map((vendor) => [vendor.externalId, thresholdsOf(vendor)] as const);
  return new Map(steps.filter(([, of]) => of.length > 0));
}

/**
 * @param show told whether there is something new
 * @returns to be asked at short intervals: shows that the work goes on where that is due, or something is new
 */
function heartbeat(everyMs: number, show: (isNews: boolean) => Promise<void>) {
  let shown: PlanningProgress | null = null;
  let shownAt = -Infinity;
  return async (progress: PlanningProgress | null): Promise<void> => {
    const isNews = progress !== shown;
    if (!isNews && performance.now() - shownAt < everyMs) return;
    [shown, shownAt] = [progress, performance.now()];
    await show(isNews);
  };
}

/** @throws {PlanFailed} where a work package has no option at all */
function refuseUnreplaceable({ problem, packages }: BuiltProblem, { vendors }: PlanningData): void {
  const stuck = new Set(
    problem.workPackages.flatMap(({ options }, index) =>
      options.length > 0 ? [] : [...(packages[index]?.counts.keys() ?? [])],
    ),
  );
  if (stuck.size === 0) return;
  const offered = new Set(vendors.flatMap(({ products }) => products.flatMap(({ kinds }) => kinds)));
  const lacking = [...stuck].filter((kind) => !offered.has(kind)).sort();
  throw new PlanFailed(
    'PLAN_NO_PRODUCT',
    lacking.length > 0
      ? `No vendor has a product that replaces ${lacking.join(', ')}: add one, then ask for the plan again.`
      : `No single vendor replaces ${[...stuck].sort().join(', ')} together, as some work packages need: add products, then ask again.`,
  );
}

/** @throws {PlanFailed} for a problem that cannot be planned, and for a plan that the checker refuses */
function resultOf(answer: EngineAnswer): Answered {
  switch (answer.kind) {
    case 'PLANNED':
      return answer;
    case 'TOO_MANY_MOVES':
      throw new PlanFailed(
        'PLAN_TOO_MANY_MOVES',
        `${answer.needed} work packages of a phase cannot stay where they were: allow more to move, or set no limit.`,
      );
    case 'FAULTY': {
      const shown = answer.faults.slice(0, FAULTS_SHOWN).map(({ path, message }) => `${path}: ${message}`);
      throw new PlanFailed(
        'PLAN_FAULTY_PROBLEM',
        `The data cannot be planned (${answer.faults.length} faults): ${shown.join('; ')}`,
      );
    }
    case 'UNSOUND': {
      const rules = [...new Set(answer.violations.map(({ rule }) => rule))].join(', ');
      throw new PlanFailed(
        'PLAN_REJECTED_BY_CHECKER',
        `The planner's result breaks ${rules} (${answer.violations.length} violations) and was thrown away: please report this.`,
      );
    }
  }
}
