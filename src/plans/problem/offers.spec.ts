import { describe, expect, it } from '@jest/globals';
import { NO_BASIS, type Basis } from '../../costing/cost-line.js';
import { EMPTY_BOOK } from '../../costing/costing-book.js';
import { DEAREST, offersAt, thresholdsOf } from './offers.js';
import { optionLinesOf, optionsOf } from './options.js';
import type { ProductRow, QuotationRow, VendorRow } from './planning-data.js';

const product = (externalId: string, prices: [from: number, pence: number][], minutes = 60): ProductRow => ({
  ...{ externalId, kinds: ['CAMERA'], basis: NO_BASIS, fittingMinutes: minutes, leadDays: 5 },
  pricePence: prices[0]?.[1] ?? 0,
  tiers: prices.map(([fromUnits, pricePence]) => ({ fromUnits, pricePence })),
});
const vendor = (...products: ProductRow[]): VendorRow => ({ id: 1, externalId: 'V', supply: null, products });
const quoted = (reference: string): Basis => ({
  ...{ kind: 'QUOTATION', reference, on: '2026-11-01', expiresOn: '2027-01-31' },
});
const quotation = (organisationId: number, reference: string, pricePence: number): QuotationRow => ({
  ...{ organisationId, basis: quoted(reference), lines: [{ product: 'P', pricePence }] },
});

const TIERED = product('P', [
  [0, 300],
  [10, 280],
  [50, 250],
]);
const work = { counts: new Map([['CAMERA' as const, { all: 3, inUse: 2 }]]), bodyKind: 'POLICE' as const };

/** What two cameras cost a body, and on what basis. */
function priceOf(vendors: VendorRow[], quotations: QuotationRow[], units: number, body = 1) {
  const [offer] = offersAt({ vendors, quotations }, new Map([['V', units]]))(body);
  const [line] = (offer && optionLinesOf(offer, work, EMPTY_BOOK, 'V')) ?? [];
  return [line?.netPence, line?.basis.reference];
}

describe('what a vendor asks', () => {
  it('is the price of the last tier that begins at no more units', () => {
    const prices = [0, 9, 10, 49, 50, 1_000].map((units) => priceOf([vendor(TIERED)], [], units)[0]);
    expect(prices).toEqual([600, 600, 560, 560, 500, 500]);
    expect(thresholdsOf(vendor(TIERED, product('Q', [[0, 1]])))).toEqual([10, 50]);
    expect(thresholdsOf(vendor(product('Q', [])))).toEqual([]);
  });

  it('is what it has quoted to the body, the cheaper of two, whatever the tier', () => {
    const quotations = [quotation(1, 'Q-1', 290), quotation(1, 'Q-2', 270), quotation(2, 'Q-3', 10)];
    for (const units of [0, 50]) expect(priceOf([vendor(TIERED)], quotations, units)).toEqual([540, 'Q-2']);
    expect(priceOf([vendor(TIERED)], quotations, 0, 3)).toEqual([600, null]);
  });

  it('changes no option but for what it costs, whichever product a tier makes the cheapest', () => {
    const slow = product('SLOW', [[0, 290]], 100);
    const volume = product('VOLUME', [
      [0, 300],
      [10, 100],
    ]);
    const at = (units: number) => {
      const [offer] = offersAt(
        { vendors: [vendor(slow, volume)], quotations: [] },
        new Map([['V', units]]),
      )(1);
      return offer && optionsOf(offer, work, EMPTY_BOOK);
    };
    expect(at(10)).toEqual(at(0));
    const [offer] = offersAt({ vendors: [vendor(TIERED)], quotations: [] }, DEAREST)(1);
    expect(offer && optionsOf(offer, work, EMPTY_BOOK)).toMatchObject([
      { minutes: 180, units: 2, costPence: 600 },
    ]);
  });
});
