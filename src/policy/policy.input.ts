import { z } from 'zod';
import { BODY_KINDS, NETWORK_ATTACHMENTS } from '../estate/estate.types.js';
import { calendarDate, externalId, shortList, text } from '../platform/input-schemas.js';
import {
  COVERAGE_THROUGH,
  DEMAND_ACTIONS,
  DEMAND_STRENGTHS,
  OBLIGATIONS,
  SITE_CLASSES,
} from './policy.types.js';

const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

const ruleId = text(64);

const coverage = z.object({
  ruleId,
  law: text(200),
  state: text(120),
  through: z.enum(COVERAGE_THROUGH),
  manufacturers: shortList(text(120)).min(1, 'expected at least one manufacturer'),
  decidedBy: orNull(text(200)),
  decidedOn: orNull(calendarDate),
  basis: orNull(text(500)),
});

const demand = z
  .object({
    ruleId,
    siteClass: z.enum(SITE_CLASSES),
    action: z.enum(DEMAND_ACTIONS),
    strength: z.enum(DEMAND_STRENGTHS),
    deadline: orNull(calendarDate),
    targetDate: orNull(calendarDate),
    variationReason: orNull(text(500)),
    onlyNetwork: orNull(z.enum(NETWORK_ATTACHMENTS)),
  })
  .refine(({ targetDate, deadline }) => !targetDate || (deadline !== null && targetDate <= deadline), {
    path: ['targetDate'],
    error: 'expected a date on or before the deadline, which there has to be',
  })
  .refine(({ targetDate, variationReason }) => !variationReason || targetDate !== null, {
    path: ['variationReason'],
    error: 'expected with a target date alone',
  });

const obligation = z.object({
  bodyKind: z.enum(BODY_KINDS),
  siteClass: z.enum(SITE_CLASSES),
  obligation: z.enum(OBLIGATIONS),
});

/** A version of a directive, whole. */
export const directiveInput = z.object({
  key: externalId,
  version: z.int().min(1, 'expected 1 or more').max(10_000, 'expected at most 10000'),
  title: text(300),
  issuedBy: text(200),
  source: text(500),
  effectiveFrom: calendarDate,
  coverage: shortList(coverage).refine((rules) => isDistinct(rules, (rule) => rule.ruleId), {
    error: 'expected each rule id once',
  }),
  demands: shortList(demand).refine((rules) => isDistinct(rules, (rule) => rule.ruleId), {
    error: 'expected each rule id once',
  }),
  obligations: shortList(obligation).refine(
    (rows) => isDistinct(rows, (row) => `${row.bodyKind} ${row.siteClass}`),
    {
      error: 'expected each kind of body once for each class of sites',
    },
  ),
});
export type DirectiveInput = z.output<typeof directiveInput>;

/** What a person saw on site. */
export const evidenceInput = z.object({
  device: externalId,
  manufacturer: text(120),
  assertedBy: text(120),
  assertedOn: calendarDate,
  note: orNull(text(500)),
});
export type EvidenceInput = z.output<typeof evidenceInput>;

/** The device or the site that need not be removed, and until when. */
export const exemptionInput = z
  .object({
    site: externalId.nullish(),
    device: externalId.nullish(),
    directive: externalId,
    ground: text(500),
    from: calendarDate.nullish(),
    expiresOn: calendarDate,
  })
  .refine(({ site, device }) => Boolean(site) !== Boolean(device), {
    path: ['device'],
    error: 'expected a device or a site, and not both',
  })
  .refine(({ from, expiresOn }) => !from || from <= expiresOn, {
    path: ['expiresOn'],
    error: 'expected a date on or after `from`',
  });

export const exemptionFilter = z.strictObject({
  site: externalId.nullish(),
  device: externalId.nullish(),
  validOn: calendarDate.nullish(),
});

function isDistinct<Row>(rows: readonly Row[], keyOf: (row: Row) => string): boolean {
  return new Set(rows.map(keyOf)).size === rows.length;
}
