import type { DeviceKind } from '../../estate/estate.types.js';
import type { DeviceRow, SiteRow } from './planning-data.js';
import { riskHundredths } from './risk.js';

/** The in-scope devices of one site that must be swapped together. */
export interface PackageOfDevices {
  id: string;
  site: SiteRow;
  deviceIds: number[];
  counts: Map<DeviceKind, number>;
  risk: number;
  deadline: string | null;
  /** The day by which all of its devices are replaced anyway, where every one has such a day. */
  upgradeOn: string | null;
}

const STAND_ALONE = 'stand-alone';

/**
 * Puts devices into work packages: a recorder with what hangs on it, whether the recorder itself is in scope
 * or not, because a maker's cameras and recorders speak its own protocol; what hangs on nothing is one visit
 * to its site. Packages come in the order of site and system.
 */
export function groupIntoPackages(
  devices: readonly DeviceRow[],
  sites: ReadonlyMap<number, SiteRow>,
): PackageOfDevices[] {
  const groups = new Map<string, DeviceRow[]>();
  for (const device of devices) {
    const site = sites.get(device.siteId);
    if (!site) throw new Error(`device ${device.id} is at a site that was not read`);
    const id = `${site.externalId}/${device.systemExternalId ?? STAND_ALONE}`;
    const group = groups.get(id);
    if (group) group.push(device);
    else groups.set(id, [device]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, group]) => {
      const site = sites.get(group[0]?.siteId ?? 0);
      return site ? [describe(id, site, group)] : [];
    });
}

function describe(id: string, site: SiteRow, devices: DeviceRow[]): PackageOfDevices {
  const counts = new Map<DeviceKind, number>();
  let hundredths = 0;
  for (const device of devices) {
    counts.set(device.kind, (counts.get(device.kind) ?? 0) + 1);
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
