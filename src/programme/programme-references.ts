import type { Programme } from './programme-document.js';

/** What the database holds already, by the names that a programme file uses. */
export interface KnownRows {
  organisations?: ReadonlySet<string>;
  manufacturers?: ReadonlySet<string>;
  vendors?: ReadonlySet<string>;
  products?: ReadonlySet<string>;
}

interface ReferenceFault {
  path: PropertyKey[];
  message: string;
}

/** Finds what comes twice in a programme, and what names something that is neither in it nor known. */
export function referenceFaults(programme: Programme, known: KnownRows): ReferenceFault[] {
  const organisations = namesOf(programme.organisations, ({ externalId }) => externalId, known.organisations);
  const makers = namesOf(programme.manufacturers, ({ name }) => name, known.manufacturers);
  // Directives find makers letter case aside.
  const manufacturers = new Set([...makers].map((name) => name.toLowerCase()));
  const vendors = namesOf(programme.vendors, ({ externalId }) => externalId, known.vendors);
  const products = namesOf(programme.products, ({ externalId }) => externalId, known.products);
  return [
    ...repeated(programme.organisations, ['organisations'], ['externalId'], ({ externalId }) => externalId),
    ...repeated(programme.manufacturers, ['manufacturers'], ['name'], ({ name }) => name.toLowerCase()),
    ...repeated(programme.vendors, ['vendors'], ['externalId'], ({ externalId }) => externalId),
    ...repeated(programme.products, ['products'], ['externalId'], ({ externalId }) => externalId),
    ...repeated(programme.crews, ['crews'], ['externalId'], ({ externalId }) => externalId),
    ...repeated(programme.budgets, ['budgets'], ['externalId'], ({ externalId }) => externalId),
    ...repeated(
      programme.budgets,
      ['budgets'],
      ['fiscalYear'],
      ({ organisation, fiscalYear, category, fund }) =>
        [`${organisation} in ${fiscalYear}`, category ?? 'CAPITAL', fund ?? 'OWN'].join(' '),
    ),
    ...repeated(programme.directives, ['directives'], ['version'], ({ key, version }) => `${key} ${version}`),
    ...repeated(programme.holidays, ['holidays'], ['date'], ({ date, nation }) => `${date} of ${nation}`),
    ...missing(
      programme.budgets.map(({ organisation }) => organisation),
      organisations,
      (index) => ['budgets', index, 'organisation'],
      'organisation',
    ),
    ...missing(
      programme.products.map(({ vendor }) => vendor),
      vendors,
      (index) => ['products', index, 'vendor'],
      'vendor',
    ),
    ...missing(
      programme.prices.map(({ product }) => product),
      products,
      (index) => ['prices', index, 'product'],
      'product',
    ),
    ...repeated(programme.prices, ['prices'], ['from'], ({ product, from }) => `${product} from ${from}`),
    ...repeated(programme.costRates, ['costRates'], ['from'], ({ category, per, from }) =>
      [category, per, from].join(' '),
    ),
    ...repeated(programme.vatRules, ['vatRules'], ['category'], ({ category }) => category),
    ...repeated(
      programme.priceIndices,
      ['priceIndices'],
      ['fiscalYear'],
      ({ fiscalYear }) => `${fiscalYear}`,
    ),
    ...repeated(programme.optimismBias, ['optimismBias'], ['category'], ({ category }) => category),
    ...repeated(programme.assetLives, ['assetLives'], ['kind'], ({ kind }) => kind),
    ...programme.directives.flatMap(({ coverage }, directive) =>
      coverage.flatMap((rule, index) =>
        missing(
          rule.manufacturers,
          manufacturers,
          (place) => ['directives', directive, 'coverage', index, 'manufacturers', place],
          'manufacturer',
          (name) => name.toLowerCase(),
        ),
      ),
    ),
  ];
}

function namesOf<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  known?: ReadonlySet<string>,
): Set<string> {
  return new Set([...rows.map(nameOf), ...(known ?? [])]);
}

function repeated<Row>(
  rows: readonly Row[],
  section: PropertyKey[],
  field: PropertyKey[],
  keyOf: (row: Row) => string,
): ReferenceFault[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const key = keyOf(row);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    return [
      {
        path: [...section, index, ...field],
        message: `"${key}" comes again, it is in ${section.join('.')}[${first}] already`,
      },
    ];
  });
}

function missing(
  names: readonly string[],
  there: ReadonlySet<string>,
  pathOf: (index: number) => PropertyKey[],
  what: string,
  keyOf = (name: string) => name,
): ReferenceFault[] {
  return names.flatMap((name, index) =>
    there.has(keyOf(name)) ? [] : [{ path: pathOf(index), message: `no ${what} "${name}"` }],
  );
}
