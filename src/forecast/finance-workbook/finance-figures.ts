/** What the finance workbook of a plan is made of, read before the first row leaves. */
import type { BasisKind, CostClass } from '../../costing/cost-line.js';
import type { CostingSettings } from '../../costing/costing.service.js';
import type { Budget } from '../../finance/budget.entity.js';
import type { LedgerExtent, LedgerSum } from '../../finance/ledger/ledger-rows.service.js';
import type { CostSum, PlanBasis, PlannedSum } from '../../plans/costs/plan-cost-rows.service.js';
import type { Plan } from '../../plans/plan.entity.js';

/** A budget line as the workbook tells of it. */
export type WorkbookBudget = Pick<Budget, 'id' | 'externalId' | 'fiscalYear' | 'category' | 'fund'> & {
  organisation: string;
};

export interface FinanceFigures {
  plan: Pick<
    Plan,
    'id' | 'start' | 'end' | 'rule' | 'penceForRiskDay' | 'seed' | 'stage' | 'requestedAt' | 'finishedAt'
  >;
  /** The body that the plan is for; null: the whole estate. */
  organisation: string | null;
  planned: PlannedSum[];
  costs: CostSum[];
  bases: PlanBasis[];
  settings: CostingSettings;
  costLineCount: number;
  budgets: WorkbookBudget[];
  ledgerSums: LedgerSum[];
  ledgerExtent: LedgerExtent;
  ledgerEntryCount: number;
}

/** What became of a budget line. */
export const MONEY = [
  'allocated_pence',
  'transferred_pence',
  'carried_forward_pence',
  'available_pence',
  'committed_pence',
  'spent_pence',
] as const;
export type Money = (typeof MONEY)[number];

/** Which entries each is the sum of. */
export const ENTRIES_OF: Record<Money, { account: string; movement?: string }> = {
  allocated_pence: { account: 'AVAILABLE', movement: 'ALLOCATION' },
  transferred_pence: { account: 'AVAILABLE', movement: 'TRANSFER' },
  carried_forward_pence: { account: 'AVAILABLE', movement: 'CARRY_FORWARD' },
  available_pence: { account: 'AVAILABLE' },
  committed_pence: { account: 'COMMITTED' },
  spent_pence: { account: 'SPENT' },
};

/** What a kind of entries comes to, in the lines of these ids. */
export function ledgerSum(sums: readonly LedgerSum[], money: Money, budgetIds: ReadonlySet<number>): number {
  const { account, movement } = ENTRIES_OF[money];
  return total(
    sums.filter(
      (sum) =>
        budgetIds.has(sum.budgetId) &&
        sum.account === account &&
        (movement === undefined || sum.movement === movement),
    ),
  );
}

/** What cost lines of some kind come to. */
export function costSum(
  costs: readonly CostSum[],
  wanted: {
    class?: CostClass;
    /** What their basis counts as. */
    bases?: readonly BasisKind[];
    organisationId?: number;
    fiscalYear?: number | null;
  },
): number {
  return total(
    costs.filter(
      (sum) =>
        (wanted.class === undefined || sum.class === wanted.class) &&
        (wanted.bases === undefined || wanted.bases.includes(sum.countsAs)) &&
        (wanted.organisationId === undefined || sum.organisationId === wanted.organisationId) &&
        (wanted.fiscalYear === undefined || sum.fiscalYear === wanted.fiscalYear),
    ),
  );
}

export function total(sums: readonly { pence: number }[]): number {
  return sums.reduce((sum, { pence }) => sum + pence, 0);
}
