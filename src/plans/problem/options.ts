import type { DeviceKind } from '../../estate/estate.types.js';
import type { Option } from '../../planning/index.js';
import type { ProductRow, VendorRow } from './planning-data.js';

type Preference = (a: ProductRow, b: ProductRow) => number;

const cheapest: Preference = (a, b) =>
  a.pricePence - b.pricePence || a.leadDays - b.leadDays || compareIds(a, b);
const soonest: Preference = (a, b) =>
  a.leadDays - b.leadDays || a.pricePence - b.pricePence || compareIds(a, b);

/**
 * The ways in which one vendor can replace a set of devices: its cheapest products, and its soonest ones where
 * they come earlier. None where it has nothing for one of the kinds.
 *
 * @param counts devices by kind
 */
export function optionsOf(vendor: VendorRow, counts: ReadonlyMap<DeviceKind, number>): Option[] {
  const cheap = optionOf(vendor, counts, cheapest, vendor.externalId);
  const soon = optionOf(vendor, counts, soonest, `${vendor.externalId}/soonest`);
  if (!cheap || !soon) return [];
  return soon.leadDays < cheap.leadDays ? [cheap, soon] : [cheap];
}

function optionOf(
  vendor: VendorRow,
  counts: ReadonlyMap<DeviceKind, number>,
  preference: Preference,
  id: string,
): Option | undefined {
  const option: Option = { id, vendorId: vendor.externalId, units: 0, minutes: 0, costPence: 0, leadDays: 0 };
  for (const [kind, count] of counts) {
    const product = vendor.products.filter(({ kinds }) => kinds.includes(kind)).sort(preference)[0];
    if (!product) return undefined;
    option.units += count;
    option.minutes += count * product.fittingMinutes;
    option.costPence += count * product.pricePence;
    option.leadDays = Math.max(option.leadDays, product.leadDays);
  }
  return option;
}

function compareIds(a: ProductRow, b: ProductRow): number {
  return a.externalId < b.externalId ? -1 : 1;
}
