import { epochDayOf, isoDateOf, isoWeekdayOf, type Day } from '../calendar.js';
import type { InstanceKnobs } from './knobs.js';

/** The dates and names that all parts of an instance share. Days are epoch days. */
export interface Frame {
  firstDay: Day;
  lastDay: Day;
  /** First day of each month of the horizon, and of the month after it. */
  monthStarts: Day[];
  holidays: Day[];
  regions: string[];
  vendorIds: string[];
  organisations: string[];
}

export const WEEKEND = [6, 7];

export function frameOf(knobs: InstanceKnobs): Frame {
  const firstDay = epochDayOf(knobs.start) ?? NaN;
  const monthStarts = Array.from({ length: knobs.months + 1 }, (_, month) => addMonths(firstDay, month));
  const lastDay = (monthStarts[knobs.months] as Day) - 1;
  return {
    firstDay,
    lastDay,
    monthStarts,
    holidays: holidaysBetween(firstDay - 31, lastDay),
    regions: named('R', knobs.regions),
    vendorIds: named('V', knobs.vendors),
    organisations: named('ORG', knobs.organisations),
  };
}

export function isPublicWorkingDay(frame: Frame, day: Day): boolean {
  return !WEEKEND.includes(isoWeekdayOf(day)) && !frame.holidays.includes(day);
}

export function countWorkingDays(frame: Frame): number {
  let count = 0;
  for (let day = frame.firstDay; day <= frame.lastDay; day += 1) {
    if (isPublicWorkingDay(frame, day)) count += 1;
  }
  return count;
}

function named(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function addMonths(day: Day, months: number): Day {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) / 86_400_000;
}

/** Christmas, Boxing and New Year's Day, the first and last Monday of May and the last of August. */
function holidaysBetween(firstDay: Day, lastDay: Day): Day[] {
  const holidays: Day[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const [month, date] = isoDateOf(day).slice(5).split('-').map(Number) as [number, number];
    const isMonday = isoWeekdayOf(day) === 1;
    const isFixed = (month === 12 && (date === 25 || date === 26)) || (month === 1 && date === 1);
    const isMay = month === 5 && isMonday && (date <= 7 || date > 24);
    if (isFixed || isMay || (month === 8 && isMonday && date > 24)) holidays.push(day);
  }
  return holidays;
}
