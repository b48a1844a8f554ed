/**
 * What a work package costs, line by line: pure. All that does not depend on how long a crew takes is the cost of the
 * option; crew-days are charged on top, as often as the crew works.
 */
import type { BodyKind } from '../estate/estate.types.js';
import {
  COST_CATEGORIES,
  COST_UNITS,
  NO_BASIS,
  shareOf,
  type Basis,
  type CostCategory,
  type CostClass,
  type CostLine,
} from './cost-line.js';
import type { CostingBook, Rate } from './costing-book.js';

/** So many of a product. */
export interface Purchase {
  item: string;
  units: number;
  pricePence: number;
  basis: Basis;
}

/** What an option does, as far as it costs something. */
export interface PricedWork {
  purchases: readonly Purchase[];
  /** Devices that are taken down. */
  removed: number;
  bodyKind: BodyKind;
}

/** Equipment and its fitting are capital until a rate of their category says otherwise. */
const CLASS_OF_EQUIPMENT: CostClass = 'CAPITAL';
const CLASS_OF_LABOUR: CostClass = 'CAPITAL';

/**
 * The lines of an option: of each product so many at its price, what is charged by device and by package, and
 * contingency on the net of these. VAT and contingency are rounded line by line, to the nearest penny, half a penny up.
 */
export function optionLines(work: PricedWork, book: CostingBook): CostLine[] {
  const { purchases, removed, bodyKind } = work;
  const units = purchases.reduce((sum, purchase) => sum + purchase.units, 0);
  const taxed = (
    line: Omit<CostLine, 'vatBasisPoints' | 'irrecoverableVatPence' | 'totalPence'>,
  ): CostLine => {
    const rule = book.vat.get(line.category);
    const vatBasisPoints = rule?.basisPoints ?? 0;
    const isBorne = rule !== undefined && !rule.recoverableBy.has(bodyKind);
    const irrecoverableVatPence = isBorne ? shareOf(line.netPence, vatBasisPoints) : 0;
    return {
      ...line,
      ...{ vatBasisPoints, irrecoverableVatPence, totalPence: line.netPence + irrecoverableVatPence },
    };
  };
  const bought = purchases
    .filter((purchase) => purchase.units > 0)
    .map(({ item, units: quantity, pricePence, basis }) =>
      taxed({
        ...{ category: 'EQUIPMENT', class: CLASS_OF_EQUIPMENT, item, per: 'UNIT', quantity },
        ...{ netPence: quantity * pricePence, basis },
      }),
    );
  const countOf = ({ category, per }: Rate) =>
    per === 'PACKAGE' ? 1 : per !== 'UNIT' ? 0 : category === 'DISPOSAL' ? removed : units;
  const charged = book.rates.flatMap((rate) => {
    const quantity = countOf(rate);
    if (quantity * rate.amount === 0) return [];
    const { category, per, basis } = rate;
    return [
      taxed({
        ...{
          category,
          class: rate.class,
          item: null,
          per,
          quantity,
          netPence: quantity * rate.amount,
          basis,
        },
      }),
    ];
  });
  const lines = [...bought, ...charged];
  const net = lines.reduce((sum, { netPence }) => sum + netPence, 0);
  const held = book.rates.flatMap(({ category, class: costClass, per, amount, basis }) => {
    const netPence = per === 'PERCENT' ? shareOf(net, amount) : 0;
    if (netPence === 0) return [];
    return [taxed({ category, class: costClass, item: null, per, quantity: amount, netPence, basis })];
  });
  return [...lines, ...held];
}

/** What a crew-day costs on top of the crew's own rate. */
export function perCrewDay({ rates }: CostingBook): number {
  return rates.reduce((sum, { per, amount }) => sum + (per === 'CREW_DAY' ? amount : 0), 0);
}

/**
 * What was charged for crew-days, as lines. Day rates are what the body is charged, with any VAT that it bears.
 *
 * @param pence all that was charged for them
 * @param dayRatePence the crew's own; a rate of LABOUR by crew-day comes on top
 */
export function crewDayLines(pence: number, dayRatePence: number, book: CostingBook): CostLine[] {
  if (pence === 0) return [];
  const daily = book.rates.filter(({ per }) => per === 'CREW_DAY');
  const labour = daily.find(({ category }) => category === 'LABOUR');
  const days = pence / (dayRatePence + perCrewDay(book));
  const isWhole = Number.isInteger(days);
  const lineOf = (
    category: CostCategory,
    costClass: CostClass,
    totalPence: number,
    basis: Basis,
  ): CostLine => ({
    ...{ category, class: costClass, item: null, per: 'CREW_DAY', quantity: isWhole ? days : 1 },
    ...{ netPence: totalPence, vatBasisPoints: 0, irrecoverableVatPence: 0, totalPence, basis },
  });
  const fit = (totalPence: number) =>
    lineOf('LABOUR', labour?.class ?? CLASS_OF_LABOUR, totalPence, labour?.basis ?? NO_BASIS);
  // Days of works under way may have been charged at two rates.
  if (!isWhole) return [fit(pence)];
  const others = daily
    .filter(({ category, amount }) => category !== 'LABOUR' && amount > 0)
    .map(({ category, class: costClass, amount, basis }) =>
      lineOf(category, costClass, days * amount, basis),
    );
  const rest = others.reduce((sum, { totalPence }) => sum - totalPence, pence);
  return rest === 0 ? others : [fit(rest), ...others];
}

/** In the order of categories and units, so that the same costs always make the same lines. */
export function compareRates(a: Rate, b: Rate): number {
  return (
    COST_CATEGORIES.indexOf(a.category) - COST_CATEGORIES.indexOf(b.category) ||
    COST_UNITS.indexOf(a.per) - COST_UNITS.indexOf(b.per)
  );
}
