import type { DeviceKind } from '../../estate/estate.types.js';
import { groupRows } from '../../platform/database/rows.js';
import type { DeviceRow, RecorderRow, SiteRow } from './planning-data.js';
import { riskHundredths } from './risk.js';

/** Devices of one kind in a work package. */
export interface Count {
  /** Taken down, and replaced where they are in use. */
  all: number;
  inUse: number;
}

/** The in-scope devices of one site that must be swapped together. */
export interface PackageOfDevices {
  id: string;
  site: SiteRow;
  deviceIds: number[];
  counts: Map<DeviceKind, Count>;
  risk: number;
  deadline: string | null;
  /** The day by which all of its devices are replaced anyway, where every one has such a day. */
  upgradeOn: string | null;
}

/**
 * Puts devices into work packages: a recorder with all that hangs on it, directly or through an encoder, whether
 * the recorder itself is in scope or not, because a maker's cameras and recorders speak its own protocol. What
 * hangs on nothing is one visit to its site. Packages come in the order of their ids.
 */
export function groupIntoPackages(
  devices: readonly DeviceRow[],
  recorders: readonly RecorderRow[],
  sites: ReadonlyMap<number, SiteRow>,
): PackageOfDevices[] {
  const recorderOf = new Map(recorders.map((recorder) => [recorder.id, recorder]));
  const groups = groupRows(devices, (device) => `${device.siteId}:${systemOf(device, recorderOf)?.id ?? ''}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      const site = first && sites.get(first.siteId);
      return site ? [describe(idOf(site, systemOf(first, recorderOf)), site, group)] : [];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What the device hangs on in the end, or it itself where others may hang on it; undefined for a loose device. */
function systemOf(device: DeviceRow, recorderOf: ReadonlyMap<number, RecorderRow>): RecorderRow | undefined {
  const seen = new Set<number>();
  let system = recorderOf.get(device.recorderId ?? device.id);
  while (system && system.recorderId !== null && !seen.has(system.id)) {
    seen.add(system.id);
    system = recorderOf.get(system.recorderId) ?? system;
  }
  return system;
}

/** The site's external id, and behind a slash that of the system: told apart whatever characters they hold. */
function idOf(site: SiteRow, system: RecorderRow | undefined): string {
  const escape = (id: string) => id.replace(/[%/]/g, encodeURIComponent);
  return system ? `${escape(site.externalId)}/${escape(system.externalId)}` : escape(site.externalId);
}

function describe(id: string, site: SiteRow, devices: DeviceRow[]): PackageOfDevices {
  const counts = new Map<DeviceKind, Count>();
  let hundredths = 0;
  for (const device of devices) {
    const count = counts.get(device.kind) ?? { all: 0, inUse: 0 };
    count.all += 1;
    if (device.status === 'IN_USE') count.inUse += 1;
    counts.set(device.kind, count);
    hundredths += riskHundredths(device);
  }
  return {
    id,
    site,
    deviceIds: devices.map((device) => device.id),
    counts,
    risk: hundredths / 100,
    deadline: earliest(devices.map((device) => device.removalDeadline)),
    upgradeOn: latestOfAll(devices.map((device) => device.scheduledUpgradeOn)),
  };
}

function earliest(dates: (string | null)[]): string | null {
  return dates.reduce(
    (first, date) => (date !== null && (first === null || date < first) ? date : first),
    null,
  );
}

function latestOfAll(dates: (string | null)[]): string | null {
  return dates.reduce((last, date) => (last === null || date === null ? null : date > last ? date : last));
}
