import type { PhaseCertificate, UnitPrice } from '../certificate.js';
import { readDay, writeDay, type Day } from './days.js';
import type { Reading } from './reading.js';
import type { Report } from './violation.js';

/** The prices of one phase's certificate, looked up by what they are for. What has none is free. */
export interface Prices {
  crewPriceOn: (crewId: string, day: Day) => number;
  unitPrices: UnitPrice[];
  /** What a unit pays whose work starts on that day: the sum of its vendor's prices of that month and later. */
  unitPriceOn: (vendorId: string, start: Day) => number;
  /** The same for each day of the horizon. */
  unitPricesByDay: (vendorId: string) => number[];
  budgetPrices: Map<string, number>;
  /** The cheapest of these budgets that hold the finish day; Infinity where none does. */
  budgetPriceOn: (budgetIds: string[], finish: Day) => number;
  /** The same for each day of the horizon. */
  budgetPricesByDay: (budgetIds: string[]) => number[];
}

/** Reads the prices of a certificate; undefined where they are none, which is reported. */
export function readPrices(
  reading: Reading,
  proof: PhaseCertificate,
  path: string,
  report: Report,
): Prices | undefined {
  let isGood = true;
  const refuse = (at: string, message: string) => {
    isGood = false;
    report('BOUND', `${path}.${at}`, message);
  };
  const asPrice = (millipence: number, at: string) => {
    if (Number.isSafeInteger(millipence) && millipence >= 0) return;
    refuse(at, `expected a whole number of 0 or more, but got ${millipence}`);
  };
  const asSum = (prices: number[], at: string) => {
    if (sumOf(prices) > Number.MAX_SAFE_INTEGER)
      refuse(at, `the prices add up to more than ${Number.MAX_SAFE_INTEGER}`);
  };
  const ofCrew = new Map<string, { from: Day; millipence: number[] }>();
  proof.crewPrices.forEach(({ crewIds, from, millipence }, index) => {
    const at = `crewPrices[${index}]`;
    if (Number.isNaN(readDay(from))) refuse(`${at}.from`, `"${from}" is not a date`);
    millipence.forEach((price, day) => asPrice(price, `${at}.millipence[${day}]`));
    asSum(millipence, `${at}.millipence`);
    for (const crewId of crewIds) {
      if (!reading.crews.has(crewId)) refuse(`${at}.crewIds`, `no crew "${crewId}" in the problem`);
      if (ofCrew.has(crewId)) refuse(`${at}.crewIds`, `crew "${crewId}" has prices already`);
      ofCrew.set(crewId, { from: readDay(from), millipence });
    }
  });
  proof.unitPrices.forEach(({ vendorId, month, millipence }, index) => {
    const at = `unitPrices[${index}]`;
    asPrice(millipence, `${at}.millipence`);
    if (!reading.vendors.get(vendorId)?.supply)
      refuse(`${at}.vendorId`, `no limit on units of "${vendorId}"`);
    if (Number.isNaN(readDay(`${month}-01`))) refuse(`${at}.month`, `"${month}" is not a month`);
  });
  asSum(
    proof.unitPrices.map(({ millipence }) => millipence),
    'unitPrices',
  );
  const budgetPrices = new Map<string, number>();
  proof.budgetPrices.forEach(({ budgetId, millipence }, index) => {
    const at = `budgetPrices[${index}]`;
    asPrice(millipence, `${at}.millipence`);
    if (!reading.budgets.has(budgetId)) refuse(`${at}.budgetId`, `no budget "${budgetId}" in the problem`);
    if (budgetPrices.has(budgetId)) refuse(`${at}.budgetId`, `budget "${budgetId}" has a price already`);
    budgetPrices.set(budgetId, millipence);
  });
  return isGood ? lookUp(reading, proof.unitPrices, ofCrew, budgetPrices) : undefined;
}

function lookUp(
  { horizon, budgets }: Reading,
  unitPrices: UnitPrice[],
  ofCrew: Map<string, { from: Day; millipence: number[] }>,
  budgetPrices: Map<string, number>,
): Prices {
  const unitPriceOn = (vendorId: string, start: Day) => {
    const month = writeDay(start).slice(0, 7);
    let sum = 0;
    for (const price of unitPrices) {
      if (price.vendorId === vendorId && month <= price.month) sum += price.millipence;
    }
    return sum;
  };
  const budgetPriceOn = (budgetIds: string[], finish: Day) => {
    let cheapest = Infinity;
    for (const id of budgetIds) {
      const span = budgets.get(id)?.span;
      if (span && span.from <= finish && finish <= span.to) {
        cheapest = Math.min(cheapest, budgetPrices.get(id) ?? 0);
      }
    }
    return cheapest;
  };
  const days = Array.from({ length: horizon.to - horizon.from + 1 }, (_, index) => horizon.from + index);
  const byVendor = new Map<string, number[]>();
  const byBudgets = new Map<string, number[]>();
  return {
    crewPriceOn: (crewId, day) => {
      const prices = ofCrew.get(crewId);
      return prices?.millipence[day - prices.from] ?? 0;
    },
    unitPrices,
    unitPriceOn,
    unitPricesByDay: (vendorId) =>
      remembered(byVendor, vendorId, () => days.map((day) => unitPriceOn(vendorId, day))),
    budgetPrices,
    budgetPriceOn,
    budgetPricesByDay: (budgetIds) =>
      remembered(byBudgets, JSON.stringify(budgetIds), () =>
        days.map((day) => budgetPriceOn(budgetIds, day)),
      ),
  };
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
