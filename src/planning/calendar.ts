import type { DateRange, IsoDate } from './problem.js';

/**
 * Days as integers. An epoch day counts from 1970-01-01; inside a compiled problem a day counts from the plan's
 * start, which is day 0, and the days before it are negative.
 */
export type Day = number;

/** An inclusive range of days. */
export interface DaySpan {
  from: Day;
  to: Day;
}

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_MONTH = /^(\d{4})-(\d{2})$/;

/** The epoch day of an ISO date; undefined where the text is no real calendar date of the years 100 to 9999. */
export function epochDayOf(iso: IsoDate): Day | undefined {
  if (!ISO_DATE.test(iso)) return undefined;
  const year = Number(iso.slice(0, 4));
  const month = Number(iso.slice(5, 7));
  const day = Number(iso.slice(8));
  // Date.UTC reads years below 100 as years of the twentieth century.
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return Date.UTC(year, month - 1, day) / MS_PER_DAY;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The ISO date of an epoch day. */
export function isoDateOf(epochDay: Day): IsoDate {
  return new Date(epochDay * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The ISO weekday of an epoch day, 1 Monday to 7 Sunday. */
export function isoWeekdayOf(epochDay: Day): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1;
}

/** Months since year 0 of a `YYYY-MM` text; undefined where it is no month. */
export function monthNumberOf(isoMonth: string): number | undefined {
  const match = ISO_MONTH.exec(isoMonth);
  if (!match) return undefined;
  const month = Number(match[2]);
  return month >= 1 && month <= 12 ? Number(match[1]) * 12 + month - 1 : undefined;
}

/** The `YYYY-MM` text of a month number. */
export function isoMonthOf(monthNumber: number): string {
  const year = Math.floor(monthNumber / 12);
  return `${String(year).padStart(4, '0')}-${String((monthNumber % 12) + 1).padStart(2, '0')}`;
}

/** The month number that holds an epoch day. */
export function monthNumberOfDay(epochDay: Day): number {
  const date = new Date(epochDay * MS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** A date known to be valid, as a day counted from `startEpochDay`. */
export function dayFrom(startEpochDay: Day, iso: IsoDate): Day {
  const day = epochDayOf(iso);
  if (day === undefined) throw new RangeError(`expected an ISO date, but got "${iso}"`);
  return day - startEpochDay;
}

/** The same for many dates: each is read once, however often it comes. */
export function daysCountedFrom(startEpochDay: Day): (iso: IsoDate) => Day {
  const known = new Map<IsoDate, Day>();
  return (iso) => {
    const seen = known.get(iso);
    if (seen !== undefined) return seen;
    const day = dayFrom(startEpochDay, iso);
    known.set(iso, day);
    return day;
  };
}

/** Date ranges as day spans, counted as `dayOf` says, sorted, with those that touch or overlap joined. */
export function daySpansOf(dayOf: (iso: IsoDate) => Day, ranges: DateRange[] | undefined): DaySpan[] {
  if (!ranges) return [];
  const spans = ranges
    .map(([from, to]) => ({ from: dayOf(from), to: dayOf(to) }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: DaySpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to + 1) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/**
 * The working days of a crew, ascending, each with its rank. Work of `d` working days that starts at rank `r`
 * finishes at rank `r + d - 1`, so that the working time of a crew is a line without holes.
 */
export class WorkingDays {
  /** Working days by rank. */
  readonly days: Int32Array;
  /** By `day - originDay`: the rank of the first working day on or after that day; `days.length` where none is. */
  private readonly rankByDay: Int32Array;

  /** Both ends of the known days are included; `isWorking` is asked for each of them once. */
  constructor(
    readonly originDay: Day,
    readonly lastDay: Day,
    isWorking: (day: Day) => boolean,
  ) {
    const days: Day[] = [];
    this.rankByDay = new Int32Array(Math.max(0, lastDay - originDay + 1));
    for (let day = originDay; day <= lastDay; day += 1) {
      this.rankByDay[day - originDay] = days.length;
      if (isWorking(day)) days.push(day);
    }
    this.days = Int32Array.from(days);
  }

  /** The rank of the first working day on or after `day`; `days.length` where none is. */
  rankFrom(day: Day): number {
    if (day <= this.originDay) return 0;
    if (day > this.lastDay) return this.days.length;
    return this.rankByDay[day - this.originDay] as number;
  }

  isWorking(day: Day): boolean {
    return this.days[this.rankFrom(day)] === day;
  }

  /** The finish day of `workingDays` days of work from `start`, a working day; undefined beyond the last day. */
  finishOf(start: Day, workingDays: number): Day | undefined {
    return this.days[this.rankFrom(start) + workingDays - 1];
  }
}
