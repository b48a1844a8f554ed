import { z } from 'zod';
import { BODY_KINDS, DEVICE_KINDS } from '../estate/estate.types.js';
import { calendarDate, pence, shortList, text } from '../platform/input-schemas.js';
import { COST_CATEGORIES, COST_CLASSES, COST_UNITS } from './cost-line.js';

/** A hundredfold. */
const MOST_BASIS_POINTS = 1_000_000;

const basisPoints = z
  .int()
  .min(0, 'expected basis points that are not negative')
  .max(MOST_BASIS_POINTS, `expected at most ${MOST_BASIS_POINTS} basis points`);
const source = text(500);

/** Of what is decided once and for all; quotations are documents of their own. */
const PRICE_BASES = ['CATALOGUE', 'FRAMEWORK', 'ESTIMATE', 'NONE'] as const;

/** Where a price comes from: with its source or method and its day, or NONE with neither. */
export const priceBasis = z
  .object({
    kind: z.enum(PRICE_BASES),
    reference: source.nullish().transform((reference) => reference ?? null),
    on: calendarDate.nullish().transform((on) => on ?? null),
  })
  .superRefine(({ kind, reference, on }, context) => {
    const fault = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const none = 'expected nothing where there is no basis';
    if (kind === 'NONE' && reference !== null) fault('reference', none);
    if (kind === 'NONE' && on !== null) fault('on', none);
    if (kind !== 'NONE' && reference === null) fault('reference', 'expected the source or the method');
    if (kind !== 'NONE' && on === null) fault('on', 'expected the day of the price');
  });

/** What names a rate. */
export const costRateKey = z.object({
  category: z.enum(COST_CATEGORIES),
  per: z.enum(COST_UNITS),
  from: calendarDate,
});
export type CostRateKey = z.output<typeof costRateKey>;

/** A rate: an amount in pence, or of contingency a percentage. */
export const costRateInput = z
  .object({
    ...costRateKey.shape,
    class: z.enum(COST_CLASSES),
    amountPence: pence.nullish(),
    basisPoints: basisPoints.nullish(),
    basis: priceBasis,
  })
  .superRefine(({ category, per, amountPence, basisPoints: points }, context) => {
    const fault = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (category === 'EQUIPMENT')
      fault('category', 'expected another one: equipment costs what its product costs');
    if (category === 'LABOUR' && per !== 'CREW_DAY') fault('per', 'expected CREW_DAY: labour is by crew-day');
    if ((category === 'CONTINGENCY') !== (per === 'PERCENT')) {
      fault('per', 'expected PERCENT for contingency, and for nothing else');
    }
    const isPercent = per === 'PERCENT';
    if (isPercent === (points === null || points === undefined)) {
      fault('basisPoints', isPercent ? 'expected basis points' : 'expected none: only PERCENT has them');
    }
    if (isPercent !== (amountPence === null || amountPence === undefined)) {
      fault('amountPence', isPercent ? 'expected none for PERCENT' : 'expected an amount');
    }
  })
  .transform(({ amountPence, basisPoints: points, basis, ...rate }) => ({
    ...rate,
    amount: amountPence ?? points ?? 0,
    ...{ basisKind: basis.kind, basisReference: basis.reference, basisDate: basis.on },
  }));
export type CostRateInput = z.output<typeof costRateInput>;

export const vatRuleInput = z.object({
  category: z.enum(COST_CATEGORIES),
  basisPoints: basisPoints.max(10_000, 'expected at most 10000 basis points'),
  recoverableBy: shortList(z.enum(BODY_KINDS)).transform((kinds) => [...new Set(kinds)].sort()),
  source,
});
export type VatRuleInput = z.output<typeof vatRuleInput>;

export const priceIndexInput = z.object({
  fiscalYear: z
    .int()
    .min(2000, 'expected a year from 2000 to 2199')
    .max(2199, 'expected a year from 2000 to 2199'),
  basisPoints: basisPoints.min(1, 'expected more than nothing'),
  source,
});
export type PriceIndexInput = z.output<typeof priceIndexInput>;

export const optimismBiasInput = z.object({ category: z.enum(COST_CATEGORIES), basisPoints, source });
export type OptimismBiasInput = z.output<typeof optimismBiasInput>;

export const assetLifeInput = z.object({
  kind: z.enum(DEVICE_KINDS),
  lifeYears: z.int().min(1, 'expected 1 to 50 years').max(50, 'expected 1 to 50 years'),
  purchasePence: pence,
  maintenancePencePerYear: pence,
  licencePencePerYear: pence,
  source,
});
export type AssetLifeInput = z.output<typeof assetLifeInput>;
