import { z } from 'zod';
import { calendarDate, externalId, text } from '../platform/input-schemas.js';
import { ROLES } from './caller.js';
import { PERSON_KINDS } from './person.entity.js';

const subject = z.string().min(1, 'expected a subject').max(255, 'expected at most 255 characters');

export const grantInput = z
  .object({
    subject,
    name: text(200),
    kind: z.enum(PERSON_KINDS).nullish(),
    role: z.enum(ROLES),
    organisation: externalId.nullish(),
    from: calendarDate.nullish(),
    to: calendarDate.nullish(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    error: 'expected a date on or after `from`',
  });

export const revokeInput = z.object({ subject, role: z.enum(ROLES), organisation: externalId.nullish() });
