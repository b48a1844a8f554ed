import { z } from 'zod';
import { calendarDate, rowId, text } from '../../platform/input-schemas.js';
import { searchSettings } from '../plans.input.js';

const MOST_RELEASED = 1_000;
const MOST_FROZEN_DAYS = 366;

export const replanInput = searchSettings.extend({
  planId: rowId,
  asOf: calendarDate,
  reason: text(500),
  keepOrdered: z
    .boolean()
    .nullish()
    .transform((keep) => keep ?? true),
  release: z
    .array(text(140))
    .max(MOST_RELEASED, `expected at most ${MOST_RELEASED}`)
    .nullish()
    .transform((ids) => ids ?? []),
  frozenDays: z
    .int()
    .min(1, 'expected 1 or more')
    .max(MOST_FROZEN_DAYS, `expected at most ${MOST_FROZEN_DAYS}`)
    .nullish()
    .transform((days) => days ?? null),
  mostMoved: z
    .int()
    .min(0, 'expected 0 or more')
    .max(10_000_000)
    .nullish()
    .transform((most) => most ?? null),
});
