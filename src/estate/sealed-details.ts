/** What of the estate is stored sealed, in which shape, and what it is bound to. */
import { sealedColumn } from '../platform/sealing/sealed.js';
import type { NetworkAttachment } from './estate.types.js';

/** What a site is called and where it is. */
export interface SiteDetail {
  name: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** An external id never changes, and is known before the row has an id. */
export const SITE_DETAIL = sealedColumn<SiteDetail>({
  table: 'sites',
  boundTo: ['external_id'],
  key: ['id'],
  block: 128,
});

export const SITE_VERSION_DETAIL = sealedColumn<SiteDetail>({
  table: 'site_versions',
  boundTo: ['site_id', 'version'],
  key: ['site_id', 'version'],
  block: 128,
});

/** What tells a device from all others, and where it can be reached. */
export interface DeviceDetail {
  serial: string | null;
  /** Twelve upper-case hexadecimal digits. */
  mac: string | null;
  network: NetworkAttachment;
}

export const DEVICE_DETAIL = sealedColumn<DeviceDetail>({
  table: 'devices',
  boundTo: ['external_id'],
  key: ['id'],
  block: 128,
});
