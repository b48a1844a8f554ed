/** The filters of the API as the services want them: without nulls, and with row ids. */
import type {
  DeviceFilter as DeviceFilterInput,
  SiteFilter as SiteFilterInput,
} from '../../graphql/generated/types.js';
import { readOptionalRowId } from '../platform/input.js';
import type { DeviceFilter } from './devices.service.js';
import type { SiteFilter } from './sites.service.js';

/** @throws {BadInput} for an id that cannot be one */
export function readSiteFilter(filter: SiteFilterInput | null | undefined): SiteFilter {
  const { organisationId, ...rest } = filter ?? {};
  return withoutNulls({
    ...rest,
    organisationId: readOptionalRowId(organisationId, 'filter.organisationId'),
  });
}

/** @throws {BadInput} for an id that cannot be one */
export function readDeviceFilter(filter: DeviceFilterInput | null | undefined): DeviceFilter {
  const { organisationId, siteId, ...rest } = filter ?? {};
  return withoutNulls({
    ...rest,
    organisationId: readOptionalRowId(organisationId, 'filter.organisationId'),
    siteId: readOptionalRowId(siteId, 'filter.siteId'),
  });
}

type WithoutNulls<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

function withoutNulls<Fields extends object>(fields: Fields): WithoutNulls<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as WithoutNulls<Fields>;
}
