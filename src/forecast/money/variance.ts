/** What was first approved, what is forecast and what is spent, by who and what: pure. */
import { shareOut } from '../../finance/ledger/postings.js';
import { sumOf, type MoneyEvent } from './money-events.js';

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

type Sums = Map<string, Record<MoneyEvent['kind'], number>>;

/** By dimension, then by name. The rows of each dimension add up to the same sums. */
export function variances(events: readonly MoneyEvent[], kindsOf: KindsOf, isApproved: boolean): Variance[] {
  const sums: Record<VarianceDimension, Sums> = {
    ORGANISATION: new Map(),
    PHASE: new Map(),
    VENDOR: new Map(),
    CATEGORY: new Map(),
  };
  for (const event of events) {
    const { kind, pence, row } = event;
    add(sums.ORGANISATION, row.organisation, kind, pence);
    add(sums.PHASE, String(row.phase), kind, pence);
    add(sums.VENDOR, row.vendor ?? NO_VENDOR, kind, pence);
    addKinds(sums.CATEGORY, event, kindsOf(row) ?? []);
  }
  return VARIANCE_DIMENSIONS.flatMap((dimension) =>
    [...sums[dimension]]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { BASELINE, ACTUAL, TO_COME }]) => ({
        ...{ dimension, name, baselinePence: isApproved ? BASELINE : null },
        ...{ forecastPence: ACTUAL + TO_COME, actualPence: ACTUAL },
        variancePence: isApproved ? ACTUAL + TO_COME - BASELINE : null,
      })),
  );
}

function add(sums: Sums, name: string, kind: MoneyEvent['kind'], pence: number): void {
  const sum = sums.get(name) ?? { BASELINE: 0, ACTUAL: 0, TO_COME: 0 };
  sum[kind] += pence;
  sums.set(name, sum);
}

/** Where an event is another sum than was estimated, it is parted as that was. */
function addKinds(
  sums: Sums,
  { kind, pence }: MoneyEvent,
  kinds: readonly { category: string; pence: number }[],
): void {
  if (kinds.length === 0) return add(sums, NOT_PARTED, kind, pence);
  const estimated = kinds.map((each) => each.pence);
  const parts = sumOf(kinds) === pence ? estimated : shareOut(pence, estimated);
  kinds.forEach(({ category }, at) => add(sums, category, kind, parts[at] as number));
}
