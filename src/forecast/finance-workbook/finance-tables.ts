/** The sheets of the finance workbook whose figures are sums of the others: pure. */
import { BASIS_KINDS, COST_CLASSES, type BasisKind } from '../../costing/cost-line.js';
import {
  cellOf,
  shareOf,
  sumOf,
  type Conditions,
  type CountedTable,
} from '../../platform/tables/formulas.js';
import type { Formula, Table, TableColumn, TableRow } from '../../platform/tables/table.js';
import { asTable } from '../money/money-tables.js';
import {
  costSum,
  ENTRIES_OF,
  ledgerSum,
  MONEY,
  total,
  type FinanceFigures,
  type Money,
  type WorkbookBudget,
} from './finance-figures.js';

const text = (name: string): TableColumn => ({ name, kind: 'text' });
const pence = (name: string): TableColumn => ({ name, kind: 'pence' });
const summed = (name: string): TableColumn => ({ ...pence(name), isSummed: true });
/** A year is named by a number, which no spreadsheet takes for a date. */
const YEAR: TableColumn = { name: 'fiscal_year', kind: 'number' };
const SHARE: TableColumn = { name: 'share', kind: 'share' };
const MONEY_COLUMNS = MONEY.map(summed);

export const COST_LINE_COLUMNS: TableColumn[] = [
  ...[
    text('work_package'),
    text('site'),
    text('organisation'),
    { name: 'phase', kind: 'whole' as const },
    YEAR,
  ],
  ...[text('vendor'), text('category'), text('class'), text('item'), text('per')],
  { name: 'quantity', kind: 'whole' },
  ...[summed('net_pence'), { name: 'vat_rate', kind: 'share' as const }, summed('irrecoverable_vat_pence')],
  ...[summed('total_pence'), summed('outturn_pence'), text('basis'), text('basis_reference')],
  ...[
    { name: 'basis_date', kind: 'date' as const },
    { name: 'basis_expires_on', kind: 'date' as const },
  ],
  text('counts_as'),
];

export const LEDGER_COLUMNS: TableColumn[] = [
  { name: 'posting', kind: 'number' },
  ...[text('at'), text('kind'), text('counts_as'), text('organisation'), text('budget'), text('account')],
  ...[
    { name: 'plan', kind: 'number' as const },
    { name: 'package_number', kind: 'number' as const },
  ],
  ...[summed('amount_pence'), text('by'), text('explanation')],
];

/** The tables that hold what the others add up, as formulas name them. */
export interface SourceTables {
  costLines: CountedTable;
  ledger: CountedTable;
  budgetLines: CountedTable;
}

export function sourceTables(figures: FinanceFigures): SourceTables {
  return {
    costLines: { name: 'Cost lines', columns: COST_LINE_COLUMNS, rowCount: figures.costLineCount },
    ledger: { name: 'Ledger', columns: LEDGER_COLUMNS, rowCount: figures.ledgerEntryCount },
    budgetLines: { name: 'Budget lines', columns: BUDGET_COLUMNS, rowCount: figures.budgets.length },
  };
}

const BUDGET_COLUMNS: TableColumn[] = [
  ...[text('budget'), text('organisation'), YEAR, text('category'), text('fund')],
  ...MONEY_COLUMNS,
];

export function budgetLinesTable({ budgets, ledgerSums }: FinanceFigures, { ledger }: SourceTables): Table {
  const rows = budgets.map((budget): TableRow => [
    ...[budget.externalId, budget.organisation, budget.fiscalYear, budget.category, budget.fund],
    ...MONEY.map((money) =>
      sumOf(
        ledger,
        'amount_pence',
        { budget: budget.externalId, ...conditionsOf(money) },
        ledgerSum(ledgerSums, money, new Set([budget.id])),
      ),
    ),
  ]);
  return table('Budget lines', BUDGET_COLUMNS, rows);
}

function conditionsOf(money: Money): Conditions {
  const { account, movement } = ENTRIES_OF[money];
  return movement === undefined ? { account } : { account, counts_as: movement };
}

/** One row for each year in which anything is planned or budgeted. */
export function byYearTable(figures: FinanceFigures, sources: SourceTables): Table {
  const years = [
    ...figures.planned.flatMap(({ fiscalYear }) => fiscalYear ?? []),
    ...figures.budgets.map(({ fiscalYear }) => fiscalYear),
  ];
  const rows = [...new Set(years)]
    .sort((a, b) => a - b)
    .map((year): TableRow => {
      const planned = figures.planned.filter(({ fiscalYear }) => fiscalYear === year);
      return [
        year,
        planned.reduce((sum, { packages }) => sum + packages, 0),
        ...plannedCells(figures, sources, { fiscal_year: year }, { fiscalYear: year }, total(planned)),
        ...moneyCells(figures, sources, { fiscal_year: year }, ({ fiscalYear }) => fiscalYear === year),
      ];
    });
  return table('By year', [YEAR, ...PLANNED_COLUMNS, ...MONEY_COLUMNS], rows);
}

/** One row for each body with anything planned or budgeted. */
export function byOrganisationTable(figures: FinanceFigures, sources: SourceTables): Table {
  const names = [
    ...figures.planned.map(({ organisation }) => organisation),
    ...figures.budgets.map(({ organisation }) => organisation),
  ];
  const rows = [...new Set(names)].sort().map((name): TableRow => {
    const planned = figures.planned.filter(({ organisation }) => organisation === name);
    const organisationId = planned[0]?.organisationId ?? -1;
    return [
      name,
      planned.reduce((sum, { packages }) => sum + packages, 0),
      ...plannedCells(figures, sources, { organisation: name }, { organisationId }, total(planned)),
      ...moneyCells(figures, sources, { organisation: name }, ({ organisation }) => organisation === name),
    ];
  });
  return table('By organisation', [text('organisation'), ...PLANNED_COLUMNS, ...MONEY_COLUMNS], rows);
}

