import type { DeviceKind } from '../../estate/estate.types.js';
import type { Option } from '../../planning/index.js';
import type { ProductRow, VendorRow } from './planning-data.js';
import type { Count } from './work-packages.js';

type Preference = (a: ProductRow, b: ProductRow) => number;

const cheapest: Preference = (a, b) =>
  a.pricePence - b.pricePence || a.leadDays - b.leadDays || compareIds(a, b);
const soonest: Preference = (a, b) =>
  a.leadDays - b.leadDays || a.pricePence - b.pricePence || compareIds(a, b);

/**
 * The ways in which one vendor can replace a set of devices: its cheapest products, and its soonest ones where
 * they come earlier. None where it has nothing for one of the kinds. What is switched off is taken down in the time
 * that fitting takes, and nothing is bought for it.
 *
 * @param counts devices by kind
 */
export function optionsOf(vendor: VendorRow, counts: ReadonlyMap<DeviceKind, Count>): Option[] {
  const cheap = optionOf(vendor, counts, cheapest, vendor.externalId);
  const soon = optionOf(vendor, counts, soonest, `${vendor.externalId}/soonest`);
  if (!cheap || !soon) return [];
  return soon.leadDays < cheap.leadDays ? [cheap, soon] : [cheap];
}

function optionOf(
  vendor: VendorRow,
  counts: ReadonlyMap<DeviceKind, Count>,
  preference: Preference,
  id: string,
): Option | undefined {
  const option: Option = { id, vendorId: vendor.externalId, units: 0, minutes: 0, costPence: 0, leadDays: 0 };
  for (const [kind, { all, inUse }] of counts) {
    const product = vendor.products.filter(({ kinds }) => kinds.includes(kind)).sort(preference)[0];
    if (!product) return undefined;
    option.minutes += all * product.fittingMinutes;
    option.units += inUse;
    option.costPence += inUse * product.pricePence;
    if (inUse > 0) option.leadDays = Math.max(option.leadDays, product.leadDays);
  }
  return option;
}

function compareIds(a: ProductRow, b: ProductRow): number {
  return a.externalId < b.externalId ? -1 : 1;
}
