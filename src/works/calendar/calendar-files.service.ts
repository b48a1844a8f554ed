import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Or, Repository } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { actAs, actingSteps, systemCaller } from '../../access/caller.js';
import { organisationsWith } from '../../access/may.js';
import { PeopleService } from '../../access/people.service.js';
import { Clock } from '../../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import type { Scope } from '../../platform/database/confinement/scope.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { WorkStatus } from '../moves.js';
import type { WorkOrder } from '../work-order.entity.js';
import { WorkOrdersService } from '../work-orders.service.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { hashOf } from './calendar-feeds.service.js';
import { CALENDAR_TAIL, calendarEvent, calendarHead, type CalendarEvent } from './icalendar.js';

const ORDERS_AT_A_TIME = 1_000;
const STATUSES: Partial<Record<WorkStatus, CalendarEvent['status']>> = {
  ON_HOLD: 'TENTATIVE',
  FAILED: 'TENTATIVE',
  CANCELLED: 'CANCELLED',
};

export interface CalendarFile {
  handling: string;
  text: AsyncIterable<string>;
}

/** What a feed gives to whoever has its address. */
@Injectable()
export class CalendarFiles {
  constructor(
    @InjectRepository(CalendarFeed) private readonly feeds: Repository<CalendarFeed>,
    private readonly orders: WorkOrdersService,
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * The calendar; the first reading of a day is on record before it leaves.
   *
   * @param host what clients call this installation, which makes the ids of events unique
   * @returns null for a secret of no feed, and where its maker may no longer read any of it
   */
  async file(secret: string, host: string): Promise<CalendarFile | null> {
    // Nobody is known to ask: the secret is all that there is.
    return actAs(systemCaller('calendar feeds'), async () => {
      const feed = await this.feeds.findOneBy({ secretHash: hashOf(secret) });
      const scope = feed && (await this.scopeOf(feed));
      if (!feed || !scope) return null;
      await this.keepReading(feed);
      const text = actAs(systemCaller('calendar feeds'), () => actingSteps(this.write(feed, host)), scope);
      return { handling: this.configuration.handlingMarking, text };
    });
  }

  /** The bodies that its maker reached when making it, and reaches today; null where that is none. */
  private async scopeOf({ organisationIds, createdBy }: CalendarFeed): Promise<Scope | null> {
    const maker = await this.people.callerToday(createdBy);
    const today = organisationsWith(maker, 'works.all.read');
    if (today === 'whole' && organisationIds === null) return 'whole';
    const within = today === 'whole' ? organisationIds : today;
    const organisations = (within ?? []).filter((id) => !organisationIds || organisationIds.includes(id));
    return organisations.length > 0 ? { organisations, person: createdBy } : null;
  }

  private async keepReading({ id, organisationIds, crewId, siteId }: CalendarFeed): Promise<void> {
    const today = this.clock.today();
    await this.transactions.run(async (manager) => {
      const { affected } = await manager.update(
        CalendarFeed,
        { id, lastReadOn: Or(IsNull(), Not(today)) },
        { lastReadOn: today },
      );
      if (!affected) return;
      await this.audit.record(manager, {
        ...{ action: 'export', subjectType: 'CalendarFeed', subjectId: String(id) },
        organisationId: organisationIds?.length === 1 ? (organisationIds[0] ?? null) : null,
        after: { what: 'calendar', crewId, siteId, handling: this.configuration.handlingMarking },
      });
    });
  }

  private async *write(feed: CalendarFeed, host: string): AsyncGenerator<string> {
    const writtenAt = this.clock.now();
    yield calendarHead('Works');
    for (let after = 0; ;) {
      const found = await this.read(feed, after);
      const last = found.at(-1);
      if (!last) break;
      yield found.map((order) => calendarEvent(this.eventOf(order, host), writtenAt)).join('');
      after = last.id;
    }
    yield CALENDAR_TAIL;
  }

  private read({ crewId, siteId }: CalendarFeed, after: number): Promise<WorkOrder[]> {
    const filter = crewId === null ? { siteId: String(siteId) } : { crewId: String(crewId) };
    return this.orders
      .query(filter)
      .innerJoinAndSelect('work.site', 'site')
      .andWhere('work.id > :after', { after })
      .orderBy('work.id', 'ASC')
      .limit(ORDERS_AT_A_TIME)
      .getMany();
  }

  private eventOf({ id, version, site, ...order }: WorkOrder, host: string): CalendarEvent {
    return {
      uid: `work-order-${id}@${host}`,
      sequence: version,
      start: order.plannedStart,
      finish: order.plannedFinish,
      summary: `${order.workPackageId}: ${order.status}`,
      location: `${site.externalId}, ${site.region}`,
      description: this.configuration.handlingMarking,
      status: STATUSES[order.status] ?? 'CONFIRMED',
    };
  }
}
