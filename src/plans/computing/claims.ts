import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Outbox } from '../../platform/queue/outbox.service.js';
import type { PlanningProgress } from '../../planning/index.js';
import { PlanEvents } from '../events/plan-events.service.js';
import { Plan } from '../plan.entity.js';
import { LostClaim } from '../plans.errors.js';
import { ComputedSite } from './computed-site.entity.js';

const MOST_AT_ONCE = 100;

/** A worker's right to compute a plan. Its fence is a number that only the last claim has. */
export interface Claim {
  planId: number;
  fence: number;
  /** How many workers have fallen silent over the plan before. */
  crashes: number;
}

/**
 * Who computes a plan. The database decides, by a number that rises with each claim: a worker that was frozen
 * and comes back finds its number outdated and can write nothing.
 */
@Injectable()
export class Claims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly events: PlanEvents,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** How often a worker has to show that it is at it. */
  get beatEveryMs(): number {
    return (this.configuration.planSilentSeconds * 1_000) / 6;
  }

  /** @returns null where the plan is over, gone, or in the hands of a worker that lives */
  take(planId: number): Promise<Claim | null> {
    return this.transactions.run(async (manager) => {
      const taken = await affected(
        manager,
        `UPDATE plans SET fence = fence + 1, crashes = crashes + (status = 'RUNNING'), status = 'RUNNING',
                heartbeat_at = UTC_TIMESTAMP(3), progress = NULL
          WHERE id = ? AND (status = 'QUEUED' OR (status = 'RUNNING' AND heartbeat_at < ${secondsAgo(this.configuration.planSilentSeconds)}))`,
        [planId],
      );
      if (taken === 0) return null;
      const { fence, crashes } = await manager.findOneOrFail(Plan, {
        select: { id: true, fence: true, crashes: true },
        where: { id: planId },
      });
      await this.events.statusChanged(manager, planId, 'RUNNING');
      return { planId, fence, crashes };
    });
  }

  /**
   * Shows that the work goes on.
   *
   * @param isNews true: whoever follows the plan is told
   * @throws {LostClaim}
   */
  async beat({ planId, fence }: Claim, progress: PlanningProgress | null, isNews: boolean): Promise<void> {
    await this.transactions.run(async (manager) => {
      const kept = await affected(
        manager,
        `UPDATE plans SET heartbeat_at = UTC_TIMESTAMP(3), progress = ?
          WHERE id = ? AND fence = ? AND status = 'RUNNING'`,
        [progress && JSON.stringify(progress), planId, fence],
      );
      if (kept === 0) throw new LostClaim(planId);
      if (progress && isNews) await this.events.progressed(manager, planId, progress);
    });
  }

  /** Holds the plan's row until the caller's transaction ends. @throws {LostClaim} */
  async hold(manager: EntityManager, { planId, fence }: Claim): Promise<void> {
    const [held] = await manager.query<unknown[]>(
      "SELECT id FROM plans WHERE id = ? AND fence = ? AND status = 'RUNNING' FOR UPDATE",
      [planId, fence],
    );
    if (!held) throw new LostClaim(planId);
  }

  /** Ends the plan within the caller's transaction, which is to be rolled back if this throws. @throws {LostClaim} */
  async end(
    manager: EntityManager,
    { planId, fence }: Claim,
    outcome: { status: 'COMPLETED' } | { status: 'FAILED'; code: string; message: string },
  ): Promise<void> {
    const failure = outcome.status === 'FAILED' ? outcome : { code: null, message: null };
    const ended = await affected(
      manager,
      `UPDATE plans SET status = ?, finished_at = UTC_TIMESTAMP(3), failure_code = ?, failure_message = ?, progress = NULL
        WHERE id = ? AND fence = ? AND status = 'RUNNING'`,
      [outcome.status, failure.code, failure.message?.slice(0, 500) ?? null, planId, fence],
    );
    if (ended === 0) throw new LostClaim(planId);
    await this.events.forgetProgress(manager, planId);
    await manager.delete(ComputedSite, { planId });
    await this.events.statusChanged(manager, planId, outcome.status);
    const { organisationId } = await manager.findOneOrFail(Plan, {
      select: { id: true, organisationId: true },
      where: { id: planId },
    });
    await this.audit.record(manager, {
      action: 'plan.compute',
      subjectType: 'Plan',
      subjectId: String(planId),
      organisationId,
      after: { status: outcome.status, failureCode: failure.code },
    });
  }

  /**
   * Lets go of the plan, unfinished.
   *
   * @param isToBeAskedAgain true: the caller's own job ends here, so another one is needed
   */
  async release({ planId, fence }: Claim, isToBeAskedAgain: boolean): Promise<void> {
    await this.transactions.run(async (manager) => {
      const released = await affected(
        manager,
        `UPDATE plans SET status = 'QUEUED', heartbeat_at = UTC_TIMESTAMP(3)
          WHERE id = ? AND fence = ? AND status = 'RUNNING'`,
        [planId, fence],
      );
      if (released > 0) await this.events.statusChanged(manager, planId, 'QUEUED');
      if (released > 0 && isToBeAskedAgain) await this.outbox.add(manager, 'plan.compute', { planId });
    });
  }

  /**
   * Asks again for every plan that nobody has touched for twice the time after which a worker is taken for
   * dead: its job was lost with the queue, or its worker died. Asking once too often does no harm, because only
   * one claim can hold.
   *
   * @returns true where more may be waiting
   */
  async askAgain(): Promise<boolean> {
    const silent = secondsAgo(2 * this.configuration.planSilentSeconds);
    return this.transactions.run(async (manager) => {
      const forgotten = await manager.query<{ id: number }[]>(
        `SELECT id FROM plans WHERE status IN ('QUEUED', 'RUNNING') AND heartbeat_at < ${silent}
          ORDER BY id LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED`,
      );
      for (const { id } of forgotten) {
        // Back in the queue it is nobody's: a frozen worker that wakes up finds its claim lost.
        await manager.query(
          `UPDATE plans SET crashes = crashes + (status = 'RUNNING'), status = 'QUEUED',
                  heartbeat_at = UTC_TIMESTAMP(3) WHERE id = ?`,
          [id],
        );
        await this.events.statusChanged(manager, id, 'QUEUED');
        await this.outbox.add(manager, 'plan.compute', { planId: id });
      }
      return forgotten.length === MOST_AT_ONCE;
    });
  }
}

function secondsAgo(seconds: number): string {
  return `UTC_TIMESTAMP(3) - INTERVAL ${Math.trunc(seconds)} SECOND`;
}

async function affected(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  const result = await manager.query<{ affectedRows: number }>(sql, parameters);
  return result.affectedRows;
}
