import { addDays, formatISO, parseISO } from 'date-fns';

/** The calendar date so many days later, both as `YYYY-MM-DD`; sooner where they are negative. */
export function dateAfter(date: string, days: number): string {
  return formatISO(addDays(parseISO(date), days), { representation: 'date' });
}
