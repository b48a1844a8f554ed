import { z } from 'zod';
import { CLEARANCES, NATIONS } from '../estate/estate.types.js';
import { calendarDate, dateRanges, externalId, pence, shortList, text } from '../platform/input-schemas.js';

/** A crew with its regions and its whole leave. */
export const crewInput = z
  .object({
    externalId,
    name: text(200),
    nation: z.enum(NATIONS),
    regions: shortList(text(64))
      .min(1, 'expected at least one region')
      .refine((regions) => new Set(regions).size === regions.length, { error: 'expected each region once' }),
    clearance: z.enum(CLEARANCES),
    minutesPerDay: z.int().min(1, 'expected 1 to 1440 minutes').max(1440, 'expected 1 to 1440 minutes'),
    dayRatePence: pence,
    from: calendarDate.nullish().transform((day) => day ?? null),
    to: calendarDate.nullish().transform((day) => day ?? null),
    leave: dateRanges.nullish().transform((leave) => leave ?? []),
  })
  .refine((crew) => !crew.from || !crew.to || crew.from <= crew.to, {
    path: ['to'],
    error: 'expected a date on or after `from`',
  });
export type CrewInput = z.output<typeof crewInput>;

/** Without a nation it is a holiday of all of them. */
export const holidayInput = z.object({
  date: calendarDate,
  nation: z
    .enum(NATIONS)
    .nullish()
    .transform((nation) => nation ?? ('ALL' as const)),
  name: text(120),
});
export type HolidayInput = z.output<typeof holidayInput>;
