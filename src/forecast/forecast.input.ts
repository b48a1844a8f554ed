import { z } from 'zod';
import { COST_CATEGORIES } from '../costing/cost-line.js';
import { rowId, text } from '../platform/input-schemas.js';
import { SPREAD_SHAPES } from './monte-carlo/factor-table.js';

const FEWEST_DRAWS = 100;
const MOST_DRAWS = 20_000;
/** Draws times work packages: some minutes of a worker. */
const MOST_WORK = 500_000_000;
const DEFAULT_DRAWS = 10_000;
/** Nobody has measured it: work of one vendor, or in one region, is taken to share a fifth of its doubt. */
const DEFAULT_CORRELATION = 20;

const percent = z.int().min(0, 'expected 0 or more').max(100, 'expected at most 100');
const orElse = <Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) =>
  schema.nullish().transform((given) => given ?? value);

export const askForecastInput = z
  .object({
    planId: rowId,
    draws: orElse(
      z
        .int()
        .min(FEWEST_DRAWS, `expected ${FEWEST_DRAWS} or more`)
        .max(MOST_DRAWS, `expected at most ${MOST_DRAWS}`),
      DEFAULT_DRAWS,
    ),
    seed: orElse(z.int().min(0, 'expected 0 or more').max(0xffff_ffff, 'expected at most 4294967295'), 1),
    vendorCorrelationPercent: orElse(percent, DEFAULT_CORRELATION),
    regionCorrelationPercent: orElse(percent, DEFAULT_CORRELATION),
  })
  .refine((given) => given.vendorCorrelationPercent + given.regionCorrelationPercent <= 100, {
    path: ['regionCorrelationPercent'],
    error: 'expected at most 100 together with `vendorCorrelationPercent`',
  });

/** How many draws of a plan of so many work packages may be asked for. */
export function mostDrawsFor(packages: number): number {
  return Math.min(MOST_DRAWS, Math.floor(MOST_WORK / packages));
}

const MOST_PERCENT = 1_000;
const spreadPercent = z
  .int()
  .min(1, 'expected 1 or more')
  .max(MOST_PERCENT, `expected at most ${MOST_PERCENT}`);

export const forecastSpreadInput = z
  .object({
    category: z.enum(COST_CATEGORIES),
    shape: z.enum(SPREAD_SHAPES),
    lowPercent: spreadPercent,
    highPercent: spreadPercent,
    source: text(500),
  })
  .refine(({ lowPercent, highPercent }) => lowPercent <= highPercent, {
    path: ['highPercent'],
    error: 'expected `lowPercent` or more',
  })
  .refine(
    ({ shape, lowPercent, highPercent }) => shape !== 'PERT' || (lowPercent <= 100 && highPercent >= 100),
    {
      path: ['lowPercent'],
      error: 'expected 100 within the range of PERT, whose most likely figure is the estimate',
    },
  );
