import type { BodyKind } from '../estate/estate.types.js';
import type { Basis, CostCategory, CostClass, CostUnit } from './cost-line.js';

/** What is charged beside products and crews, as it is on one day. */
export interface Rate {
  category: CostCategory;
  per: CostUnit;
  class: CostClass;
  /** Pence; of PERCENT, basis points. */
  amount: number;
  basis: Basis;
}

/** How the lines of a category are taxed. */
export interface VatRule {
  basisPoints: number;
  /** The kinds of body that get it back. */
  recoverableBy: ReadonlySet<BodyKind>;
}

/** All that costs follow from, but for prices and day rates, as it is on one day. */
export interface CostingBook {
  /** At most one of each category and unit. */
  rates: readonly Rate[];
  /** What has no rule bears no VAT. */
  vat: ReadonlyMap<CostCategory, VatRule>;
}

export const EMPTY_BOOK: CostingBook = { rates: [], vat: new Map() };
