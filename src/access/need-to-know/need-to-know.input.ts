import { z } from 'zod';
import { calendarDate, externalId, text } from '../../platform/input-schemas.js';

const subject = z.string().min(1, 'expected a subject').max(255, 'expected at most 255 characters');

/** Long enough for a sentence: "work" alone is no reason. */
const reason = text(500).refine((words) => words.length >= 10, 'expected a reason of at least 10 characters');

export const needToKnowInput = z
  .object({ subject, site: externalId, reason, from: calendarDate.nullish(), expiresOn: calendarDate })
  .refine(({ from, expiresOn }) => !from || from <= expiresOn, {
    path: ['expiresOn'],
    error: 'expected a date on or after `from`',
  });

export const revocationInput = z.object({ subject, site: externalId });

export const needToKnowFilter = z.strictObject({
  subject: subject.nullish(),
  site: externalId.nullish(),
  validOn: calendarDate.nullish(),
});
