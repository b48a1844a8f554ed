import { z } from 'zod';
import { CLEARANCES, NATIONS } from '../../estate/estate.types.js';
import { calendarDate, dateRange, pence, rowId, text } from '../../platform/input-schemas.js';
import { PHASE_RULES } from '../../planning/index.js';
import type { ScenarioChange } from './scenario-changes.js';

/** A person compares a handful of changes, not hundreds. */
const MOST_CHANGES = 50;
const MOST_CREWS = 50;

const leftOutIsNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

const AMOUNTS = ['addPence', 'percent', 'spreadPence'] as const;

const budget = z
  .object({
    organisationId: leftOutIsNull(rowId),
    fiscalYear: leftOutIsNull(z.int().min(2000).max(2199)),
    addPence: leftOutIsNull(z.int('expected integer pence')),
    spreadPence: leftOutIsNull(z.int('expected integer pence')),
    percent: leftOutIsNull(z.number().min(-100, 'expected -100 or more').max(1_000, 'expected at most 1000')),
  })
  .refine((given) => AMOUNTS.filter((amount) => given[amount] !== null).length === 1, {
    path: ['addPence'],
    error: `expected exactly one of ${AMOUNTS.join(', ')}`,
  });

const addCrews = z
  .object({
    likeCrewId: rowId,
    count: z.int().min(1, 'expected 1 or more').max(MOST_CREWS, `expected at most ${MOST_CREWS}`),
    from: leftOutIsNull(calendarDate),
    to: leftOutIsNull(calendarDate),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    error: 'expected a date on or after `from`',
  });

const KINDS = {
  budget,
  deadline: z.object({ from: leftOutIsNull(calendarDate), to: calendarDate }),
  addCrews,
  removeCrew: z.object({ crewId: rowId }),
  excludeVendor: z.object({ vendorId: rowId }),
  addHoliday: z.object({ date: calendarDate, nation: leftOutIsNull(z.enum(NATIONS)) }),
  addClosure: z.intersection(z.object({ siteId: rowId }), dateRange),
  reclassifySite: z.object({
    siteId: rowId,
    sensitive: z.boolean(),
    clearance: leftOutIsNull(z.enum(CLEARANCES)),
  }),
  delay: z.object({ months: z.int().min(1, 'expected 1 or more').max(60, 'expected at most 60') }),
};

const change = z
  .object({
    budget: KINDS.budget.nullish(),
    deadline: KINDS.deadline.nullish(),
    addCrews: KINDS.addCrews.nullish(),
    removeCrew: KINDS.removeCrew.nullish(),
    excludeVendor: KINDS.excludeVendor.nullish(),
    addHoliday: KINDS.addHoliday.nullish(),
    addClosure: KINDS.addClosure.nullish(),
    reclassifySite: KINDS.reclassifySite.nullish(),
    delay: KINDS.delay.nullish(),
  })
  .transform((given) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined)),
  )
  .refine((given) => Object.keys(given).length === 1, {
    error: `expected exactly one of ${Object.keys(KINDS).join(', ')}`,
  })
  .transform((given) => given as unknown as ScenarioChange);

export const scenarioInput = z
  .object({
    name: text(120),
    basePlanId: rowId,
    start: leftOutIsNull(calendarDate),
    end: leftOutIsNull(calendarDate),
    rule: leftOutIsNull(z.enum(PHASE_RULES)),
    penceForRiskDay: leftOutIsNull(pence),
    changes: z
      .array(change)
      .max(MOST_CHANGES, `expected at most ${MOST_CHANGES}`)
      .nullish()
      .transform((changes) => changes ?? []),
  })
  .refine(
    ({ start, end, rule, penceForRiskDay, changes }) =>
      changes.length > 0 || [start, end, rule, penceForRiskDay].some((term) => term !== null),
    { path: ['changes'], error: 'expected a change, or other terms than those of the base plan' },
  );
