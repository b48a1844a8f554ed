import { readDay, type Day } from './days.js';
import type { Placed, Reading } from './reading.js';

/** Units up to and including a month, in months in which supply or use changes. */
export interface SupplyMonth {
  /** `YYYY-MM` */
  month: string;
  supplied: number;
  used: number;
}

/** Running totals of each vendor whose supply is limited, months ascending. */
export function suppliesOf(reading: Reading, placed: Placed[]): Map<string, SupplyMonth[]> {
  const changes = new Map<string, Map<string, { supplied: number; used: number }>>();
  const changeOf = (vendorId: string, month: string) => {
    const months = changes.get(vendorId);
    const change = months?.get(month) ?? { supplied: 0, used: 0 };
    months?.set(month, change);
    return change;
  };
  for (const vendor of reading.vendors.values()) {
    if (!vendor.supply) continue;
    changes.set(vendor.id, new Map());
    for (const { month, units } of vendor.supply) changeOf(vendor.id, month).supplied += units;
  }
  for (const { option, start, assignment } of placed) {
    if (!option || Number.isNaN(start)) continue;
    changeOf(option.vendorId, assignment.start.slice(0, 7)).used += option.units;
  }
  return new Map([...changes].map(([vendorId, months]) => [vendorId, runningTotals(months)]));
}

function runningTotals(months: Map<string, { supplied: number; used: number }>): SupplyMonth[] {
  let supplied = 0;
  let used = 0;
  return [...months.keys()].sort().map((month) => {
    supplied += months.get(month)?.supplied ?? 0;
    used += months.get(month)?.used ?? 0;
    return { month, supplied, used };
  });
}

/**
 * The first day from which `units` more could be taken without any month's total running over: -Infinity where
 * any day will do, Infinity where none will.
 */
export function firstSuppliedDay(totals: SupplyMonth[], units: number): Day {
  if (units <= 0) return -Infinity;
  let first = Infinity;
  for (const { month, supplied, used } of [...totals].reverse()) {
    if (supplied - used < units) return first;
    first = readDay(`${month}-01`);
  }
  return first;
}
