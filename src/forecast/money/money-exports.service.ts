import { Injectable } from '@nestjs/common';
import { Exports } from '../../access/audit/exports.service.js';
import { PlansService } from '../../plans/plans.service.js';
import { writeCsv } from '../../platform/tables/csv-table.js';
import type { Marking } from '../../platform/tables/table.js';
import { asTable, cashFlowTable, varianceTable, type ShortTable } from './money-tables.js';
import { PlanMoney } from './plan-money.service.js';

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
    return this.file(planId, 'cash flow', cashFlowTable(flow));
  }

  /** By dimension; null where there is no such plan that is completed. */
  async variances(planId: number): Promise<MoneyFile | null> {
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') return null;
    return this.file(planId, 'variance', varianceTable(await this.money.variances(planId)));
  }

  private async file(planId: number, what: string, table: ShortTable): Promise<MoneyFile> {
    const plan = await this.plans.find(planId);
    const marking = await this.exports.record({
      ...{ what, subjectType: 'Plan', subjectId: String(planId) },
      ...{ organisationId: plan?.organisationId ?? null, rows: table.rows.length },
    });
    return { ...marking, content: writeCsv(asTable(table), marking) };
  }
}
