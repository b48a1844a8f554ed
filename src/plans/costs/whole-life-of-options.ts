/** What the options of a work package cost over ten years, and what replacing early costs: pure. */
import {
  WHOLE_LIFE_YEARS,
  bookValue,
  netPresentValue,
  renewals,
  wholeYearsBetween,
  type Flow,
} from '../../costing/whole-life.js';
import type { DeviceKind, DeviceStatus } from '../../estate/estate.types.js';
import type { Crew, Option } from '../../planning/index.js';

/** What devices of a kind are worth and take to keep. */
export interface KindLife {
  kind: DeviceKind;
  lifeYears: number;
  purchasePence: number;
  maintenancePencePerYear: number;
  licencePencePerYear: number;
}

export type Lives = ReadonlyMap<DeviceKind, KindLife>;

export interface AgedDevice {
  kind: DeviceKind;
  status: DeviceStatus;
  installedOn: string | null;
  scheduledUpgradeOn: string | null;
}

export interface OptionLife {
  optionId: string;
  vendorId: string;
  /** With the crew's days, now. */
  purchasePence: number;
  maintenancePencePerYear: number;
  licencePencePerYear: number;
  /** Bought again in these years, at the end of a life. */
  renewals: Flow[];
  npvPence: number;
}

/**
 * What an option costs over ten years: what it costs now, what its devices take to keep in each of the years after, and
 * their renewal where their life ends before, worth what it is now.
 *
 * @param crew whose days it takes
 */
export function lifeOf(
  { id: optionId, vendorId, minutes, costPence }: Option,
  crew: Pick<Crew, 'minutesPerDay' | 'dayRatePence'>,
  devices: readonly AgedDevice[],
  lives: Lives,
  basisPoints: number,
): OptionLife {
  const kept = devices
    .filter(({ status }) => status === 'IN_USE')
    .flatMap(({ kind }) => lives.get(kind) ?? []);
  const sum = (valueOf: (life: KindLife) => number) => kept.reduce((total, life) => total + valueOf(life), 0);
  const purchasePence = costPence + Math.ceil(minutes / crew.minutesPerDay) * crew.dayRatePence;
  const maintenancePencePerYear = sum((life) => life.maintenancePencePerYear);
  const licencePencePerYear = sum((life) => life.licencePencePerYear);
  const yearly = Array.from({ length: WHOLE_LIFE_YEARS }, (_, index): Flow => ({
    ...{ year: index + 1, pence: maintenancePencePerYear + licencePencePerYear },
  }));
  const renewed = new Map<number, number>();
  for (const { lifeYears, purchasePence: pence } of kept) {
    for (const year of renewals(lifeYears, WHOLE_LIFE_YEARS))
      renewed.set(year, (renewed.get(year) ?? 0) + pence);
  }
  const again = [...renewed].map(([year, pence]): Flow => ({ year, pence })).sort((a, b) => a.year - b.year);
  const flows = [{ year: 0, pence: purchasePence }, ...yearly, ...again];
  return {
    ...{ optionId, vendorId, purchasePence, maintenancePencePerYear, licencePencePerYear },
    ...{ renewals: again, npvPence: netPresentValue(flows, basisPoints) },
  };
}

export interface EarlyReplacement {
  costPence: number;
  /** What is left in the books of what is taken down. */
  writeOffPence: number;
  /** What its scheduled upgrade would have cost, worth what it is on the day of the replacement. */
  avoidedPence: number;
  /** What replacing it now costs more than waiting for the upgrade would. */
  netPence: number;
  /** Devices of which nobody knows when they were installed, or what their kind is worth: nothing is written off. */
  unknownDevices: number;
}

/**
 * What it costs not to wait. The upgrade is discounted by whole years, and only what is in use and has a later upgrade day
 * would have been upgraded.
 *
 * @param on the day on which it is replaced
 */
export function earlyReplacement(
  costPence: number,
  on: string,
  devices: readonly AgedDevice[],
  lives: Lives,
  basisPoints: number,
): EarlyReplacement {
  let writeOffPence = 0;
  let unknownDevices = 0;
  const upgrades: Flow[] = [];
  for (const { kind, status, installedOn, scheduledUpgradeOn } of devices) {
    const life = lives.get(kind);
    if (!life || installedOn === null) unknownDevices += 1;
    else writeOffPence += bookValue(life, installedOn, on);
    if (!life || status !== 'IN_USE' || scheduledUpgradeOn === null || scheduledUpgradeOn <= on) continue;
    upgrades.push({ year: wholeYearsBetween(on, scheduledUpgradeOn), pence: life.purchasePence });
  }
  const avoidedPence = netPresentValue(upgrades, basisPoints);
  return {
    ...{ costPence, writeOffPence, avoidedPence, unknownDevices },
    netPence: costPence + writeOffPence - avoidedPence,
  };
}
