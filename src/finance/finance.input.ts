import { z } from 'zod';
import { externalId, pence } from '../platform/input-schemas.js';
import { CATEGORIES, FUNDS } from './budget.entity.js';

/** A budget line of a body for one fiscal year. */
export const budgetInput = z.object({
  externalId,
  organisation: externalId,
  fiscalYear: z
    .int()
    .min(2000, 'expected a year from 2000 to 2199')
    .max(2199, 'expected a year from 2000 to 2199'),
  /** Left out, CAPITAL and OWN for a new line, and as it is for one that is there. */
  category: z
    .enum(CATEGORIES)
    .nullish()
    .transform((category) => category ?? null),
  fund: z
    .enum(FUNDS)
    .nullish()
    .transform((fund) => fund ?? null),
  pence,
});
export type BudgetInput = z.output<typeof budgetInput>;
