import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createHash, randomBytes } from 'node:crypto';
import { Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Forbidden } from '../../access/access.errors.js';
import { Audit } from '../../access/audit/audit.service.js';
import { currentCaller } from '../../access/caller.js';
import { mayThroughout } from '../../access/may.js';
import { SitesService } from '../../estate/sites.service.js';
import { Clock } from '../../platform/clock.js';
import { currentScope } from '../../platform/database/confinement/scope.js';
import { Transactions } from '../../platform/database/transactions.js';
import { NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import { calendarFeedInput } from './calendar-feed.input.js';

const SECRET_BYTES = 32;

/** A feed with its address, which is told this once. */
export type NewCalendarFeed = CalendarFeed & { path: string };

/** What a feed shows: the works of a crew or of a site. */
type Subject = Pick<CalendarFeed, 'crewId' | 'siteId'> & { organisationId: number | null };

/** Under what a feed is found. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The calendars that people made of works. */
@Injectable()
export class CalendarFeeds {
  constructor(
    @InjectRepository(CalendarFeed) private readonly feeds: Repository<CalendarFeed>,
    private readonly sites: SitesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** For a connection: the caller's own, and everybody's for who has the role in every body. */
  query(): SelectQueryBuilder<CalendarFeed> {
    return this.feeds.createQueryBuilder('feed');
  }

  /**
   * Makes a feed of the works that the caller reaches now.
   *
   * @throws {BadInput} {NotFound}
   * @throws {Forbidden} for who may not read those of every crew
   */
  async create(input: unknown): Promise<NewCalendarFeed> {
    const { crew, site } = readInput(calendarFeedInput, input);
    const scope = currentScope();
    if (!mayThroughout(currentCaller(), 'works.all.read', scope))
      throw new Forbidden('createCalendarFeed', 'It takes works.all.read, too.');
    const secret = randomBytes(SECRET_BYTES).toString('hex');
    return this.transactions.run(async (manager) => {
      const { organisationId, ...subject } = site
        ? await this.siteOf(site)
        : await crewOf(manager, crew ?? '', scope === 'whole' ? [] : scope.organisations);
      const { id } = await manager.save(
        manager.create(CalendarFeed, {
          ...subject,
          secretHash: hashOf(secret),
          organisationIds: scope === 'whole' ? null : [...scope.organisations],
          ...{ createdBy: currentCaller().subject, createdAt: this.clock.now(), lastReadOn: null },
        }),
      );
      const feed = await manager.findOneByOrFail(CalendarFeed, { id });
      await this.audit.record(manager, {
        ...aboutFeed('createCalendarFeed', id, organisationId),
        after: stateOf(feed),
      });
      return { ...feed, path: `/calendars/${secret}.ics` };
    });
  }

  /** From then on its address is one that never was. @returns false where there is no such feed */
  async revoke(id: number): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const feed = await manager.findOne(CalendarFeed, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!feed) return false;
      await manager.delete(CalendarFeed, { id });
      await this.audit.record(manager, {
        ...aboutFeed('revokeCalendarFeed', id, onlyOne(feed.organisationIds ?? [])),
        before: stateOf(feed),
      });
      return true;
    });
  }

  private async siteOf(externalId: string): Promise<Subject> {
    const site = await this.sites.find({ externalId });
    if (!site) throw new NotFound(`site "${externalId}"`, 'input.site');
    return { crewId: null, siteId: site.id, organisationId: site.organisationId };
  }
}

async function crewOf(
  manager: EntityManager,
  externalId: string,
  organisations: readonly number[],
): Promise<Subject> {
  const [crew]: { id: number }[] = await manager.query('SELECT id FROM crews WHERE external_id = ?', [
    externalId,
  ]);
  if (!crew) throw new NotFound(`crew "${externalId}"`, 'input.crew');
  return { crewId: crew.id, siteId: null, organisationId: onlyOne(organisations) };
}

function aboutFeed(action: string, id: number, organisationId: number | null) {
  return { action, subjectType: 'CalendarFeed', subjectId: String(id), organisationId };
}

function stateOf({ crewId, siteId, organisationIds, createdBy }: CalendarFeed) {
  return { crewId, siteId, organisationIds, createdBy };
}

function onlyOne(organisations: readonly number[]): number | null {
  return organisations.length === 1 ? (organisations[0] ?? null) : null;
}
