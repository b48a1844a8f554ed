import type { Crew, Option, Site } from '../problem.js';
import type { Day } from './days.js';
import type { Prices } from './prices.js';
import { coversSite, daysNeeded, groupBy, isWorkingDay, type Placed, type Reading } from './reading.js';

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
 * another one beats or equals in price and cost with the same start and finish.
 */
export function windowsOf(crews: CrewCalendar[], site: Site, option: Option, firstStart: Day): Window[] {
  const byStart = new Map<Day, Window[]>();
  for (const { crew, days, paid, taken } of crews) {
    if (!coversSite(crew, site)) continue;
    const needed = daysNeeded(option, crew);
    const costPence = needed * crew.dayRatePence;
    for (let first = 0; first + needed <= days.length; first += 1) {
      const start = days[first] as Day;
      if (start < firstStart || taken[first + needed] !== taken[first]) continue;
      const finish = days[first + needed - 1] as Day;
      const price = (paid[first + needed] as number) - (paid[first] as number);
      const known = byStart.get(start);
      const window = { start, finish, price, costPence };
      if (!known) byStart.set(start, [window]);
      else if (!known.some((other) => isAsGood(other, window))) known.push(window);
    }
  }
  return [...byStart.values()].flat().sort((a, b) => a.start - b.start);
}

function isAsGood(one: Window, other: Window): boolean {
  return one.finish === other.finish && one.price <= other.price && one.costPence <= other.costPence;
}
