import { z } from 'zod';
import { calendarDate, dateRanges, externalId, shortList, text } from '../platform/input-schemas.js';
import { CLEARANCES, NATIONS, OWNERSHIPS, SENSITIVITY_GROUNDS } from './estate.types.js';

/**
 * What a register or a user says of a site. A field that is left out stays as it is, or takes its default at a
 * new site; null is the default, said aloud.
 */
export const siteRecord = z.object({
  externalId,
  /** The external id of the body that holds it. */
  organisation: externalId,
  /** Left out only by registers whose rows were redacted. */
  name: text(200).optional(),
  nation: z.enum(NATIONS),
  region: text(64),
  postcode: text(12).nullish(),
  latitude: z.number().min(-90, 'expected -90 to 90 degrees').max(90, 'expected -90 to 90 degrees').nullish(),
  longitude: z
    .number()
    .min(-180, 'expected -180 to 180 degrees')
    .max(180, 'expected -180 to 180 degrees')
    .nullish(),
  sensitive: z.boolean(),
  sensitivityGrounds: shortList(z.enum(SENSITIVITY_GROUNDS)).nullish(),
  clearance: z.enum(CLEARANCES).nullish(),
  maxCrews: z.int().min(1, 'expected 1 to 100 crews').max(100, 'expected 1 to 100 crews').nullish(),
  closures: dateRanges.nullish(),
  ownership: z.enum(OWNERSHIPS).nullish(),
  leaseEnd: calendarDate.nullish(),
});
export type SiteRecord = z.output<typeof siteRecord>;

/** A site as a user saves it: whole, so that what is left out is the default. */
export const siteInput = siteRecord
  .extend({ name: text(200), expectedVersion: z.int().nullish() })
  .transform((site) => ({
    ...site,
    postcode: site.postcode ?? null,
    latitude: site.latitude ?? null,
    longitude: site.longitude ?? null,
    sensitivityGrounds: site.sensitivityGrounds ?? null,
    clearance: site.clearance ?? null,
    maxCrews: site.maxCrews ?? null,
    closures: site.closures ?? null,
    ownership: site.ownership ?? null,
    leaseEnd: site.leaseEnd ?? null,
  }));
