/** What was first approved, what is forecast and what is spent, by who and what: pure. */
import { shareOut } from '../../finance/ledger/postings.js';
import type { MoneyEvent } from './money-events.js';

export const VARIANCE_DIMENSIONS = ['ORGANISATION', 'PHASE', 'VENDOR', 'CATEGORY'] as const;
export type VarianceDimension = (typeof VARIANCE_DIMENSIONS)[number];

/** The cost of what is not known by kind: of plans from before there were cost lines. */
const NOT_PARTED = 'NOT_PARTED';
/** What is held for packages that no plan of these places. */
const NO_VENDOR = 'NONE';

export interface Variance {
  dimension: VarianceDimension;
  name: string;
  /** Null where no plan was approved. */
  baselinePence: number | null;
  /** Actual, and still to come. */
  forecastPence: number;
  actualPence: number;
  /** Forecast less baseline: positive where it becomes dearer. */
  variancePence: number | null;
}

/** What a package costs by kind, by its plan and number; none where its plan has no cost lines. */
export type KindsOf = (row: MoneyEvent['row']) => readonly { category: string; pence: number }[] | undefined;

/** By dimension, then by name. The rows of each dimension add up to the same sums. */
export function variances(events: readonly MoneyEvent[], kindsOf: KindsOf, isApproved: boolean): Variance[] {
  const namesOf: Record<VarianceDimension, (event: MoneyEvent) => [name: string, pence: number][]> = {
    ORGANISATION: ({ row, pence }) => [[row.organisation, pence]],
    PHASE: ({ row, pence }) => [[String(row.phase), pence]],
    VENDOR: ({ row, pence }) => [[row.vendor ?? NO_VENDOR, pence]],
    CATEGORY: (event) => kindsIn(event, kindsOf),
  };
  return VARIANCE_DIMENSIONS.flatMap((dimension) => {
    const sums = new Map<string, { BASELINE: number; ACTUAL: number; TO_COME: number }>();
    for (const event of events) {
      for (const [name, pence] of namesOf[dimension](event)) {
        const sum = sums.get(name) ?? { BASELINE: 0, ACTUAL: 0, TO_COME: 0 };
        sum[event.kind] += pence;
        sums.set(name, sum);
      }
    }
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { BASELINE, ACTUAL, TO_COME }]) => ({
        ...{ dimension, name, baselinePence: isApproved ? BASELINE : null },
        ...{ forecastPence: ACTUAL + TO_COME, actualPence: ACTUAL },
        variancePence: isApproved ? ACTUAL + TO_COME - BASELINE : null,
      }));
  });
}

/** An event is not known by kind where it is another sum than was planned: it is parted as that was. */
function kindsIn({ row, pence }: MoneyEvent, kindsOf: KindsOf): [string, number][] {
  const kinds = kindsOf(row);
  if (!kinds || kinds.length === 0) return [[NOT_PARTED, pence]];
  const parts = shareOut(
    pence,
    kinds.map((kind) => kind.pence),
  );
  return kinds.map(({ category }, at) => [category, parts[at] as number]);
}
