import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { Clock } from '../platform/clock.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { siteNameIndex, siteNameWordIndexes } from './blind-indexes.js';
import { streamDeviceIds } from './device-ids.js';
import { EstateChanges } from './estate-changes.js';
import type { FieldFault } from '../platform/errors.js';
import { BY_CONFINED_IDS, confined } from '../platform/database/confinement/condition.js';
import { takenFault, takenIds } from '../platform/database/confinement/taken-ids.js';
import { groupRows } from '../platform/database/rows.js';
import { Organisation } from './organisation.entity.js';
import { SITE_DETAIL, SITE_VERSION_DETAIL } from './sealed-details.js';
import { Site, SiteClosure, SiteNameWord, SiteVersion } from './site.entity.js';
import type { SiteRecord } from './site.input.js';
import {
  faultsOfSite,
  isSameSite,
  mergeSite,
  partsOf,
  saidBlindly,
  stateOf,
  type OpenSiteState,
} from './site-state.js';
import type { Judgement, Purpose } from './writing.js';

export interface SiteChange {
  externalId: string;
  /** Null at a new site. */
  siteId: number | null;
  version: number;
  state: OpenSiteState;
  /** True: what is demanded of its devices may be another now. */
  concernsDevices: boolean;
}

/** Judges and writes sites, many at a time. Every change closes the present version and opens the next. */
@Injectable()
export class SitesWriter {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly estateChanges: EstateChanges,
    private readonly disclosure: Disclosure,
  ) {}

  /**
   * Says what each record would come to.
   *
   * @param records of different sites
   * @param purpose to write locks the sites, so that the judgement still holds when it is carried out
   */
  async judge(
    manager: EntityManager,
    records: readonly SiteRecord[],
    purpose: Purpose,
  ): Promise<Judgement<SiteChange>[]> {
    if (records.length === 0) return [];
    const present = await this.readPresent(manager, records, purpose);
    const bodies = await manager.findBy(Organisation, {
      externalId: In(records.map(({ organisation }) => organisation)),
    });
    const bodyIds = new Map(bodies.map((body) => [body.externalId, body.id]));
    const known = await this.disclosure.knownAmong(
      manager,
      [...present.values()].map(({ id }) => id),
    );
    const unknown = records
      .map(({ externalId }) => externalId)
      .filter((externalId) => !present.has(externalId));
    const taken = await takenIds(manager, 'sites', unknown);
    return records.map((record) => {
      if (taken.has(record.externalId))
        return { outcome: 'rejected', faults: [takenFault(record.externalId)] };
      const site = present.get(record.externalId);
      const organisationId = bodyIds.get(record.organisation);
      if (organisationId === undefined) {
        const message = `there is no organisation "${record.organisation}": load it with the programme first`;
        return { outcome: 'rejected', faults: [{ path: 'organisation', message }] };
      }
      const before = site ? this.openState(site) : null;
      const isKnown = !site || known.has(site.id);
      const state = mergeSite(isKnown ? record : saidBlindly(record), organisationId, before);
      // A fault of what is stored already would tell what that is.
      const { latitude = null, longitude = null } = record;
      const faults = isKnown
        ? faultsOfSite(state)
        : [...faultsOfSite({ ...state, latitude, longitude }), ...faultsOfBlindWriting(state)];
      if (faults.length > 0) return { outcome: 'rejected', faults };
      const change: SiteChange = {
        externalId: record.externalId,
        siteId: site?.id ?? null,
        version: (site?.version ?? 0) + 1,
        state,
        concernsDevices:
          before !== null &&
          (before.sensitive !== state.sensitive ||
            before.nation !== state.nation ||
            before.organisationId !== state.organisationId),
      };
      if (!before) return { outcome: 'created', change };
      // Who may not know the site must not learn by guesses what it is: a dry run could be repeated at will.
      const isTold = purpose === 'write' || isKnown;
      return { outcome: isTold && isSameSite(before, state) ? 'unchanged' : 'updated', change };
    });
  }

  /**
   * Carries judged changes out in the transaction in which they were judged.
   *
   * @param recordedBy what brought them, for the history: a mutation or an import
   */
  async write(manager: EntityManager, changes: readonly SiteChange[], recordedBy: string): Promise<void> {
    if (changes.length === 0) return;
    const ids = await this.writeRows(manager, changes);
    const idOf = ({ externalId }: SiteChange) => ids.get(externalId) ?? 0;
    const changed = changes.filter(({ siteId }) => siteId !== null).map(idOf);
    if (changed.length > 0) await manager.delete(SiteClosure, { siteId: In(changed) });
    const closures = changes.flatMap((change) =>
      change.state.closures.map((closure) => ({ siteId: idOf(change), ...closure })),
    );
    if (closures.length > 0) await manager.insert(SiteClosure, closures);
    if (changed.length > 0) await manager.delete(SiteNameWord, { siteId: In(changed) });
    const words = changes.flatMap((change) =>
      siteNameWordIndexes(this.keyRing, change.state.name).map((word) => ({ siteId: idOf(change), word })),
    );
    if (words.length > 0) await manager.insert(SiteNameWord, words);

    const now = this.clock.now();
    if (changed.length > 0)
      await manager.query(
        `UPDATE site_versions SET valid_to = ?
          WHERE site_id IN (?) AND valid_to IS NULL AND ${confined(manager, 'site_versions')}`,
        [now, changed],
      );
    await manager.insert(
      SiteVersion,
      changes.map((change) => {
        const siteId = idOf(change);
        const { version } = change;
        const { state, detail } = partsOf(change.state);
        return {
          ...{ siteId, version, state },
          detail: this.keyRing.seal(SITE_VERSION_DETAIL, [siteId, version], detail),
          ...{ validFrom: now, validTo: null, recordedBy },
        };
      }),
    );
    const concerned = changes.filter(({ concernsDevices }) => concernsDevices).map(idOf);
    for await (const deviceIds of streamDeviceIds(manager, 'site', concerned)) {
      await this.estateChanges.devicesChanged(manager, deviceIds);
    }
  }

  private openState(site: Site): OpenSiteState {
    return stateOf(site, this.keyRing.open(SITE_DETAIL, [site.externalId], site.detail));
  }

  private async readPresent(
    manager: EntityManager,
    records: readonly SiteRecord[],
    purpose: Purpose,
  ): Promise<Map<string, Site>> {
    const query = manager
      .createQueryBuilder(Site, 'site')
      .where({ externalId: In(records.map(({ externalId }) => externalId)) });
    // The lock comes before any other read, so that all of them see what others committed before it.
    const sites = await (purpose === 'write' ? query.setLock('pessimistic_write') : query).getMany();
    const closures = await manager.findBy(SiteClosure, { siteId: In(sites.map(({ id }) => id)) });
    const closuresOf = groupRows(closures, ({ siteId }) => siteId);
    for (const site of sites) site.closures = closuresOf.get(site.id) ?? [];
    return new Map(sites.map((site) => [site.externalId, site]));
  }

  /** @returns the row id of each site by its external id */
  private async writeRows(
    manager: EntityManager,
    changes: readonly SiteChange[],
  ): Promise<Map<string, number>> {
    const created = changes.filter(({ siteId }) => siteId === null);
    const updated = changes.filter(({ siteId }) => siteId !== null);
    const rowOf = (change: SiteChange) => this.rowOf(change);
    const columns = `external_id, organisation_id, detail, name_index, nation, region,
      is_sensitive, sensitivity_grounds, clearance, max_crews, ownership, lease_end, version`;
    if (created.length > 0)
      await manager.query(`INSERT INTO sites (${columns}) VALUES ?`, [created.map(rowOf)]);
    if (updated.length > 0)
      await manager.query(
        `INSERT ${BY_CONFINED_IDS} INTO sites (id, ${columns}) VALUES ?
         ON DUPLICATE KEY UPDATE organisation_id = VALUES(organisation_id), detail = VALUES(detail),
           name_index = VALUES(name_index), nation = VALUES(nation), region = VALUES(region),
           is_sensitive = VALUES(is_sensitive),
           sensitivity_grounds = VALUES(sensitivity_grounds), clearance = VALUES(clearance),
           max_crews = VALUES(max_crews), ownership = VALUES(ownership), lease_end = VALUES(lease_end),
           version = VALUES(version)`,
        [updated.map((change) => [change.siteId, ...rowOf(change)])],
      );
    const written: { id: number; externalId: string }[] = await manager.query(
      `SELECT id, external_id AS externalId FROM sites WHERE external_id IN (?) AND ${confined(manager, 'sites')}`,
      [changes.map(({ externalId }) => externalId)],
    );
    return new Map(written.map(({ id, externalId }) => [externalId, id]));
  }

  /** In the order of the columns above. */
  private rowOf({ externalId, version, ...change }: SiteChange): unknown[] {
    const { state, detail } = partsOf(change.state);
    return [
      externalId,
      state.organisationId,
      this.keyRing.seal(SITE_DETAIL, [externalId], detail).bytes,
      siteNameIndex(this.keyRing, detail.name),
      state.nation,
      state.region,
      state.sensitive,
      JSON.stringify(state.sensitivityGrounds),
      state.clearance,
      state.maxCrews,
      state.ownership,
      state.leaseEnd,
      version,
    ];
  }
}

/** What somebody may not make of a sensitive site that they may not know. */
function faultsOfBlindWriting({ sensitive }: OpenSiteState): FieldFault[] {
  if (sensitive) return [];
  const message = 'the site is sensitive: only who holds a need-to-know grant for it may say that it is not';
  return [{ path: 'sensitive', message }];
}
