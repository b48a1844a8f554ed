/** What things cost over their life: pure, and exact until the one rounding at the end. */
import { addYears, differenceInCalendarDays, formatISO, parseISO } from 'date-fns';

/** 3.5 %, as public bodies discount by. */
export const DISCOUNT_BASIS_POINTS = 350;

/** Ten years, and the day itself. */
export const WHOLE_LIFE_YEARS = 10;

const WHOLE = 10_000n;

export interface Flow {
  /** In how many years; 0 is now. */
  year: number;
  pence: number;
}

/**
 * What flows of money are worth now, each discounted once for every year that it is away: an exact sum of fractions,
 * rounded to the nearest penny at the end, half a penny up.
 *
 * @param basisPoints by which a year is discounted
 */
export function netPresentValue(flows: readonly Flow[], basisPoints: number): number {
  const factor = WHOLE + BigInt(basisPoints);
  const last = flows.reduce((year, flow) => Math.max(year, flow.year), 0);
  const numerator = flows.reduce(
    (sum, { year, pence }) => sum + BigInt(pence) * WHOLE ** BigInt(year) * factor ** BigInt(last - year),
    0n,
  );
  return Number(roundHalfUp(numerator, factor ** BigInt(last)));
}

/** What something is bought for, and how long it lasts. */
export interface Life {
  purchasePence: number;
  lifeYears: number;
}

/**
 * What something is still worth in the books on a day: written off in a straight line, day by day, from its installation to
 * the end of its life; to the nearest penny, half a penny up.
 */
export function bookValue({ purchasePence, lifeYears }: Life, installedOn: string, on: string): number {
  const end = formatISO(addYears(parseISO(installedOn), lifeYears), { representation: 'date' });
  const days = daysBetween(installedOn, end);
  const left = Math.min(days, Math.max(0, daysBetween(on, end)));
  return Number(roundHalfUp(BigInt(purchasePence) * BigInt(left), BigInt(days)));
}

/** Every year in which something that lasts so long has to be bought again, before `years` are over. */
export function renewals(lifeYears: number, years: number): number[] {
  return Array.from({ length: years }, (_, year) => year).filter(
    (year) => year > 0 && year % lifeYears === 0,
  );
}

/** Whole years from a day to a later one; 0 for an earlier one. */
export function wholeYearsBetween(from: string, to: string): number {
  let years = 0;
  while (addYears(parseISO(from), years + 1) <= parseISO(to)) years += 1;
  return years;
}

function daysBetween(from: string, to: string): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

/** @param denominator positive */
function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator + denominator;
  const quotient = doubled / (2n * denominator);
  // Division of big integers cuts towards zero; below it, a fraction that was cut off has to go down.
  return doubled < 0n && quotient * 2n * denominator !== doubled ? quotient - 1n : quotient;
}
