import type { DateRange, IsoDate } from '../problem.js';

/** Calendar days since 1970-01-01. */
export type Day = number;

/** An inclusive range of days. */
export interface Span {
  from: Day;
  to: Day;
}

const MS_PER_DAY = 86_400_000;

/** The day of an ISO date, or NaN where the text is not a real calendar date. */
export function readDay(iso: IsoDate): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return NaN;
  const time = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  // Date.UTC takes 31 April for 1 May, and two-digit years for those of the last century.
  const isReal = time.getUTCFullYear() === Number(match[1]) && time.getUTCDate() === Number(match[3]);
  return isReal && Number(match[2]) <= 12 ? time.getTime() / MS_PER_DAY : NaN;
}

/** The ISO date of a day. */
export function writeDay(day: Day): IsoDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The ISO weekday of a day, 1 Monday to 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function readSpans(ranges: DateRange[] | undefined): Span[] {
  return (ranges ?? []).map(([from, to]) => ({ from: readDay(from), to: readDay(to) }));
}

export function isWithin(day: Day, spans: Span[]): boolean {
  return spans.some((span) => span.from <= day && day <= span.to);
}

export function areOverlapping(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}
