import { z } from 'zod';
import { calendarDate, text } from '../../platform/input-schemas.js';
import { BRAND_CONFIDENCES } from '../estate.types.js';
import { modelPatternFault } from './model-pattern.js';

const names = z.array(text(120)).default([]);

/** Upper-case hexadecimal of the lengths in which the IEEE assigns blocks. */
const macPrefixes = z
  .array(z.string().regex(/^([0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9})$/, 'expected 6, 7 or 9 digits of 0-9 A-F'))
  .default([]);

const modelPatterns = z
  .array(
    z.string().superRefine((pattern, context) => {
      const fault = modelPatternFault(pattern);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    }),
  )
  .default([]);

const note = text(500)
  .nullish()
  .transform((value) => value ?? null);

const optionalDate = calendarDate.nullish().transform((day) => day ?? null);

const brandSchema = z
  .strictObject({
    name: text(120),
    confidence: z.enum(BRAND_CONFIDENCES),
    mixed: z.boolean().default(false),
    from: optionalDate,
    to: optionalDate,
    aliases: names,
    macPrefixes,
    modelPatterns,
    note,
  })
  .refine((brand) => !brand.from || !brand.to || brand.from <= brand.to, {
    path: ['to'],
    error: 'expected a date on or after `from`',
  });

/** A maker as the reference register and a programme file state it, with everything it is recognised by. */
export const manufacturerSchema = z.strictObject({
  name: text(120),
  entity: text(200)
    .nullish()
    .transform((value) => value ?? null),
  country: z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 country code of two letters'),
  note,
  aliases: names,
  macPrefixes,
  modelPatterns,
  brands: z
    .array(brandSchema)
    .default([])
    .superRefine((brands, context) => {
      const seen = new Set<string>();
      brands.forEach(({ name }, index) => {
        if (seen.has(name.toLowerCase()))
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `expected each brand once, "${name}" comes again`,
          });
        seen.add(name.toLowerCase());
      });
    }),
});

export type ManufacturerEntry = z.output<typeof manufacturerSchema>;
export type BrandEntry = z.output<typeof brandSchema>;
