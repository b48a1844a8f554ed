import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { OrganisationsService } from '../../estate/organisations.service.js';
import { SitesService } from '../../estate/sites.service.js';
import { PlansService } from '../../plans/plans.service.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { Transactions } from '../../platform/database/transactions.js';
import { readInput } from '../../platform/input.js';
import type { EventSource, EventStream } from '../../platform/live/event-stream.js';
import { EventStreams, type FollowersPermit } from '../../platform/live/event-streams.service.js';
import { WakeUps } from '../../platform/live/wake-ups.service.js';
import { WebhookEvents } from '../../webhooks/webhook-events.service.js';
import { WorkOrdersService } from '../work-orders.service.js';
import { keepOwnEvents } from '../works-policy.js';
import { followedWorks } from '../works.input.js';
import { announcementsOf, type NewWorkEvent } from './new-events.js';
import { WorkEvent } from './work-event.entity.js';

const MOST_AT_ONCE = 200;

/** By what works are followed: the property of events, the topic of the wake-ups, and what is not found. */
const WAYS = {
  planId: { topic: 'works-of-plan', name: 'plan of that id' },
  organisationId: { topic: 'works-of-organisation', name: 'organisation of that id' },
  siteId: { topic: 'works-of-site', name: 'site of that id' },
} as const;

type Way = keyof typeof WAYS;

/** What happens to the works: written in the transaction that makes it true, and read by whoever follows it. */
@Injectable()
export class WorkEvents {
  constructor(
    @InjectRepository(WorkEvent) private readonly events: Repository<WorkEvent>,
    private readonly orders: WorkOrdersService,
    private readonly plans: PlansService,
    private readonly organisations: OrganisationsService,
    private readonly sites: SitesService,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
    private readonly streams: EventStreams,
    private readonly webhooks: WebhookEvents,
  ) {}

  /**
   * Writes events, as the last thing that the transaction does: from here on whoever writes one of the same body or plan
   * waits for it.
   */
  async add(manager: EntityManager, added: readonly NewWorkEvent[]): Promise<void> {
    if (added.length === 0) return;
    await this.webhooks.announce(manager, announcementsOf(added));
    await holdHeads(manager, added);
    await manager.insert(
      WorkEvent,
      added.map((event) => ({ ...event, at: () => 'UTC_TIMESTAMP(3)' })),
    );
    this.transactions.afterCommit(manager, () => {
      for (const way of Object.keys(WAYS) as Way[])
        for (const id of idsOf(added, way)) this.wakeUps.publish(WAYS[way].topic, id);
    });
  }

  /**
   * Follows the works of a plan, a body or a site from behind an event.
   *
   * @param input which of them
   * @throws {BadInput} {NotFound} {TooManyStreams}
   */
  follow(input: unknown, after: number, permit: FollowersPermit): Promise<EventStream<WorkEvent>> {
    const { way, id } = readInput(followedWorks, input, '');
    const { topic, name } = WAYS[way];
    const source: EventSource<WorkEvent> = {
      ...{ topic, id },
      after: (last) =>
        keepOwnEvents(this.events.createQueryBuilder('event'))
          .andWhere(`event.${way} = :id AND event.id > :last`, { id, last })
          .orderBy('event.id', 'ASC')
          .limit(MOST_AT_ONCE)
          .getMany(),
      isThere: () => this.isThere(way, id),
    };
    return this.streams.open(source, after, permit, { name, path: way });
  }

  private async isThere(way: Way, id: number): Promise<boolean> {
    switch (way) {
      case 'organisationId':
        return (await this.organisations.find(id)) !== null;
      case 'siteId':
        return (await this.sites.find({ id })) !== null;
      case 'planId':
        // Of a plan for the whole estate who works in one body sees the orders and not the plan.
        return (await this.plans.find(id)) !== null || this.orders.query({ planId: String(id) }).getExists();
    }
  }
}

/** In one order, so that no two writers wait for each other. */
async function holdHeads(manager: EntityManager, added: readonly NewWorkEvent[]): Promise<void> {
  const heads = [
    ...idsOf(added, 'organisationId').map((id) => ['BODY', id]),
    ...idsOf(added, 'planId').map((id) => ['PLAN', id]),
  ];
  const places = heads.map(() => '(?, ?)').join(', ');
  // Heads are of nobody, and tell nothing.
  await unconfined(() =>
    manager.query(
      `INSERT INTO work_event_heads (kind, subject_id) VALUES ${places}
         ON DUPLICATE KEY UPDATE subject_id = work_event_heads.subject_id`,
      heads.flat(),
    ),
  );
}

/** Each once, rising. */
function idsOf(added: readonly NewWorkEvent[], way: Way): number[] {
  const ids = added.map((event) => event[way]).filter((id) => id !== null);
  return [...new Set(ids)].sort((a, b) => a - b);
}
