import { z } from 'zod';
import { priceBasis } from '../costing/costing.input.js';
import { calendarDate, externalId, pence, shortList, text } from '../platform/input-schemas.js';

const MOST_UNITS = 1_000_000;

const priceTier = z.object({
  fromUnits: z
    .int()
    .min(0, `expected 0 to ${MOST_UNITS} units`)
    .max(MOST_UNITS, `expected 0 to ${MOST_UNITS} units`),
  pricePence: pence,
});

/** The price of a product from a day on: more units never make a unit dearer. */
export const productPriceInput = z
  .object({
    product: externalId,
    from: calendarDate,
    basis: priceBasis,
    tiers: z
      .array(priceTier)
      .min(1, 'expected at least one tier')
      .max(20, 'expected at most 20 tiers')
      .transform((tiers) => [...tiers].sort((a, b) => a.fromUnits - b.fromUnits)),
  })
  .superRefine(({ tiers }, context) => {
    const fault = (message: string) => {
      context.addIssue({ code: 'custom', path: ['tiers'], message });
    };
    if (tiers[0]?.fromUnits !== 0) fault('expected a tier from 0 units on');
    tiers.forEach((tier, index) => {
      const before = tiers[index - 1];
      if (before?.fromUnits === tier.fromUnits)
        fault(`expected each tier once, but ${tier.fromUnits} is there twice`);
      if (before && before.pricePence < tier.pricePence) {
        fault(`expected no higher price from ${tier.fromUnits} units on than before`);
      }
    });
  })
  .transform(({ basis, ...price }) => ({
    ...price,
    ...{ basisKind: basis.kind, basisReference: basis.reference, basisDate: basis.on },
  }));
export type ProductPriceInput = z.output<typeof productPriceInput>;

/** What names a price. */
export const productPriceKey = z.object({ product: externalId, from: calendarDate });
export type ProductPriceKey = z.output<typeof productPriceKey>;

/** Ends an id where a basis goes on with the document. */
export const AFTER_QUOTATION = ': ';

const quotationLine = z.object({ product: externalId, pricePence: pence });

/** A quotation with all of its lines. */
export const quotationInput = z
  .object({
    externalId: externalId.refine((id) => !id.includes(AFTER_QUOTATION), {
      error: 'expected an id without a colon and a blank',
    }),
    organisation: externalId,
    vendor: externalId,
    number: text(120),
    issuedOn: calendarDate,
    expiresOn: calendarDate,
    document: text(300),
    lines: shortList(quotationLine)
      .min(1, 'expected at least one line')
      .refine((lines) => new Set(lines.map(({ product }) => product)).size === lines.length, {
        error: 'expected each product once',
      }),
  })
  .refine(({ issuedOn, expiresOn }) => issuedOn <= expiresOn, {
    path: ['expiresOn'],
    error: 'expected a date on or after `issuedOn`',
  });
export type QuotationInput = z.output<typeof quotationInput>;
