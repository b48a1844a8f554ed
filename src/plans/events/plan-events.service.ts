import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository, type EntityManager } from 'typeorm';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { EventSource, EventStream } from '../../platform/live/event-stream.js';
import { EventStreams, type FollowersPermit } from '../../platform/live/event-streams.service.js';
import { WakeUps } from '../../platform/live/wake-ups.service.js';
import type { PlanningProgress } from '../../planning/index.js';
import type { PlanStage } from '../approval/plan-stage.js';
import { WebhookEvents } from '../../webhooks/webhook-events.service.js';
import { Plan, type PlanStatus } from '../plan.entity.js';
import { PlanEvent, type PlanEventContent, type PlanEventKind } from './plan-event.entity.js';

/** The topic of wake-ups for plans. */
const PLANS_TOPIC = 'plans';

const MOST_AT_ONCE = 200;

/** What happens to plans: written in the transaction that makes it true, and read by whoever follows a plan. */
@Injectable()
export class PlanEvents {
  constructor(
    @InjectRepository(PlanEvent) private readonly events: Repository<PlanEvent>,
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
    private readonly streams: EventStreams,
    private readonly webhooks: WebhookEvents,
  ) {}

  /** @param manager of a transaction that holds the plan's row, or has just written it */
  statusChanged(manager: EntityManager, planId: number, status: PlanStatus): Promise<void> {
    return this.add(manager, planId, 'STATUS', { status });
  }

  /** @param manager of a transaction that holds the plan's row */
  stageChanged(manager: EntityManager, planId: number, stage: PlanStage): Promise<void> {
    return this.add(manager, planId, 'STAGE', { stage });
  }

  /** @param manager of a transaction that holds the plan's row */
  progressed(manager: EntityManager, planId: number, progress: PlanningProgress): Promise<void> {
    return this.add(manager, planId, 'PROGRESS', { progress });
  }

  /** Forgets how a computation went that is over: what came of it is what counts. */
  async forgetProgress(manager: EntityManager, planId: number): Promise<void> {
    await manager.delete(PlanEvent, { planId, kind: 'PROGRESS' });
  }

  /** Lets whoever follows a plan look again, once the transaction has committed. */
  tell(manager: EntityManager, planId: number): void {
    this.transactions.afterCommit(manager, () => this.wakeUps.publish(PLANS_TOPIC, planId));
  }

  /** Follows a plan from behind an event. @throws {NotFound} {TooManyStreams} */
  follow(planId: number, after: number, permit: FollowersPermit): Promise<EventStream<PlanEvent>> {
    const source: EventSource<PlanEvent> = {
      ...{ topic: PLANS_TOPIC, id: planId },
      after: (id) =>
        this.events.find({ where: { planId, id: MoreThan(id) }, order: { id: 'ASC' }, take: MOST_AT_ONCE }),
      isThere: () => this.plans.existsBy({ id: planId }),
    };
    return this.streams.open(source, after, permit, { name: 'plan of that id', path: 'planId' });
  }

  private async add(
    manager: EntityManager,
    planId: number,
    kind: PlanEventKind,
    content: PlanEventContent,
  ): Promise<void> {
    await manager.insert(PlanEvent, { planId, kind, content, at: () => 'UTC_TIMESTAMP(3)' });
    await this.announce(manager, planId, content);
    this.tell(manager, planId);
  }

  private async announce(
    manager: EntityManager,
    planId: number,
    { status, stage }: PlanEventContent,
  ): Promise<void> {
    if (!status && !stage) return;
    const [plan] = await unconfined(() =>
      manager.query<{ organisationId: number | null }[]>(
        'SELECT organisation_id AS organisationId FROM plans WHERE id = ?',
        [planId],
      ),
    );
    const of = { organisationId: plan?.organisationId ?? null };
    const data = { planId: String(planId) };
    await this.webhooks.announce(manager, [
      ...(status ? [{ ...of, kind: 'PLAN_STATUS' as const, data: { ...data, status } }] : []),
      ...(stage ? [{ ...of, kind: 'PLAN_STAGE' as const, data: { ...data, stage } }] : []),
    ]);
  }
}
