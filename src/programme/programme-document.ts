import { z } from 'zod';
import {
  assetLifeInput,
  costRateInput,
  optimismBiasInput,
  priceIndexInput,
  vatRuleInput,
} from '../costing/costing.input.js';
import { manufacturerInput } from '../estate/manufacturer.input.js';
import { organisationInput } from '../estate/organisation.input.js';
import { budgetInput } from '../finance/finance.input.js';
import { planningTerms } from '../plans/plans.input.js';
import { pathOf } from '../platform/input.js';
import { directiveInput } from '../policy/policy.input.js';
import { productPriceInput } from '../procurement/prices.input.js';
import { productInput, vendorInput } from '../procurement/procurement.input.js';
import { crewInput, holidayInput } from '../workforce/workforce.input.js';
import { referenceFaults, type KnownRows } from './programme-references.js';
import { readYaml } from './programme-yaml.js';
import { unknownKeys } from './unknown-keys.js';

function section<Row extends z.ZodType>(row: Row) {
  return z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? []);
}

/**
 * The rest of a programme in one file: all but sites and devices. Its rows are the inputs of the API, field by
 * field; every section may be left out.
 */
export const programmeSchema = z.object({
  organisations: section(organisationInput),
  manufacturers: section(manufacturerInput),
  directives: section(directiveInput),
  vendors: section(vendorInput),
  products: section(productInput),
  crews: section(crewInput),
  holidays: section(holidayInput),
  budgets: section(budgetInput),
  prices: section(productPriceInput),
  costRates: section(costRateInput),
  vatRules: section(vatRuleInput),
  priceIndices: section(priceIndexInput),
  optimismBias: section(optimismBiasInput),
  assetLives: section(assetLifeInput),
  planning: planningTerms.nullish().transform((terms) => terms ?? null),
});
export type Programme = z.output<typeof programmeSchema>;

/** What is wrong at one place of a programme file. */
export interface ProgrammeFault {
  /** Such as `budgets[3].organisation`; empty for the file as a whole. */
  path: string;
  message: string;
  /** Counted from 1, where it can be told. */
  line?: number;
}

export type ParsedProgramme = { ok: true; programme: Programme } | { ok: false; faults: ProgrammeFault[] };

/**
 * Reads a programme file whole: with any fault there is no programme, and every fault is told.
 *
 * @param known what the database holds already, which the file may refer to
 */
export function parseProgramme(yamlText: string, known: KnownRows = {}): ParsedProgramme {
  const reading = readYaml(yamlText);
  if (!reading.ok) return { ok: false, faults: reading.faults.map((fault) => ({ path: '', ...fault })) };
  const { value, lineOf } = reading;
  if (value === null || value === undefined)
    return { ok: false, faults: [{ path: '', message: 'expected a programme, found nothing' }] };

  const faultAt = (path: readonly PropertyKey[], message: string): ProgrammeFault => {
    const line = lineOf(path);
    return { path: pathOf('', path), message, ...(line === undefined ? {} : { line }) };
  };
  const unknown = unknownKeys(programmeSchema, value).map(({ path, known: keys }) =>
    faultAt(path, `no such key here, expected one of ${keys.join(', ')}`),
  );
  const result = programmeSchema.safeParse(value);
  const found = result.success ? referenceFaults(result.data, known) : result.error.issues;
  const faults = [...unknown, ...found.map(({ path, message }) => faultAt(path, message))];
  return result.success && faults.length === 0
    ? { ok: true, programme: result.data }
    : { ok: false, faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}
