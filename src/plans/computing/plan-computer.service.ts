import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { checkPlan, parseProblem, type PlanningResult, type Problem } from '../../planning/index.js';
import { Plan } from '../plan.entity.js';
import { LostClaim, PlanFailed } from '../plans.errors.js';
import { buildProblem, type BuiltProblem } from '../problem/build-problem.js';
import type { PlanningData } from '../problem/planning-data.js';
import { PlanningDataReader } from '../problem/planning-data.reader.js';
import { Claims, type Claim } from './claims.js';
import { EngineRunner } from './engine-runner.js';
import { PlanStore } from './plan-store.js';

/** A plan whose computing has killed its worker so often will do it again. */
const MOST_CLAIMS = 8;
const FAULTS_SHOWN = 5;

export type ComputeOutcome = 'COMPLETED' | 'FAILED' | 'NOT_OURS';

/** Computes a plan that was asked for: database → problem → plan → check → database. */
@Injectable()
export class PlanComputer {
  private readonly logger = new Logger(PlanComputer.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly claims: Claims,
    private readonly reader: PlanningDataReader,
    private readonly engine: EngineRunner,
    private readonly store: PlanStore,
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
      if (claim.fence > MOST_CLAIMS) {
        throw new PlanFailed('PLAN_GAVE_UP', `Computing it ended ${MOST_CLAIMS} times without a result.`);
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
    let progress: { done: number; total: number } | null = null;
    const heart = setInterval(() => {
      this.claims.beat(claim, progress).catch((error: unknown) => {
        if (error instanceof LostClaim) lost.abort(error);
      });
    }, this.claims.beatEveryMs);
    try {
      const data = await this.reader.read(request);
      const built = readable(buildProblem(data), data);
      const result = await this.engine.run({
        problem: built.problem,
        seed: request.seed,
        iterations: request.iterations,
        onProgress: (done, total) => (progress = { done, total }),
        signal: AbortSignal.any([signal, lost.signal]),
      });
      refuseUnsound(built.problem, result);
      await this.store.store(claim, data, built, result);
    } finally {
      clearInterval(heart);
    }
  }
}

/** @throws {PlanFailed} for what no plan can be made of */
function readable(built: BuiltProblem, data: PlanningData): BuiltProblem {
  const unreplaced = new Set(
    built.problem.workPackages.flatMap(({ options }, index) =>
      options.length > 0 ? [] : [...(built.packages[index]?.counts.keys() ?? [])],
    ),
  );
  const lacking = [...unreplaced].filter(
    (kind) => !data.vendors.some(({ products }) => products.some(({ kinds }) => kinds.includes(kind))),
  );
  if (unreplaced.size > 0) {
    const kinds = (lacking.length > 0 ? lacking : [...unreplaced]).sort().join(', ');
    throw new PlanFailed(
      'PLAN_NO_PRODUCT',
      lacking.length > 0
        ? `No vendor has a product that replaces ${kinds}: add one, then ask for the plan again.`
        : `No single vendor replaces ${kinds} together, as some work packages need: add products, then ask again.`,
    );
  }
  const parsed = parseProblem(built.problem);
  if (parsed.ok) return built;
  const shown = parsed.faults.slice(0, FAULTS_SHOWN).map(({ path, message }) => `${path}: ${message}`);
  throw new PlanFailed(
    'PLAN_FAULTY_PROBLEM',
    `The data cannot be planned (${parsed.faults.length} faults): ${shown.join('; ')}`,
  );
}

/** The planner's word is not taken for it. @throws {PlanFailed} */
function refuseUnsound(problem: Problem, { plan }: PlanningResult): void {
  const violations = checkPlan(problem, plan);
  if (violations.length === 0) return;
  const rules = [...new Set(violations.map(({ rule }) => rule))].join(', ');
  throw new PlanFailed(
    'PLAN_REJECTED_BY_CHECKER',
    `The planner's result breaks ${rules} (${violations.length} violations) and was thrown away: please report this.`,
  );
}
