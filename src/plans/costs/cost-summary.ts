/** Sums of cost lines: pure. */
import { shareOf, type CostCategory, type CostClass } from '../../costing/cost-line.js';

export const COST_DIMENSIONS = ['CATEGORY', 'CLASS', 'BODY', 'YEAR'] as const;
export type CostDimension = (typeof COST_DIMENSIONS)[number];

/** What a sum is of; null where it is of all. */
export interface CostKey {
  category: CostCategory | null;
  class: CostClass | null;
  organisationId: number | null;
  /** Of the finish day: 2027 is April 2027 to March 2028. */
  fiscalYear: number | null;
}

/** In pence. What is evidenced, estimated and without a basis makes up the total. */
export interface CostFigures {
  netPence: number;
  irrecoverableVatPence: number;
  totalPence: number;
  /** From a price list, a framework, or a quotation that holds or was ordered by. */
  evidencedPence: number;
  /** By a method, or from a quotation that lapsed before anything was ordered. */
  estimatedPence: number;
  /** Without anything that anybody could check. */
  unevidencedPence: number;
  /** At the prices of the year in which it is paid. */
  outturnPence: number;
}

export type CostSum = CostKey & CostFigures & { withOptimismBiasPence: number };

/** The sum of the lines of one category, class, body and year. */
export type FinestSum = { [Part in keyof CostKey]: NonNullable<CostKey[Part]> } & CostFigures;

const PART: Record<CostDimension, keyof CostKey> = {
  CATEGORY: 'category',
  CLASS: 'class',
  BODY: 'organisationId',
  YEAR: 'fiscalYear',
};
const PARTS = Object.values(PART);
const FIGURES = [
  ...['netPence', 'irrecoverableVatPence', 'totalPence', 'evidencedPence', 'estimatedPence'],
  ...['unevidencedPence', 'outturnPence'],
] as (keyof CostFigures)[];

/**
 * Adds up the finest sums by the dimensions asked for, in their order. Optimism bias is rounded in each finest sum, so
 * that the sums add up whatever they are by.
 *
 * @param bias in basis points
 */
export function sumsBy(
  finest: readonly FinestSum[],
  dimensions: readonly CostDimension[],
  bias: ReadonlyMap<CostCategory, number>,
): CostSum[] {
  const told = new Set(dimensions.map((dimension) => PART[dimension]));
  const sums = new Map<string, CostSum>();
  for (const row of finest) {
    const key = Object.fromEntries(PARTS.map((part) => [part, told.has(part) ? row[part] : null]));
    const name = JSON.stringify(key);
    const sum = sums.get(name) ?? ({ ...key, ...nothing() } as CostSum);
    for (const figure of FIGURES) sum[figure] += row[figure];
    sum.withOptimismBiasPence += row.totalPence + shareOf(row.totalPence, bias.get(row.category) ?? 0);
    sums.set(name, sum);
  }
  return [...sums.values()];
}

/** The share of a sum that is evidenced; null of nothing. */
export function evidencedShare({ totalPence, evidencedPence }: CostFigures): number | null {
  return totalPence === 0 ? null : evidencedPence / totalPence;
}

function nothing(): CostFigures & { withOptimismBiasPence: number } {
  return {
    ...{ netPence: 0, irrecoverableVatPence: 0, totalPence: 0, evidencedPence: 0, estimatedPence: 0 },
    ...{ unevidencedPence: 0, outturnPence: 0, withOptimismBiasPence: 0 },
  };
}
