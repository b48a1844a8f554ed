import { z } from 'zod';
import { externalId, text } from '../platform/input-schemas.js';
import { BODY_KINDS, NATIONS } from './estate.types.js';

export const organisationInput = z.object({
  externalId,
  name: text(200),
  kind: z.enum(BODY_KINDS),
  nation: z.enum(NATIONS),
});
export type OrganisationInput = z.output<typeof organisationInput>;
