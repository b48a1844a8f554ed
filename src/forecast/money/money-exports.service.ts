import { Injectable } from '@nestjs/common';
import { Exports } from '../../access/audit/exports.service.js';
import { PlansService } from '../../plans/plans.service.js';
import { writeCsv } from '../../platform/tables/csv-table.js';
import type { Marking, TableColumn, TableRow } from '../../platform/tables/table.js';
import { PlanMoney } from './plan-money.service.js';

const text = (name: string): TableColumn => ({ name, kind: 'text' });
const sum = (name: string): TableColumn => ({ name, kind: 'pence', isSummed: true });
const balance = (name: string): TableColumn => ({ name, kind: 'pence' });

const FLOWS = ['baseline_pence', 'committed_pence', 'actual_pence', 'forecast_pence'].map(sum);
const BALANCES = [
  'baseline_to_date_pence',
  'actual_to_date_pence',
  'forecast_to_date_pence',
  'budget_left_pence',
];
const VARIANCES = ['baseline_pence', 'forecast_pence', 'actual_pence', 'variance_pence'];

type MoneyFile = Marking & { content: AsyncIterable<string> };

/** Cash flow and variance of a plan as CSV, marked and on record. */
@Injectable()
export class MoneyExports {
  constructor(
    private readonly plans: PlansService,
    private readonly money: PlanMoney,
    private readonly exports: Exports,
  ) {}

  /** By month; null where there is no such plan that is completed. */
  async cashFlow(planId: number): Promise<MoneyFile | null> {
    const flow = await this.money.cashFlow(planId);
    if (!flow) return null;
    const rows = flow.months.map((month): TableRow => [
      ...[month.month, month.baselinePence, month.committedPence, month.actualPence, month.forecastPence],
      ...[
        month.baselineToDatePence,
        month.actualToDatePence,
        month.forecastToDatePence,
        month.budgetLeftPence,
      ],
    ]);
    return this.file(planId, 'cash flow', [text('month'), ...FLOWS, ...BALANCES.map(balance)], rows);
  }

  /** By dimension; null where there is no such plan that is completed. */
  async variances(planId: number): Promise<MoneyFile | null> {
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') return null;
    const rows = (await this.money.variances(planId)).map((variance): TableRow => [
      ...[variance.dimension, variance.name, variance.baselinePence, variance.forecastPence],
      ...[variance.actualPence, variance.variancePence],
    ]);
    return this.file(planId, 'variance', [text('dimension'), text('name'), ...VARIANCES.map(balance)], rows);
  }

  private async file(
    planId: number,
    what: string,
    columns: readonly TableColumn[],
    rows: readonly TableRow[],
  ): Promise<MoneyFile> {
    const plan = await this.plans.find(planId);
    const marking = await this.exports.record({
      ...{ what, subjectType: 'Plan', subjectId: String(planId) },
      ...{ organisationId: plan?.organisationId ?? null, rows: rows.length },
    });
    return { ...marking, content: writeCsv({ columns, rows: inOne(rows) }, marking) };
  }
}

async function* inOne(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  yield await Promise.resolve(rows);
}
