import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Exports } from '../../access/audit/exports.service.js';
import { actingSteps } from '../../access/caller.js';
import { CostingService } from '../../costing/costing.service.js';
import { FinanceService } from '../../finance/finance.service.js';
import { LedgerRows, type LedgerRow } from '../../finance/ledger/ledger-rows.service.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import { PlanCostRows, type PlanCostRow } from '../../plans/costs/plan-cost-rows.service.js';
import type { Plan } from '../../plans/plan.entity.js';
import { PlansService } from '../../plans/plans.service.js';
import { writeCsv } from '../../platform/tables/csv-table.js';
import type { Marking, Table, TableRow } from '../../platform/tables/table.js';
import { MOST_SHEET_ROWS, TooManyRows, writeWorkbook } from '../../platform/tables/workbook.js';
import { asTable, cashFlowTable, varianceTable } from '../money/money-tables.js';
import { PlanMoney } from '../money/plan-money.service.js';
import type { FinanceFigures } from './finance-figures.js';
import { assumptionsTable } from './assumptions-table.js';
import {
  budgetLinesTable,
  byOrganisationTable,
  byYearTable,
  COST_LINE_COLUMNS,
  LEDGER_COLUMNS,
  sourceTables,
  summaryTable,
} from './finance-tables.js';

/** The sheets by the names that their CSV has, in their order. */
export const FINANCE_TABLES = [
  ...([
    'summary',
    'by-year',
    'by-organisation',
    'cost-lines',
    'assumptions',
    'budget-lines',
    'ledger',
  ] as const),
];
export type FinanceTable = (typeof FINANCE_TABLES)[number];

/** What a plan costs and what became of the money, as a workbook that adds up by itself, and each sheet as CSV. */
@Injectable()
export class FinanceWorkbook {
  constructor(
    private readonly plans: PlansService,
    private readonly organisations: OrganisationsService,
    private readonly costs: PlanCostRows,
    private readonly costing: CostingService,
    private readonly finance: FinanceService,
    private readonly ledger: LedgerRows,
    private readonly money: PlanMoney,
    private readonly exports: Exports,
  ) {}

  /**
   * Null where there is no such plan that is completed.
   *
   * @throws {TooManyRows}
   */
  async workbook(planId: number): Promise<(Marking & { content: Readable }) | null> {
    const plan = await this.completed(planId);
    if (!plan) return null;
    const figures = await this.figuresOf(plan);
    const most = Math.max(figures.costLineCount, figures.ledgerEntryCount);
    if (most > MOST_SHEET_ROWS) throw new TooManyRows(most);
    const marking = await this.record(
      plan,
      'finance workbook',
      figures.costLineCount + figures.ledgerEntryCount,
    );
    const tables = this.tablesOf(figures);
    const sheets = [...FINANCE_TABLES.map((name) => tables[name]()), ...(await this.moneyTables(planId))];
    return { ...marking, content: writeWorkbook(sheets, marking) };
  }

  /** One sheet as CSV, its figures as they are now; null as above. */
  async sheet(
    planId: number,
    name: FinanceTable,
  ): Promise<(Marking & { content: AsyncIterable<string> }) | null> {
    const plan = await this.completed(planId);
    if (!plan) return null;
    const figures = await this.figuresOf(plan);
    const counts: Partial<Record<FinanceTable, number>> = {
      'cost-lines': figures.costLineCount,
      ledger: figures.ledgerEntryCount,
    };
    const marking = await this.record(plan, `finance ${name}`, counts[name] ?? 0);
    return { ...marking, content: writeCsv(this.tablesOf(figures)[name](), marking) };
  }

  /** Whose CSV is a route of their own. */
  private async moneyTables(planId: number): Promise<Table[]> {
    const flow = await this.money.cashFlow(planId);
    const variances = varianceTable(await this.money.variances(planId));
    return [...(flow ? [asTable(cashFlowTable(flow))] : []), asTable(variances)];
  }

  private async completed(planId: number): Promise<Plan | null> {
    const plan = await this.plans.find(planId);
    return plan?.status === 'COMPLETED' ? plan : null;
  }

  private record({ id, organisationId }: Plan, what: string, rows: number): Promise<Marking> {
    return this.exports.record({ what, subjectType: 'Plan', subjectId: String(id), organisationId, rows });
  }

  private async figuresOf(plan: Plan): Promise<FinanceFigures> {
    const { id, organisationId } = plan;
    const { entries, ...extent } = await this.ledger.extent(organisationId);
    const budgets = await this.finance.listBudgets(organisationId ?? undefined);
    const body = organisationId === null ? null : await this.organisations.find(organisationId);
    return {
      plan,
      organisation: body?.externalId ?? null,
      planned: await this.costs.plannedSums(id),
      costs: await this.costs.costSums(id),
      bases: await this.costs.bases(id),
      settings: await this.costing.read(),
      costLineCount: await this.costs.count(id),
      budgets: budgets.map(({ organisation, ...budget }) => ({
        ...budget,
        organisation: organisation.externalId,
      })),
      ledgerSums: await this.ledger.sums(extent),
      ledgerExtent: extent,
      ledgerEntryCount: entries,
    };
  }

  private tablesOf(figures: FinanceFigures): Record<FinanceTable, () => Table> {
    const sources = sourceTables(figures);
    return {
      summary: () => summaryTable(figures, sources),
      'by-year': () => byYearTable(figures, sources),
      'by-organisation': () => byOrganisationTable(figures, sources),
      'cost-lines': () => ({
        ...{ name: 'Cost lines', columns: COST_LINE_COLUMNS },
        rows: actingSteps(cells(this.costs.read(figures.plan.id), costLineCells)),
      }),
      assumptions: () => assumptionsTable(figures),
      'budget-lines': () => budgetLinesTable(figures, sources),
      ledger: () => ({
        ...{ name: 'Ledger', columns: LEDGER_COLUMNS },
        rows: actingSteps(cells(this.ledger.read(figures.ledgerExtent), ledgerCells)),
      }),
    };
  }
}

function costLineCells({ line, countsAs, ...place }: PlanCostRow): TableRow {
  return [
    ...[place.workPackage, place.site, place.organisation, place.phase, place.fiscalYear, place.vendor],
    ...[line.category, line.class, line.item, line.per, line.quantity, line.netPence],
    ...[line.vatBasisPoints / 10_000, line.irrecoverableVatPence, line.totalPence, line.outturnPence],
    ...[line.basisKind, line.basisReference, line.basisDate, line.basisExpiresOn, countsAs],
  ];
}

function ledgerCells(row: LedgerRow): TableRow {
  return [
    ...[row.postingId, row.at, row.kind, row.movement],
    row.organisation ?? `removed body ${row.organisationId}`,
    ...[row.budget ?? `removed line ${row.budgetId}`, row.account, row.planId, row.number],
    ...[row.pence, row.by, row.explanation],
  ];
}

async function* cells<Row>(
  batches: AsyncIterable<Row[]>,
  cellsOf: (row: Row) => TableRow,
): AsyncGenerator<TableRow[]> {
  for await (const batch of batches) yield batch.map(cellsOf);
}
