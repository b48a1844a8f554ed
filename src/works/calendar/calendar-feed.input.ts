import { z } from 'zod';
import { externalId } from '../../platform/input-schemas.js';

export const calendarFeedInput = z
  .object({ crew: externalId.nullish(), site: externalId.nullish() })
  .refine(({ crew, site }) => Boolean(crew) !== Boolean(site), {
    path: ['crew'],
    error: 'expected either a crew or a site',
  });
