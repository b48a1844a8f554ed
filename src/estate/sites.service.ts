import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, Conflict } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { siteNameIndex, siteNameWordIndexes } from './blind-indexes.js';
import { EstateAudit } from './estate-audit.service.js';
import type { Nation } from './estate.types.js';
import { deleteRows, groupRows } from '../platform/database/rows.js';
import { contains } from './search-text.js';
import { Site, SiteClosure, SiteVersion } from './site.entity.js';
import { siteInput } from './site.input.js';
import { SitesWriter } from './sites.writer.js';
import { changesOf } from './writing.js';

export interface SiteFilter {
  organisationId?: number;
  sensitive?: boolean;
  region?: string;
  nation?: Nation;
  /** Part of the external id, or words of the name where the caller may know it. */
  search?: string;
}

/** What a site is referred to by in a register: `several` where the name is that of more than one. */
export type SiteReference = { siteId: number } | 'several';

/** The sites of the estate and the states that they have been in. */
@Injectable()
export class SitesService {
  constructor(
    @InjectRepository(Site) private readonly sites: Repository<Site>,
    @InjectRepository(SiteClosure) private readonly closures: Repository<SiteClosure>,
    @InjectRepository(SiteVersion) private readonly versions: Repository<SiteVersion>,
    private readonly writer: SitesWriter,
    private readonly transactions: Transactions,
    private readonly audit: EstateAudit,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  find(key: { id: number } | { externalId: string }): Promise<Site | null> {
    return this.sites.findOneBy(key);
  }

  query(filter: SiteFilter): SelectQueryBuilder<Site> {
    const { search, ...same } = filter;
    const query = this.sites.createQueryBuilder('site').where(same);
    return search ? this.whereFound(query, search) : query;
  }

  readonly sitesById = async (ids: readonly number[]): Promise<Map<number, Site>> => {
    const found = await this.sites.findBy({ id: In([...ids]) });
    return new Map(found.map((site) => [site.id, site]));
  };

  readonly sitesByExternalId = async (ids: readonly string[]): Promise<Map<string, Site>> => {
    const found = await this.sites.findBy({ externalId: In([...ids]) });
    return new Map(found.map((site) => [site.externalId, site]));
  };

  /** By date. */
  readonly closuresBySite = async (siteIds: readonly number[]): Promise<Map<number, SiteClosure[]>> => {
    const found = await this.closures.find({ where: { siteId: In([...siteIds]) }, order: { from: 'ASC' } });
    return groupRows(found, ({ siteId }) => siteId);
  };

  /** Newest first. */
  readonly versionsBySite = async (siteIds: readonly number[]): Promise<Map<number, SiteVersion[]>> => {
    const found = await this.versions.find({
      where: { siteId: In([...siteIds]) },
      order: { version: 'DESC' },
    });
    return groupRows(found, ({ siteId }) => siteId);
  };

  /**
   * Creates or changes a site, by its external id. The same content changes nothing and makes no version.
   *
   * @throws {BadInput} with every fault
   * @throws {Conflict} where the site is not at the expected version
   */
  async saveSite(input: unknown): Promise<Site> {
    const { expectedVersion, ...record } = readInput(siteInput, input);
    await this.transactions.run(async (manager) => {
      const judgements = await this.writer.judge(manager, [record], 'write');
      if (expectedVersion !== null && expectedVersion !== undefined) {
        const present = await manager.findOneBy(Site, { externalId: record.externalId });
        const version = present?.version ?? 0;
        if (version !== expectedVersion)
          throw new Conflict(`Site "${record.externalId}"`, expectedVersion, version);
      }
      for (const judgement of judgements) {
        if (judgement.outcome === 'rejected')
          throw new BadInput(judgement.faults.map((fault) => ({ ...fault, path: `input.${fault.path}` })));
      }
      await this.audit.changeSites(manager, 'saveSite', [record.externalId], () =>
        this.writer.write(manager, changesOf(judgements), 'saveSite'),
      );
    });
    return this.sites.findOneByOrFail({ externalId: record.externalId });
  }

  /**
   * Removes a site with its history.
   *
   * @returns false where there is no such site
   * @throws {InUse} while devices stand there or a package of a plan is about it
   */
  removeSite(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(`Site "${externalId}"`, 'devices or a plan', 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.changeSites(manager, 'removeSite', [externalId], () =>
          deleteRows(manager, Site, { externalId }),
        ),
      ),
    );
  }

  /**
   * Finds the sites that a register refers to, and where it is to be written keeps them as they are until then.
   *
   * @param by names are tried where no external id fits, letter case and accents aside: of the sites whose name the
   *   present caller may know, so that a register of guesses tells nothing
   */
  async resolve(
    manager: EntityManager,
    references: readonly string[],
    by: 'external id' | 'external id or name',
  ): Promise<Map<string, SiteReference>> {
    const resolved = new Map<string, SiteReference>();
    if (references.length === 0) return resolved;
    // What a site is must hold until its devices are written with what follows from it.
    const byId: { id: number; externalId: string }[] = await manager.query(
      `SELECT id, external_id AS externalId FROM sites
        WHERE external_id IN (?) AND ${confined(manager, 'sites')} LOCK IN SHARE MODE`,
      [references],
    );
    for (const { id, externalId } of byId) resolved.set(externalId, { siteId: id });
    const names = references.filter((reference) => !resolved.has(reference));
    if (by === 'external id' || names.length === 0) return resolved;
    const indexOf = new Map(names.map((name) => [name, siteNameIndex(this.keyRing, name)]));
    const byName: { id: number; nameIndex: Buffer }[] = await manager.query(
      `SELECT id, name_index AS nameIndex FROM sites
        WHERE name_index IN (?) AND ${confined(manager, 'sites')} LOCK IN SHARE MODE`,
      [[...indexOf.values()]],
    );
    const known = await this.disclosure.knownAmong(
      manager,
      byName.map(({ id }) => id),
    );
    const rowsOf = groupRows(
      byName.filter(({ id }) => known.has(id)),
      ({ nameIndex }) => nameIndex.toString('hex'),
    );
    for (const [name, index] of indexOf) {
      const [first, second] = rowsOf.get(index.toString('hex')) ?? [];
      if (first) resolved.set(name, second ? 'several' : { siteId: first.id });
    }
    return resolved;
  }

  /** Names are sealed, so that only whole words of them can be found. */
  private whereFound(query: SelectQueryBuilder<Site>, search: string): SelectQueryBuilder<Site> {
    const byId = contains(['site.externalId'], search);
    const words = siteNameWordIndexes(this.keyRing, search);
    if (words.length === 0) return query.andWhere(byId.condition, byId.parameters);
    const known = this.disclosure.known('site.id');
    const named = `site.id IN (SELECT w.site_id FROM site_name_words w WHERE w.word IN (:...words)
                                GROUP BY w.site_id HAVING COUNT(*) = :wordCount)`;
    return query.andWhere(`(${byId.condition} OR ${known.condition} AND ${named})`, {
      ...byId.parameters,
      ...known.parameters,
      words,
      wordCount: words.length,
    });
  }
}
