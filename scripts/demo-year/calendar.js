/** The days of the story, and what befalls the works: the same at every run. */

/** The day on which the sample's plans begin. */
export const FIRST_DAY = '2027-01-04';
/** Money is cut, and the rest planned anew. */
export const CUT_DAY = '2027-03-15';
/** A second time, for what slipped and failed since. */
export const SECOND_DAY = '2027-04-12';
export const LAST_DAY = '2027-05-31';

/** Goods are ordered so many days before the work. */
export const ORDER_DAYS = 50;
/** A crew looks at a site so many days before it. */
export const SURVEY_DAYS = 7;

/** At the how many-th order that a crew comes to a device is found, and one is missed. */
export const FOUND_AT = 2;
export const ABSENT_AT = 6;

const DAY_MS = 86_400_000;

/**
 * @param {string} date
 * @param {number} days
 */
export function dayAfter(date, days) {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * What befalls the n-th order that a crew comes to, from 1.
 *
 * @param {number} n
 * @returns {{ slipDays: number, fails: boolean, overPercent: number }}
 */
export function fateOf(n) {
  return {
    slipDays: n % 3 === 0 ? 4 : 0,
    fails: n % 5 === 0,
    // What costs more than was set aside comes out of what the budget has left.
    overPercent: n % 4 === 0 ? 3 : -2,
  };
}
