/** At which prices bodies get what vendors sell: pure. */
import type { Basis } from '../../costing/cost-line.js';
import { groupRows } from '../../platform/database/rows.js';
import type { PlanningData, ProductRow, QuotationRow, VendorRow } from './planning-data.js';

/**
 * From how many units on the tier begins at whose prices a plan is made, by vendor. The tier follows from all units that
 * the plan takes of the vendor; a vendor that is not here is taken at its dearest.
 */
export type TierUnits = ReadonlyMap<string, number>;

export const DEAREST: TierUnits = new Map();

/** So many units of each vendor that all are at their last tier. */
export function cheapestUnits({ vendors }: Pick<PlanningData, 'vendors'>): TierUnits {
  return new Map(vendors.map(({ externalId }) => [externalId, Number.MAX_SAFE_INTEGER]));
}

export interface OfferedProduct extends ProductRow {
  /**
   * What a unit costs in this plan. Products are compared by `pricePence`, which no tier changes: or a cheaper tier could
   * make another product of an option, and with it another effort.
   */
  chargedPence: number;
}

/** What a vendor offers to a body. */
export interface Offer extends Omit<VendorRow, 'products'> {
  products: OfferedProduct[];
}

/** What all vendors offer to a body, told by its row id: at the prices of the tiers, or as they have quoted to it. */
export function offersAt(
  { vendors, quotations }: Pick<PlanningData, 'vendors' | 'quotations'>,
  units: TierUnits,
): (organisationId: number) => readonly Offer[] {
  const common = vendors.map((vendor) => atTier(vendor, units.get(vendor.externalId) ?? 0));
  const quotedTo = groupRows(quotations, ({ organisationId }) => organisationId);
  const own = new Map(
    [...quotedTo].map(([organisationId, rows]) => [
      organisationId,
      common.map((offer) => asQuoted(offer, rows)),
    ]),
  );
  return (organisationId) => own.get(organisationId) ?? common;
}

/** The numbers of units at which some price of a vendor's falls, ascending. */
export function thresholdsOf({ products }: VendorRow): number[] {
  const from = products.flatMap(({ tiers }) => tiers.map(({ fromUnits }) => fromUnits));
  return [...new Set(from)].filter((units) => units > 0).sort((a, b) => a - b);
}

function atTier(vendor: VendorRow, units: number): Offer {
  const products = vendor.products.map((product): OfferedProduct => {
    const reached = product.tiers.filter(({ fromUnits }) => fromUnits <= units).at(-1);
    return { ...product, chargedPence: reached?.pricePence ?? product.pricePence };
  });
  return { ...vendor, products };
}

/** @param quotations that hold, to one body */
function asQuoted(offer: Offer, quotations: readonly QuotationRow[]): Offer {
  const products = offer.products.map((product): OfferedProduct => {
    const [best] = quotations
      .flatMap(({ lines, basis }) =>
        lines
          .filter(({ product: quoted }) => quoted === product.externalId)
          .map(({ pricePence }) => ({ pricePence, basis })),
      )
      .sort((a, b) => a.pricePence - b.pricePence || byReference(a.basis, b.basis));
    return best ? { ...product, ...best, chargedPence: best.pricePence } : product;
  });
  return { ...offer, products };
}

function byReference({ reference: a }: Basis, { reference: b }: Basis): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
