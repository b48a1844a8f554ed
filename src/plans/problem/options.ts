import { totalOf, type CostLine } from '../../costing/cost-line.js';
import { optionLines, type Purchase } from '../../costing/cost-lines.js';
import type { CostingBook } from '../../costing/costing-book.js';
import type { BodyKind, DeviceKind } from '../../estate/estate.types.js';
import type { Option } from '../../planning/index.js';
import type { Offer, OfferedProduct } from './offers.js';
import type { Count } from './work-packages.js';

/** Devices that are swapped together, and the kind of body whose they are. */
export interface WorkToPrice {
  counts: ReadonlyMap<DeviceKind, Count>;
  bodyKind: BodyKind;
}

type Preference = (a: OfferedProduct, b: OfferedProduct) => number;

const cheapest: Preference = (a, b) =>
  a.pricePence - b.pricePence || a.leadDays - b.leadDays || compareIds(a, b);
const soonest: Preference = (a, b) =>
  a.leadDays - b.leadDays || a.pricePence - b.pricePence || compareIds(a, b);

/** Which product takes the place of each kind of device. */
type Choice = Map<DeviceKind, OfferedProduct>;

/**
 * The ways in which one vendor can replace a set of devices: its cheapest products, and its soonest ones where
 * they come earlier. None where it has nothing for one of the kinds. What is switched off is taken down in the time
 * that fitting takes, and nothing is bought for it.
 *
 * @param offer the vendor, its products at the prices at which the body gets them
 */
export function optionsOf(offer: Offer, work: WorkToPrice, book: CostingBook): Option[] {
  const [cheap, soon] = choicesOf(offer, work).map(({ id, choice }) => ({
    ...{ id, vendorId: offer.externalId },
    ...effortOf(choice, work),
    costPence: totalOf(linesOf(choice, work, book)),
  }));
  if (!cheap || !soon) return [];
  return soon.leadDays < cheap.leadDays ? [cheap, soon] : [cheap];
}

/** What one of the options of {@link optionsOf} costs, crew-days aside; undefined where it is none of them. */
export function optionLinesOf(
  offer: Offer,
  work: WorkToPrice,
  book: CostingBook,
  optionId: string,
): CostLine[] | undefined {
  const chosen = choicesOf(offer, work).find(({ id }) => id === optionId);
  return chosen && linesOf(chosen.choice, work, book);
}

function choicesOf(offer: Offer, { counts }: WorkToPrice): { id: string; choice: Choice }[] {
  return [
    { id: offer.externalId, preference: cheapest },
    { id: `${offer.externalId}/soonest`, preference: soonest },
  ].flatMap(({ id, preference }) => {
    const choice: Choice = new Map();
    for (const kind of counts.keys()) {
      const product = offer.products.filter(({ kinds }) => kinds.includes(kind)).sort(preference)[0];
      if (product) choice.set(kind, product);
    }
    return choice.size === counts.size ? [{ id, choice }] : [];
  });
}

function effortOf(choice: Choice, { counts }: WorkToPrice): Pick<Option, 'units' | 'minutes' | 'leadDays'> {
  const effort = { units: 0, minutes: 0, leadDays: 0 };
  for (const [kind, { fittingMinutes, leadDays }] of choice) {
    const { all, inUse } = counts.get(kind) ?? { all: 0, inUse: 0 };
    effort.minutes += all * fittingMinutes;
    effort.units += inUse;
    if (inUse > 0) effort.leadDays = Math.max(effort.leadDays, leadDays);
  }
  return effort;
}

function linesOf(choice: Choice, { counts, bodyKind }: WorkToPrice, book: CostingBook): CostLine[] {
  const purchases = new Map<string, Purchase>();
  let removed = 0;
  for (const [kind, { externalId: item, chargedPence: pricePence, basis }] of choice) {
    const { all, inUse } = counts.get(kind) ?? { all: 0, inUse: 0 };
    const before = purchases.get(item)?.units ?? 0;
    purchases.set(item, { item, units: before + inUse, pricePence, basis });
    removed += all;
  }
  const inOrder = [...purchases.values()].sort((a, b) => (a.item < b.item ? -1 : 1));
  return optionLines({ purchases: inOrder, removed, bodyKind }, book);
}

function compareIds(a: OfferedProduct, b: OfferedProduct): number {
  return a.externalId < b.externalId ? -1 : 1;
}
