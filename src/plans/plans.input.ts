import { addYears, parseISO } from 'date-fns';
import { z } from 'zod';
import { calendarDate, pence } from '../platform/input-schemas.js';
import { PHASE_RULES } from '../planning/index.js';

/** Ten years is twice the longest programme of its kind; a longer horizon is a slip of the pen. */
const LONGEST_HORIZON_YEARS = 10;

function isOrdered(range: { start: string; end: string }): boolean {
  return range.start <= range.end;
}

function isShortEnough(range: { start: string; end: string }): boolean {
  return parseISO(range.end) <= addYears(parseISO(range.start), LONGEST_HORIZON_YEARS);
}

/** The horizon, the phase rule, and what a risk-day is worth. */
export const planningTerms = z
  .object({ start: calendarDate, end: calendarDate, rule: z.enum(PHASE_RULES), penceForRiskDay: pence })
  .refine(isOrdered, { path: ['end'], error: 'expected a date on or after `start`' })
  .refine(isShortEnough, {
    path: ['end'],
    error: `expected at most ${LONGEST_HORIZON_YEARS} years after \`start\``,
  });
export type PlanningTerms = z.output<typeof planningTerms>;

/** 1: sensitive sites, 2: all others. */
export const phaseNumber = z.union([z.literal(1), z.literal(2)], { error: 'expected phase 1 or 2' });

/** How the search is run: the same seed and iterations give the same plan. */
export const searchSettings = z.object({
  seed: z
    .int()
    .min(0, 'expected 0 or more')
    .max(2_147_483_647)
    .nullish()
    .transform((seed) => seed ?? 1),
  iterations: z
    .int()
    .min(0, 'expected 0 or more')
    .max(100_000_000)
    .nullish()
    .transform((iterations) => iterations ?? null),
});