const PLANNED_COLUMNS: TableColumn[] = [
  { name: 'work_packages', kind: 'whole', isSummed: true },
  ...[...COST_CLASSES.map((one) => summed(`${one.toLowerCase()}_pence`)), summed('without_lines_pence')],
  ...[summed('planned_pence'), summed('without_a_basis_pence')],
];

/** What is planned, by class; of plans from before there were cost lines, all of it is without. */
function plannedCells(
  { costs }: FinanceFigures,
  { costLines }: SourceTables,
  conditions: Conditions,
  wanted: Parameters<typeof costSum>[1],
  plannedPence: number,
): Formula[] {
  const sum = (more: Conditions, kind: Parameters<typeof costSum>[1]) =>
    sumOf(costLines, 'total_pence', { ...conditions, ...more }, costSum(costs, { ...wanted, ...kind }));
  const withoutLines = plannedPence - costSum(costs, wanted);
  const none = sum({ counts_as: 'NONE' }, { bases: ['NONE'] });
  const all = sum({}, {});
  return [
    ...COST_CLASSES.map((one) => sum({ class: one }, { class: one })),
    constant(withoutLines),
    { formula: `ROUND(${all.formula}+${pounds(withoutLines)},2)`, value: plannedPence },
    {
      formula: `ROUND(${none.formula}+${pounds(withoutLines)},2)`,
      value: none.value + withoutLines,
    },
  ];
}

function moneyCells(
  { budgets, ledgerSums }: FinanceFigures,
  { budgetLines }: SourceTables,
  conditions: Conditions,
  isMeant: (budget: WorkbookBudget) => boolean,
): Formula[] {
  const ids = new Set(budgets.filter(isMeant).map(({ id }) => id));
  return MONEY.map((money) => sumOf(budgetLines, money, conditions, ledgerSum(ledgerSums, money, ids)));
}

const SUMMARY_COLUMNS = [text('figure'), pence('amount_pence'), SHARE];
const BASED: readonly BasisKind[] = BASIS_KINDS.filter((kind) => kind !== 'NONE');

/** What the board asks for first, as sums of the other sheets. */
export function summaryTable(figures: FinanceFigures, { costLines, budgetLines }: SourceTables): Table {
  const { costs, planned, budgets, ledgerSums } = figures;
  const lines = (conditions: Conditions, wanted: Parameters<typeof costSum>[1]) =>
    sumOf(costLines, 'total_pence', conditions, costSum(costs, wanted));
  const plannedPence = total(planned);
  const withoutLines = plannedPence - costSum(costs, {});
  const at = (row: number) => cellOf({ columns: SUMMARY_COLUMNS }, 'amount_pence', row);
  const plannedAt = at(COST_CLASSES.length + 1);
  const share = (row: number, part: number) =>
    shareOf(at(row), plannedAt, plannedPence === 0 ? 0 : part / plannedPence);
  const none = lines({ counts_as: 'NONE' }, { bases: ['NONE'] });
  const parts: [figure: string, amount: Formula][] = [
    ...COST_CLASSES.map((one): [string, Formula] => [
      `Planned ${one}`,
      lines({ class: one }, { class: one }),
    ]),
    ['Planned before there were cost lines', constant(withoutLines)],
    ['Planned', { formula: `ROUND(SUM(${at(0)}:${at(COST_CLASSES.length)}),2)`, value: plannedPence }],
    ['With a basis', lines({ counts_as: BASED }, { bases: BASED })],
    ...BASED.map((kind): [string, Formula] => [
      `Basis: ${kind}`,
      lines({ counts_as: kind }, { bases: [kind] }),
    ]),
    [
      'Without a basis',
      { formula: `ROUND(${none.formula}+${at(COST_CLASSES.length)},2)`, value: none.value + withoutLines },
    ],
    [
      'Irrecoverable VAT in it',
      sumOf(
        costLines,
        'irrecoverable_vat_pence',
        {},
        costs.reduce((sum, { irrecoverableVatPence }) => sum + irrecoverableVatPence, 0),
      ),
    ],
    [
      'At the prices of the years of the work',
      sumOf(
        costLines,
        'outturn_pence',
        {},
        costs.reduce((sum, { outturnPence }) => sum + outturnPence, 0),
      ),
    ],
  ];
  const ids = new Set(budgets.map(({ id }) => id));
  const rows = [
    ...parts.map(([figure, amount], row): TableRow => [figure, amount, share(row, amount.value)]),
    ...MONEY.map((money): TableRow => [
      `Budgets: ${money.replace('_pence', '').replace(/_/g, ' ')}`,
      sumOf(budgetLines, money, {}, ledgerSum(ledgerSums, money, ids)),
      null,
    ]),
  ];
  return table('Summary', SUMMARY_COLUMNS, rows);
}

function table(name: string, columns: readonly TableColumn[], rows: readonly TableRow[]): Table {
  return asTable({ name, columns, rows });
}

/** A figure that no sheet adds up. */
function constant(value: number): Formula {
  return { formula: pounds(value), value };
}

/** As a formula holds it. */
function pounds(value: number): string {
  return (value / 100).toFixed(2);
}
