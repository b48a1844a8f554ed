import { z } from 'zod';
import { calendarDate, shortList, text } from '../platform/input-schemas.js';
import { BRAND_CONFIDENCES, DEVICE_KINDS } from './estate.types.js';
import { readMacPrefix } from './mac-address.js';
import { modelKey } from './reference/model-key.js';
import { modelPatternFault } from './reference/model-pattern.js';

/** Texts without repetition. */
function distinct<Item extends z.ZodType<string>>(item: Item) {
  return shortList(item)
    .nullish()
    .transform((items) => items ?? [])
    .superRefine((items, context) => {
      const seen = new Set<string>();
      items.forEach((text, index) => {
        if (seen.has(text))
          context.addIssue({ code: 'custom', path: [index], message: `"${text}" comes twice` });
        seen.add(text);
      });
    });
}

const macPrefix = z.string().transform((writing, context) => {
  const read = readMacPrefix(writing);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: 'expected 6, 7 or 9 hexadecimal digits' });
  return z.NEVER;
});

const modelPattern = z.string().superRefine((pattern, context) => {
  const fault = modelPatternFault(pattern);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

const recognisedBy = {
  aliases: distinct(text(120)),
  macPrefixes: distinct(macPrefix),
  modelPatterns: distinct(modelPattern),
};

const note = text(500)
  .nullish()
  .transform((value) => value ?? null);

const day = calendarDate.nullish().transform((value) => value ?? null);

const brandInput = z
  .object({
    name: text(120),
    confidence: z.enum(BRAND_CONFIDENCES),
    mixed: z
      .boolean()
      .nullish()
      .transform((mixed) => mixed ?? false),
    from: day,
    to: day,
    ...recognisedBy,
    note,
  })
  .refine((brand) => !brand.from || !brand.to || brand.from <= brand.to, {
    path: ['to'],
    error: 'expected a date on or after `from`',
  });
export type BrandInput = z.output<typeof brandInput>;

/** A maker with everything by which its devices are recognised: whole, so that a brand left out is none. */
export const manufacturerInput = z.object({
  name: text(120),
  entity: text(200)
    .nullish()
    .transform((entity) => entity ?? null),
  country: z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 country code of two letters'),
  note,
  ...recognisedBy,
  brands: shortList(brandInput)
    .nullish()
    .transform((brands) => brands ?? [])
    .superRefine((brands, context) => {
      const seen = new Set<string>();
      brands.forEach(({ name }, index) => {
        const key = name.toLowerCase();
        if (seen.has(key))
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" comes twice` });
        seen.add(key);
      });
    }),
});
export type ManufacturerInput = z.output<typeof manufacturerInput>;

export const deviceModelInput = z.object({
  /** The name of its maker. */
  manufacturer: text(120),
  name: text(120).refine((name) => modelKey(name) !== '', { error: 'expected letters or digits' }),
  kind: z.enum(DEVICE_KINDS),
});
