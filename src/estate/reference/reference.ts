import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { z } from 'zod';
import { calendarDate, text } from '../../platform/input-schemas.js';
import { projectRoot } from '../../platform/project-root.js';
import { DEVICE_KINDS } from '../estate.types.js';
import { manufacturerInput } from '../manufacturer.input.js';

const folder = join(projectRoot, 'src', 'estate', 'reference');

const modelSchema = z.strictObject({
  manufacturer: text(120),
  model: text(120),
  kind: z.enum(DEVICE_KINDS),
  source: z.enum(['LIST', 'MANUAL', 'RECALLED']),
});

const referenceSchema = z
  .strictObject({
    source: text(500),
    asOf: calendarDate,
    manufacturers: z.array(manufacturerInput),
    models: z.array(modelSchema),
  })
  .superRefine(({ manufacturers, models }, context) => {
    const known = new Set<string>();
    manufacturers.forEach(({ name }, index) => {
      if (known.has(name))
        context.addIssue({
          code: 'custom',
          path: ['manufacturers', index, 'name'],
          message: `"${name}" comes again`,
        });
      known.add(name);
    });
    models.forEach(({ manufacturer }, index) => {
      if (!known.has(manufacturer))
        context.addIssue({
          code: 'custom',
          path: ['models', index, 'manufacturer'],
          message: `no maker "${manufacturer}"`,
        });
    });
  });

/** Makers and known models that come with the program, and the day of their compilation. */
export type Reference = z.output<typeof referenceSchema>;
export type ReferenceModel = z.output<typeof modelSchema>;

/**
 * Reads the register that comes with the program. Its sources stand in the README beside it.
 *
 * @throws where a file of it is missing or broken, which is a fault of the installation
 */
export async function loadReference(): Promise<Reference> {
  const [makers, models] = await Promise.all([
    readFile(join(folder, 'manufacturers.json'), 'utf8'),
    readFile(join(folder, 'device-models.csv'), 'utf8'),
  ]);
  return referenceSchema.parse({
    ...(JSON.parse(makers) as object),
    models: parseCsv(models, { columns: true, skip_empty_lines: true }),
  });
}
