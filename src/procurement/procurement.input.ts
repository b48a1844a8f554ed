import { z } from 'zod';
import { DEVICE_KINDS } from '../estate/estate.types.js';
import { calendarMonth, externalId, pence, shortList, text } from '../platform/input-schemas.js';

const MOST_UNITS = 1_000_000;
/** Thirty working days of one crew: a product that takes longer is a building project. */
const MOST_FITTING_MINUTES = 14_400;
/** Ten years, which is the longest horizon of a plan. */
const MOST_LEAD_DAYS = 3_653;

const wholeNumber = (least: number, most: number, unit: string) =>
  z
    .int()
    .min(least, `expected ${least} to ${most} ${unit}`)
    .max(most, `expected ${least} to ${most} ${unit}`);

const monthlySupply = z.object({ month: calendarMonth, units: wholeNumber(0, MOST_UNITS, 'units') });

/** A vendor and its whole supply; without supply it delivers whatever is ordered. */
export const vendorInput = z.object({
  externalId,
  name: text(200),
  supply: shortList(monthlySupply)
    .refine((supply) => new Set(supply.map(({ month }) => month)).size === supply.length, {
      error: 'expected each month once',
    })
    .nullish()
    .transform((supply) => supply ?? null),
});
export type VendorInput = z.output<typeof vendorInput>;

/** A product with all the kinds of device that it can replace. */
export const productInput = z.object({
  externalId,
  vendor: externalId,
  name: text(200),
  replaces: shortList(z.enum(DEVICE_KINDS))
    .min(1, 'expected at least one kind of device')
    .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'expected each kind once' }),
  pricePence: pence,
  fittingMinutes: wholeNumber(1, MOST_FITTING_MINUTES, 'minutes'),
  leadDays: wholeNumber(0, MOST_LEAD_DAYS, 'days'),
});
export type ProductInput = z.output<typeof productInput>;
