/** Where the money of a plan goes, as dated events: the one source of its cash flow and of its variance. */
import { partsOf } from '../../plans/approval/holdings.js';

/** What a budget line bears of an event. */
export interface Charge {
  budgetId: number;
  pence: number;
}

/** A package in one plan of those that came of one another. */
export interface PackageRow {
  planId: number;
  number: number;
  workPackageId: string;
  phase: number;
  /** External ids. */
  organisation: string;
  /** Null where the plan does not place it, and likewise below. */
  vendor: string | null;
  finish: string | null;
  pence: number | null;
  /** The line of capital that it was planned to be paid from, and that of resource beside it; null: there is none. */
  budgetId: number | null;
  resourceId: number | null;
  /** What of the pence is resource. */
  resourcePence: number;
  isDone: boolean;
  doneOn: string | null;
  /** What the ledger has for it in this plan. */
  committed: Charge[];
  spent: Charge[];
}

/**
 * BASELINE: as the plan that was first approved had it. ACTUAL: spent. TO_COME: what the plan of now sets down for what is
 * not spent.
 */
export type EventKind = 'BASELINE' | 'ACTUAL' | 'TO_COME';

export interface MoneyEvent {
  kind: EventKind;
  /** The day on which the work is finished, or was. */
  on: string;
  row: Pick<PackageRow, 'planId' | 'number' | 'phase' | 'organisation' | 'vendor'>;
  pence: number;
  /** Which lines bear it. */
  charges: Charge[];
  /** What is in the books for it already: spent, or committed. */
  booked: Charge[];
}

export interface EventTerms {
  /** The plan of now. */
  planId: number;
  /** The plan that was first approved; null where none was. */
  baselinePlanId: number | null;
  /** The day that counts as today. */
  asOf: string;
  /** Whether works are carried out of the plan of now: then what is planned before today comes today at the earliest. */
  isInForce: boolean;
}

export function moneyEvents(rows: readonly PackageRow[], terms: EventTerms): MoneyEvent[] {
  return [
    ...rows.filter(({ planId }) => planId === terms.baselinePlanId).flatMap(baselineOf),
    ...rows.flatMap((row) => actualOf(row, terms)),
    ...toComeOf(rows, terms),
  ];
}

function baselineOf(row: PackageRow): MoneyEvent[] {
  if (row.finish === null || row.pence === null || row.budgetId === null) return [];
  const { finish: on, pence } = row;
  return [{ kind: 'BASELINE', on, row, pence, charges: plannedOf(row), booked: [] }];
}

/** As approval would commit it; where that would miss a line of resource, from the line of capital. */
function plannedOf({ budgetId, pence, resourceId, resourcePence }: PackageRow): Charge[] {
  const capitalId = budgetId ?? 0;
  const capitalPence = (pence ?? 0) - resourcePence;
  return partsOf({ capitalId, capitalPence, resourceId, resourcePence }).map((part) => ({
    budgetId: part.budgetId ?? capitalId,
    pence: part.pence,
  }));
}

function actualOf(row: PackageRow, { asOf }: EventTerms): MoneyEvent[] {
  if (row.spent.length === 0) return [];
  const on = row.doneOn ?? asOf;
  return [{ kind: 'ACTUAL', on, row, pence: sumOf(row.spent), charges: row.spent, booked: row.spent }];
}

/**
 * What the plan of now places and works have not spent, and what former plans still hold for packages that it does not
 * place. A package's commitments count once, whichever plan holds them.
 */
function toComeOf(rows: readonly PackageRow[], terms: EventTerms): MoneyEvent[] {
  const held = new Map<string, Charge[]>();
  for (const { workPackageId, committed } of rows) {
    if (committed.length > 0) held.set(workPackageId, [...(held.get(workPackageId) ?? []), ...committed]);
  }
  const events: MoneyEvent[] = [];
  const isPlaced = (row: PackageRow) =>
    row.planId === terms.planId && row.finish !== null && row.spent.length === 0;
  for (const row of rows) {
    if (!isPlaced(row) || (row.isDone && row.committed.length === 0)) continue;
    const committed = held.get(row.workPackageId) ?? [];
    held.delete(row.workPackageId);
    const charges = row.committed.length > 0 ? row.committed : plannedOf(row);
    events.push(comingOf(row, charges, committed, terms));
  }
  for (const row of rows) {
    if (row.committed.length === 0 || !held.has(row.workPackageId)) continue;
    events.push(comingOf(row, row.committed, row.committed, terms));
  }
  return events;
}

function comingOf(row: PackageRow, charges: Charge[], booked: Charge[], terms: EventTerms): MoneyEvent {
  const planned = row.doneOn ?? row.finish ?? terms.asOf;
  const isLate = planned < terms.asOf && (terms.isInForce || booked.length > 0);
  return {
    ...{ kind: 'TO_COME', on: isLate ? terms.asOf : planned, row, pence: sumOf(charges) },
    ...{ charges, booked },
  };
}

export function sumOf(charges: readonly { pence: number }[]): number {
  return charges.reduce((sum, { pence }) => sum + pence, 0);
}
