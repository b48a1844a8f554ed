import { z } from 'zod';
import { externalId, pence } from '../platform/input-schemas.js';

/** A budget of a body for one fiscal year. */
export const budgetInput = z.object({
  externalId,
  organisation: externalId,
  fiscalYear: z
    .int()
    .min(2000, 'expected a year from 2000 to 2199')
    .max(2199, 'expected a year from 2000 to 2199'),
  pence,
});
export type BudgetInput = z.output<typeof budgetInput>;
