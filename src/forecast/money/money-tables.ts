/** Cash flow and variance as tables: pure. */
import { cellOf } from '../../platform/tables/formulas.js';
import type { Formula, Table, TableColumn, TableRow } from '../../platform/tables/table.js';
import type { CashFlow } from './cash-flow.js';
import type { Variance } from './variance.js';

const text = (name: string): TableColumn => ({ name, kind: 'text' });
const sum = (name: string): TableColumn => ({ name, kind: 'pence', isSummed: true });
const balance = (name: string): TableColumn => ({ name, kind: 'pence' });

/** A table whose rows are few. */
export type ShortTable = Omit<Table, 'rows'> & { rows: readonly TableRow[] };

const CASH_FLOW_COLUMNS = [
  text('month'),
  ...['baseline_pence', 'committed_pence', 'actual_pence', 'forecast_pence'].map(sum),
  ...['baseline_to_date_pence', 'actual_to_date_pence', 'forecast_to_date_pence'].map(balance),
  balance('budget_left_pence'),
];

/** By month; what is there to date is the sum of the months before. */
export function cashFlowTable({ months }: Pick<CashFlow, 'months'>): ShortTable {
  const upTo = (column: string, row: number, value: number | null): Formula | null => {
    const cell = (at: number) => cellOf({ columns: CASH_FLOW_COLUMNS }, column, at);
    return value === null ? null : { formula: `ROUND(SUM(${cell(0)}:${cell(row)}),2)`, value };
  };
  const rows = months.map((month, row): TableRow => [
    ...[month.month, month.baselinePence, month.committedPence, month.actualPence, month.forecastPence],
    upTo('baseline_pence', row, month.baselineToDatePence),
    upTo('actual_pence', row, month.actualToDatePence),
    upTo('forecast_pence', row, month.forecastToDatePence),
    month.budgetLeftPence,
  ]);
  return { name: 'Cash flow', columns: CASH_FLOW_COLUMNS, rows };
}

const VARIANCE_COLUMNS = [
  ...[text('dimension'), text('name')],
  ...['baseline_pence', 'forecast_pence', 'actual_pence', 'variance_pence'].map(balance),
];

/** By dimension; the rows of each add up to the same sums, so that a sum of all would tell nothing. */
export function varianceTable(variances: readonly Variance[]): ShortTable {
  const cell = (column: string, row: number) => cellOf({ columns: VARIANCE_COLUMNS }, column, row);
  const rows = variances.map((variance, row): TableRow => [
    ...[variance.dimension, variance.name, variance.baselinePence, variance.forecastPence],
    variance.actualPence,
    variance.variancePence === null
      ? null
      : {
          formula: `ROUND(${cell('forecast_pence', row)}-${cell('baseline_pence', row)},2)`,
          value: variance.variancePence,
        },
  ]);
  return { name: 'Variance', columns: VARIANCE_COLUMNS, rows };
}

/** As it is written. */
export function asTable({ rows, ...table }: ShortTable): Table {
  return { ...table, rows: inOne(rows) };
}

async function* inOne(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  yield await Promise.resolve(rows);
}
