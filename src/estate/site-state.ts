/** What a change of a site amounts to: pure, so that an import's dry run judges as the import itself does. */
import type { FieldFault } from '../platform/errors.js';
import { orElse } from './writing.js';
import { SENSITIVITY_GROUNDS } from './estate.types.js';
import type { SiteDetail } from './sealed-details.js';
import type { Site, SiteState } from './site.entity.js';
import type { SiteRecord } from './site.input.js';

/** A site's state with its detail. */
export type OpenSiteState = SiteState & SiteDetail;

/** The state that a site's row and closures are in. */
export function stateOf(site: Site, detail: SiteDetail): OpenSiteState {
  return {
    organisationId: site.organisationId,
    name: detail.name,
    nation: site.nation,
    region: site.region,
    postcode: detail.postcode,
    latitude: detail.latitude,
    longitude: detail.longitude,
    sensitive: site.sensitive,
    sensitivityGrounds: site.sensitivityGrounds,
    clearance: site.clearance,
    maxCrews: site.maxCrews,
    ownership: site.ownership,
    leaseEnd: site.leaseEnd,
    closures: byDate(site.closures),
  };
}

/** The state after a record is taken: what it leaves out stays as it is. */
export function mergeSite(
  record: SiteRecord,
  organisationId: number,
  present: OpenSiteState | null,
): OpenSiteState {
  const grounds = orElse(record.sensitivityGrounds, present?.sensitivityGrounds, []);
  return {
    organisationId,
    name: record.name ?? present?.name ?? '',
    nation: record.nation,
    region: record.region,
    postcode: orElse(record.postcode, present?.postcode, null),
    latitude: orElse(record.latitude, present?.latitude, null),
    longitude: orElse(record.longitude, present?.longitude, null),
    sensitive: record.sensitive,
    sensitivityGrounds: SENSITIVITY_GROUNDS.filter((ground) => grounds.includes(ground)),
    clearance: orElse(record.clearance, present?.clearance, 'NONE'),
    maxCrews: orElse(record.maxCrews, present?.maxCrews, 1),
    ownership: orElse(record.ownership, present?.ownership, 'OWNED'),
    leaseEnd: orElse(record.leaseEnd, present?.leaseEnd, null),
    closures: byDate(orElse(record.closures, present?.closures, [])),
  };
}

/** What a record says whose writer may not know the site: empty detail says nothing, because they saw it empty. */
export function saidBlindly(record: SiteRecord): SiteRecord {
  const { postcode, latitude, longitude } = record;
  return {
    ...record,
    ...{
      postcode: postcode ?? undefined,
      latitude: latitude ?? undefined,
      longitude: longitude ?? undefined,
    },
  };
}

/** The two parts in which a state is stored. */
export function partsOf(state: OpenSiteState): { state: SiteState; detail: SiteDetail } {
  const { name, postcode, latitude, longitude, ...rest } = state;
  return { state: rest, detail: { name, postcode, latitude, longitude } };
}

/** What no site may be, whoever says so. */
export function faultsOfSite(state: OpenSiteState): FieldFault[] {
  const faults: FieldFault[] = [];
  if (state.name === '') faults.push({ path: 'name', message: 'is empty, and there is no such site yet' });
  if (state.sensitive && state.sensitivityGrounds.length === 0)
    faults.push({
      path: 'sensitivityGrounds',
      message: 'expected the ground on which the site is sensitive',
    });
  if (!state.sensitive && state.sensitivityGrounds.length > 0)
    faults.push({ path: 'sensitivityGrounds', message: 'expected none, because the site is not sensitive' });
  if ((state.latitude === null) !== (state.longitude === null))
    faults.push({
      path: state.latitude === null ? 'latitude' : 'longitude',
      message: 'expected both latitude and longitude, or neither',
    });
  return faults;
}

export function isSameSite(one: OpenSiteState, other: OpenSiteState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function byDate(ranges: readonly { from: string; to: string }[]): { from: string; to: string }[] {
  return ranges.map(({ from, to }) => ({ from, to })).sort((a, b) => (a.from < b.from ? -1 : 1));
}
