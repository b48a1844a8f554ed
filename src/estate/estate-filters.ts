/** The filters of the API as the services want them: without nulls, and with row ids. */
import type {
  DeviceFilter as DeviceFilterInput,
  SiteFilter as SiteFilterInput,
} from '../../graphql/generated/types.js';
import { readRowId } from '../platform/input.js';
import type { DeviceFilter } from './devices.service.js';
import type { SiteFilter } from './sites.service.js';

/** @throws {BadInput} for an id that cannot be one */
export function readSiteFilter(filter: SiteFilterInput | null | undefined): SiteFilter {
  const { organisationId, ...rest } = filter ?? {};
  return withoutNulls({
    ...rest,
    organisationId: organisationId ? readRowId(organisationId, 'filter.organisationId') : null,
  });
}

/** @throws {BadInput} for an id that cannot be one */
export function readDeviceFilter(filter: DeviceFilterInput | null | undefined): DeviceFilter {
  const { organisationId, siteId, ...rest } = filter ?? {};
  return withoutNulls({
    ...rest,
    organisationId: organisationId ? readRowId(organisationId, 'filter.organisationId') : null,
    siteId: siteId ? readRowId(siteId, 'filter.siteId') : null,
  });
}

type WithoutNulls<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

function withoutNulls<Fields extends object>(fields: Fields): WithoutNulls<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as WithoutNulls<Fields>;
}
