/** The small shapes that inputs of several areas are made of. */
import { z } from 'zod';

/** A real calendar date, `YYYY-MM-DD`. */
export const calendarDate = z
  .string()
  .refine(isCalendarDate, { error: 'expected a calendar date YYYY-MM-DD' });

/** A month, `YYYY-MM`. */
export const calendarMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month YYYY-MM');

/** Both ends included. */
export const dateRange = z
  .object({ from: calendarDate, to: calendarDate })
  .refine((range) => range.from <= range.to, { path: ['to'], error: 'expected a date on or after `from`' });

/** Ranges that do not touch one another. */
export const dateRanges = shortList(dateRange).refine(
  (ranges) => {
    const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1));
    return sorted.every((range, index) => index === 0 || (sorted[index - 1]?.to ?? '') < range.from);
  },
  { error: 'expected ranges that do not overlap' },
);

/** The key under which the outside world knows a row. */
export const externalId = z
  .string()
  .trim()
  .min(1, 'expected an id')
  .max(64, 'expected at most 64 characters');

/** A GraphQL ID, as the row id that it stands for. */
export const rowId = z
  .string()
  .refine((id) => /^[1-9]\d{0,9}$/.test(id) && Number(id) <= 0xffff_ffff, 'expected an id that this API gave')
  .transform(Number);

export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1, 'expected some text')
    .max(longest, `expected at most ${longest} characters`);
}

/** As many as a person writes by hand. */
export function shortList<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(1_000, 'expected at most 1000');
}

/** A hundred thousand million pounds: hundreds of such sums can still be added up to the penny. */
const MOST_PENCE = 10_000_000_000_000;

/** Integer pence, not negative. */
export const pence = z
  .int('expected integer pence')
  .nonnegative('expected pence that are not negative')
  .max(MOST_PENCE, `expected at most ${MOST_PENCE} pence`);

/** A register has several dates a row, so this is many times cheaper than reading a format string. */
function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = Number(text.slice(8));
  if (day >= 1 && day <= 28) {
    const month = Number(text.slice(5, 7));
    return month >= 1 && month <= 12;
  }
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
