import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { confined } from '../../platform/database/confinement/condition.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { currentCaller } from '../caller.js';
import type { DetailField } from './detail-fields.js';
import { SensitiveReads, type ReadSite } from './sensitive-reads.service.js';

/** Where a detail belongs. */
export interface Place {
  siteId: number;
  /** Of a state that the site was in: a site that is sensitive no more has a past that still is. */
  wasSensitive?: boolean;
}

/** What the present caller may know of a site. */
interface Knowledge extends ReadSite {
  isSensitive: boolean;
  isGranted: boolean;
}

/** The sites for which a person holds a grant on a day, both as the query gives its parameters. */
function grantedSites(subject: string, day: string): string {
  return `SELECT g.site_id FROM need_to_know_grants g JOIN people p ON p.id = g.person_id
           WHERE p.subject = ${subject} AND g.revoked_at IS NULL AND ${day} BETWEEN g.from_date AND g.expires_on`;
}

/**
 * The one place that decides who may know the detail of a sensitive site: whoever holds a grant for it that is valid
 * today, and this program itself. Which fields are detail, detail-fields.ts says.
 */
@Injectable()
export class Disclosure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly reads: SensitiveReads,
  ) {}

  /**
   * A value as the present caller may see it. That they saw it stays in the audit.
   *
   * @param read opens it: what nobody is shown stays sealed
   * @returns null where they may not
   */
  async detail<Value>(
    field: DetailField,
    place: Place,
    read: () => Value,
    context: RequestContext,
  ): Promise<Value | null> {
    const site = await this.knowledgeOf(place, context);
    if (!site.isSensitive) return read();
    if (!site.isGranted) return null;
    this.reads.note(context, site, field);
    return read();
  }

  /** True where the present caller may not know the detail of that place. */
  async isRedacted(place: Place, context: RequestContext): Promise<boolean> {
    const { isSensitive, isGranted } = await this.knowledgeOf(place, context);
    return isSensitive && !isGranted;
  }

  /** Which of the sites the present caller may know in detail. */
  async knownAmong(manager: EntityManager, siteIds: readonly number[]): Promise<Set<number>> {
    if (siteIds.length === 0) return new Set();
    if (currentCaller().kind === 'SYSTEM') return new Set(siteIds);
    const found = await this.readKnowledge(manager, [...new Set(siteIds)]);
    return new Set(
      [...found].filter(([, { isSensitive, isGranted }]) => !isSensitive || isGranted).map(([id]) => id),
    );
  }

  /**
   * The condition that keeps rows of sites which the present caller may know in detail, for whatever a query does with
   * that detail: what matches only known rows tells nothing of the others.
   *
   * @param siteId the column that holds the site's id, as the query names it
   */
  known(siteId: string): { condition: string; parameters: Record<string, string> } {
    const { kind, subject } = currentCaller();
    if (kind === 'SYSTEM') return { condition: '1 = 1', parameters: {} };
    return {
      condition: `${siteId} IN (SELECT k.id FROM sites k
        WHERE k.is_sensitive = 0 OR k.id IN (${grantedSites(':knower', ':knownOn')}))`,
      parameters: { knower: subject, knownOn: this.clock.today() },
    };
  }

  private async knowledgeOf(
    { siteId, wasSensitive }: Place,
    { loaders }: RequestContext,
  ): Promise<Knowledge> {
    const site = await loaders.loadExisting(this.knowledgeOfSites, siteId);
    return { ...site, isSensitive: site.isSensitive || Boolean(wasSensitive) };
  }

  private readonly knowledgeOfSites = (siteIds: readonly number[]): Promise<Map<number, Knowledge>> =>
    this.readKnowledge(this.dataSource.manager, siteIds);

  private async readKnowledge(
    manager: EntityManager,
    siteIds: readonly number[],
  ): Promise<Map<number, Knowledge>> {
    const rows: (ReadSite & { id: number; isSensitive: number; isGranted: number | string })[] =
      await manager.query(
        `SELECT s.id, s.external_id AS externalId, s.organisation_id AS organisationId,
              s.is_sensitive AS isSensitive, s.id IN (${grantedSites('?', '?')}) AS isGranted
         FROM sites s WHERE s.id IN (?) AND ${confined(manager, 'sites', 's')}`,
        [currentCaller().subject, this.clock.today(), siteIds],
      );
    return new Map(
      rows.map(({ id, isSensitive, isGranted, ...site }) => [
        id,
        { ...site, isSensitive: Boolean(isSensitive), isGranted: Number(isGranted) === 1 },
      ]),
    );
  }
}
