import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { dateAfter } from '../../platform/dates.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { Audit, type Audited, type Snapshot } from '../audit/audit.service.js';
import { currentCaller } from '../caller.js';
import { Person } from '../person.entity.js';
import { NeedToKnowGrant } from './need-to-know-grant.entity.js';
import { needToKnowFilter, needToKnowInput, revocationInput } from './need-to-know.input.js';

interface SiteRow {
  id: number;
  externalId: string;
  organisationId: number;
  isSensitive: number;
}

/** Who is to know of which site. */
interface GrantKey {
  person: Person;
  site: SiteRow;
}

const GRANT: Audited<GrantKey> = {
  type: 'NeedToKnow',
  idOf: ({ person, site }) => `${person.subject} ${site.externalId}`,
  read: readSnapshot,
};

/** Who may know the detail of which sensitive site, why, and until when. */
@Injectable()
export class NeedToKnowService {
  constructor(
    @InjectRepository(NeedToKnowGrant) private readonly grants: Repository<NeedToKnowGrant>,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws {BadInput} for a filter that cannot be one */
  query(filter: unknown): SelectQueryBuilder<NeedToKnowGrant> {
    const { subject, site, validOn } = readInput(needToKnowFilter, filter ?? {}, 'filter');
    const query = this.grants.createQueryBuilder('grant').innerJoinAndSelect('grant.person', 'person');
    if (subject) query.andWhere('person.subject = :subject', { subject });
    if (site)
      query.andWhere('grant.siteId IN (SELECT s.id FROM sites s WHERE s.external_id = :site)', { site });
    if (validOn) {
      query.andWhere('grant.revokedAt IS NULL');
      query.andWhere('grant.from <= :validOn AND grant.expiresOn >= :validOn', { validOn });
    }
    return query;
  }

  /** The grants of the present caller that hold today. */
  ofCaller(): SelectQueryBuilder<NeedToKnowGrant> {
    return this.query({ subject: currentCaller().subject, validOn: this.clock.today() });
  }

  /**
   * Grants somebody else the detail of a sensitive site, from a day on, today where none is given. A grant that they
   * hold for the site ends with it.
   *
   * @throws {BadInput} for oneself, a site that is not sensitive, or too long a time, too
   * @throws {NotFound} where there is no such person or site
   */
  async grant(input: unknown): Promise<NeedToKnowGrant> {
    const { subject, site: siteId, reason, from, expiresOn } = readInput(needToKnowInput, input);
    const caller = currentCaller();
    if (subject === caller.subject) throw fault('subject', 'nobody grants themselves: ask another approver');
    this.refuseLongTime(expiresOn);
    return this.transactions.run(async (manager) => {
      const key = await readKey(manager, subject, siteId);
      if (!key.site.isSensitive)
        throw fault('site', `site "${siteId}" is not sensitive: it has no detail that takes a grant`);
      return this.audit.change(manager, 'grantNeedToKnow', GRANT, key, async () => {
        await this.end(manager, key);
        const { identifiers } = await manager.insert(NeedToKnowGrant, {
          personId: key.person.id,
          siteId: key.site.id,
          reason,
          from: from ?? this.clock.today(),
          expiresOn,
          grantedBy: caller.subject,
          grantedAt: this.clock.now(),
        });
        return readGrant(manager, Number(identifiers[0]?.['id']));
      });
    });
  }

  /**
   * Takes a grant away, at once.
   *
   * @throws {BadInput}
   * @throws {NotFound} where it is not held
   */
  async revoke(input: unknown): Promise<NeedToKnowGrant> {
    const { subject, site } = readInput(revocationInput, input);
    return this.transactions.run(async (manager) => {
      const key = await readKey(manager, subject, site);
      return this.audit.change(manager, 'revokeNeedToKnow', GRANT, key, async () => {
        const ended = await this.end(manager, key);
        if (!ended) throw new NotFound(`grant of "${subject}" for site "${site}"`, 'input.site');
        return readGrant(manager, ended.id);
      });
    });
  }

  private refuseLongTime(expiresOn: string): void {
    const today = this.clock.today();
    if (expiresOn < today) throw fault('expiresOn', `expected a day that is not over: today is ${today}`);
    const { needToKnowDays } = this.configuration;
    const last = dateAfter(today, needToKnowDays);
    if (expiresOn > last) throw fault('expiresOn', `expected at most ${needToKnowDays} days: ${last}`);
  }

  /** @returns the grant that was held until now; null where none was */
  private async end(manager: EntityManager, key: GrantKey): Promise<NeedToKnowGrant | null> {
    const held = await heldBy(manager, key);
    if (held) {
      const ended = { revokedBy: currentCaller().subject, revokedAt: this.clock.now() };
      await manager.update(NeedToKnowGrant, { id: held.id }, ended);
    }
    return held;
  }
}

function fault(field: string, message: string): BadInput {
  return new BadInput([{ path: `input.${field}`, message }]);
}

/** The person is locked, so that of two grants at once the second sees the first. */
async function readKey(manager: EntityManager, subject: string, siteId: string): Promise<GrantKey> {
  const person = await manager.findOne(Person, { where: { subject }, lock: { mode: 'pessimistic_write' } });
  if (!person) throw new NotFound(`person "${subject}"`, 'input.subject');
  const [site]: SiteRow[] = await manager.query(
    `SELECT id, external_id AS externalId, organisation_id AS organisationId, is_sensitive AS isSensitive
       FROM sites WHERE external_id = ? AND ${confined(manager, 'sites')} LOCK IN SHARE MODE`,
    [siteId],
  );
  if (!site) throw new NotFound(`site "${siteId}"`, 'input.site');
  return { person, site };
}

/** What was not revoked, whether it has run out or not. */
function heldBy(manager: EntityManager, { person, site }: GrantKey): Promise<NeedToKnowGrant | null> {
  return manager.findOne(NeedToKnowGrant, {
    where: { personId: person.id, siteId: site.id, revokedAt: IsNull() },
    order: { id: 'DESC' },
  });
}

function readGrant(manager: EntityManager, id: number): Promise<NeedToKnowGrant> {
  return manager.findOneOrFail(NeedToKnowGrant, { where: { id }, relations: { person: true } });
}

async function readSnapshot(manager: EntityManager, key: GrantKey): Promise<Snapshot | null> {
  const held = await heldBy(manager, key);
  if (!held) return null;
  const { reason, from, expiresOn, grantedBy } = held;
  return { organisationId: key.site.organisationId, state: { reason, from, expiresOn, grantedBy } };
}
