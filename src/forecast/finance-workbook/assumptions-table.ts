/** On what the figures of a plan rest: pure. */
import type { CostingSettings } from '../../costing/costing.service.js';
import type { Table, TableColumn, TableRow } from '../../platform/tables/table.js';
import { asTable } from '../money/money-tables.js';
import type { FinanceFigures } from './finance-figures.js';

const text = (name: string): TableColumn => ({ name, kind: 'text' });

const COLUMNS: TableColumn[] = [
  ...[text('about'), text('assumption'), text('value'), text('source')],
  ...[
    { name: 'as_of', kind: 'date' as const },
    { name: 'expires_on', kind: 'date' as const },
  ],
  ...[
    { name: 'lines', kind: 'whole' as const },
    { name: 'total_pence', kind: 'pence' as const },
  ],
];

/** The terms of the plan, what rests on each kind of price, and what finance has set for all plans. */
export function assumptionsTable(figures: FinanceFigures): Table {
  const rows = [...termRows(figures), ...priceRows(figures), ...settingRows(figures.settings)];
  return asTable({ name: 'Assumptions', columns: COLUMNS, rows });
}

function termRows({ plan, organisation }: FinanceFigures): TableRow[] {
  const term = (assumption: string, value: string) => plainRow('Plan', assumption, value, null);
  return [
    term('Plan', `${plan.id}, ${plan.stage}`),
    term('Body', organisation ?? 'the whole estate'),
    term('Days', `${plan.start} to ${plan.end}`),
    term('Rule', plan.rule),
    term('A day of one point of risk', `${plan.penceForRiskDay} pence`),
    term('Seed', String(plan.seed)),
    term('Prices as on', (plan.finishedAt ?? plan.requestedAt).toISOString().slice(0, 10)),
  ];
}

function priceRows({ bases }: FinanceFigures): TableRow[] {
  return bases.map((basis): TableRow => [
    `Prices: ${basis.category}`,
    `${basis.class}, per ${basis.per}, VAT ${percent(basis.vatBasisPoints)}`,
    ...[basis.basisKind, basis.reference, basis.on, basis.expiresOn, basis.lines, basis.pence],
  ]);
}

function settingRows({ vatRules, priceIndices, optimismBias, assetLives }: CostingSettings): TableRow[] {
  return [
    ...vatRules.map(({ category, basisPoints, recoverableBy, source }) =>
      plainRow(
        'VAT today',
        category,
        `${percent(basisPoints)}, recoverable by ${recoverableBy.join(', ') || 'nobody'}`,
        source,
      ),
    ),
    ...priceIndices.map(({ fiscalYear, basisPoints, source }) =>
      plainRow('Price index', String(fiscalYear), percent(basisPoints), source),
    ),
    ...optimismBias.map(({ category, basisPoints, source }) =>
      plainRow('Optimism bias', category, percent(basisPoints), source),
    ),
    ...assetLives.map(({ kind, lifeYears, source }) =>
      plainRow('Asset life', kind, `${lifeYears} years`, source),
    ),
  ];
}

function plainRow(about: string, assumption: string, value: string, source: string | null): TableRow {
  return [about, assumption, value, source, null, null, null, null];
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}
