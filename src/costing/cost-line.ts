/** What a cost is made of: the vocabularies of costing, the same in SDL, code and table. */

export const COST_CATEGORIES = [
  'EQUIPMENT',
  'LICENCES',
  'CABLING',
  'LABOUR',
  'ACCESS_EQUIPMENT',
  'TRAVEL',
  'SURVEY',
  'DISPOSAL',
  'TRAINING',
  'ESCORT',
  'CONTINGENCY',
] as const;
export type CostCategory = (typeof COST_CATEGORIES)[number];

/** Which kind of money pays for it. */
export const COST_CLASSES = ['CAPITAL', 'RESOURCE'] as const;
export type CostClass = (typeof COST_CLASSES)[number];

/** Where a price comes from, best first. */
export const BASIS_KINDS = ['CATALOGUE', 'FRAMEWORK', 'QUOTATION', 'ESTIMATE', 'NONE'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

/** What there are so many of. */
export const COST_UNITS = ['UNIT', 'PACKAGE', 'CREW_DAY', 'PERCENT'] as const;
export type CostUnit = (typeof COST_UNITS)[number];

export interface Basis {
  kind: BasisKind;
  /** The source, the document or the method; null where there is none. */
  reference: string | null;
  /** The day of the price, `YYYY-MM-DD`. */
  on: string | null;
  /** The last day on which a quotation holds. */
  expiresOn: string | null;
}

export const NO_BASIS: Basis = { kind: 'NONE', reference: null, on: null, expiresOn: null };

/** One thing that a work package costs. Money in pence. */
export interface CostLine {
  category: CostCategory;
  class: CostClass;
  /** The product, as the outside world knows it; null for what is no product. */
  item: string | null;
  per: CostUnit;
  /** Devices, packages or crew-days; of PERCENT, the basis points. */
  quantity: number;
  netPence: number;
  vatBasisPoints: number;
  /** What of the VAT the body does not get back. */
  irrecoverableVatPence: number;
  /** What the body is charged in the end: net and irrecoverable VAT. */
  totalPence: number;
  basis: Basis;
}

/** What prices are where nothing else is known, in basis points. */
export const SAME_PRICES = 10_000;

/**
 * An amount at the prices of another year, pennies begun left out, so that what fits a budget at one year's prices fits
 * it at the other's.
 *
 * @param index of that year, in basis points
 */
export function outturnOf(pence: number, index: number): number {
  const rest = pence % 10_000;
  return ((pence - rest) / 10_000) * index + Math.floor((rest * index) / 10_000);
}

export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { totalPence }) => sum + totalPence, 0);
}

/**
 * A share of an amount, to the nearest penny, half a penny up. Exact for any amount that a number holds exactly, up to
 * a hundredfold.
 *
 * @param pence not negative
 * @param basisPoints hundredths of a percent, an integer
 */
export function shareOf(pence: number, basisPoints: number): number {
  const rest = pence % 10_000;
  return ((pence - rest) / 10_000) * basisPoints + Math.floor((rest * basisPoints + 5_000) / 10_000);
}
