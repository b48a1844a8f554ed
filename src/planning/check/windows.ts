import type { Crew, Option, Site } from '../problem.js';
import type { Day } from './days.js';
import type { Prices } from './prices.js';
import { coversSite, daysNeeded, groupBy, isWorkingDay, type Placed, type Reading } from './reading.js';

export const MILLIPENCE_PER_PENNY = 1000;

/** A crew's working days of the whole horizon, what they cost at given prices, and which are taken already. */
export interface CrewCalendar {
  crew: Crew;
  /** Working days, ascending. */
  days: Day[];
  /** Price of the first n of them, in millipence, at n. */
  paid: number[];
  /** How many of the first n are taken by fixed work, at n. */
  taken: number[];
  /** Price of all working days up to and including a day. */
  paidUntil: (day: Day) => number;
}

/** A run of working days on which some crew could do a piece of work. */
export interface Window {
  start: Day;
  finish: Day;
  /** Price of the crew's days, in millipence. */
  price: number;
  /** The crew's day rate for all of them. */
  costPence: number;
}

/** The working days of every crew, from the first day of fixed work on if that is before the horizon. */
export function crewCalendars(reading: Reading, prices: Prices, fixed: Placed[]): Map<string, CrewCalendar> {
  const first = fixed.reduce((day, { start }) => Math.min(day, start), reading.horizon.from);
  const fixedByCrew = groupBy(fixed, ({ assignment }) => assignment.crewId);
  const calendars = new Map<string, CrewCalendar>();
  for (const [id, readCrew] of reading.crews) {
    const days: Day[] = [];
    const workedUntil = [0];
    for (let day = first; day <= reading.horizon.to; day += 1) {
      const { from, to } = readCrew.service;
      if (from <= day && day <= to && isWorkingDay(reading, readCrew, day)) days.push(day);
      workedUntil.push(days.length);
    }
    const ownWork = fixedByCrew.get(id) ?? [];
    const isTaken = (day: Day) => ownWork.some(({ start, finish }) => start <= day && day <= finish);
    const paid = runningSum(days.map((day) => prices.crewPriceOn(id, day)));
    const taken = runningSum(days.map((day) => Number(isTaken(day))));
    const paidUntil = (day: Day) => paid[workedUntil[day - first + 1] ?? 0] ?? 0;
    calendars.set(id, { crew: readCrew.crew, days, paid, taken, paidUntil });
  }
  return calendars;
}

function runningSum(values: number[]): number[] {
  let sum = 0;
  return [0, ...values.map((value) => (sum += value))];
}

/**
 * All windows from `firstStart` on in which a crew could do an option at a site, by start; without those that
 * another one with the same start and finish beats or equals whatever a penny costs beyond itself.
 */
export function windowsOf(crews: CrewCalendar[], site: Site, option: Option, firstStart: Day): Window[] {
  const lastDay = crews.reduce((last, { days }) => Math.max(last, days.at(-1) ?? firstStart), firstStart);
  const able = crews.filter(({ crew }) => coversSite(crew, site));
  // Cheap crews first: the dearer ones then seldom add anything.
  able.sort((a, b) => a.crew.dayRatePence - b.crew.dayRatePence);
  const needs = able.map(({ crew }) => daysNeeded(option, crew));
  const nextDay = able.map(({ days }) => days.filter((day) => day < firstStart).length);
  const windows: Window[] = [];
  for (let start = firstStart; start <= lastDay; start += 1) {
    const firstOfDay = windows.length;
    for (let index = 0; index < able.length; index += 1) {
      const { crew, days, paid, taken } = able[index] as CrewCalendar;
      const first = nextDay[index] as number;
      if (days[first] !== start) continue;
      nextDay[index] = first + 1;
      const needed = needs[index] as number;
      if (first + needed > days.length || taken[first + needed] !== taken[first]) continue;
      const finish = days[first + needed - 1] as Day;
      const price = (paid[first + needed] as number) - (paid[first] as number);
      const costPence = needed * crew.dayRatePence;
      if (isBeaten(windows, firstOfDay, finish, price, costPence)) continue;
      windows.push({ start, finish, price, costPence });
    }
  }
  return windows;
}

/**
 * Whether one of the windows from `first` on, which start together, is never worse: a penny costs itself at least, so
 * what costs less and comes to no more even then is not.
 */
function isBeaten(windows: Window[], first: number, finish: Day, price: number, costPence: number): boolean {
  const least = price + MILLIPENCE_PER_PENNY * costPence;
  for (let index = first; index < windows.length; index += 1) {
    const other = windows[index] as Window;
    if (other.finish !== finish || other.costPence > costPence) continue;
    if (other.price + MILLIPENCE_PER_PENNY * other.costPence <= least) return true;
  }
  return false;
}
