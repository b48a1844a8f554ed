/** The points of the curve that says what delay costs: each is a scenario with one change. */
import type { ScenarioChange } from './scenario-changes.js';

const MOST_MONTHS = 6;
/** £100,000. */
const STEP_PENCE = 10_000_000;
const MOST_STEPS = 5;

/** One of the two has a value. */
export interface DelayPoint {
  months: number | null;
  lessPence: number | null;
}

/** By months, then by money. */
export const DELAY_POINTS: readonly DelayPoint[] = [
  ...upTo(MOST_MONTHS).map((months) => ({ months, lessPence: null })),
  ...upTo(MOST_STEPS).map((steps) => ({ months: null, lessPence: steps * STEP_PENCE })),
];

export function nameOf({ months, lessPence }: DelayPoint): string {
  if (months !== null) return `Start ${months} month${months === 1 ? '' : 's'} later`;
  return `£${((lessPence ?? 0) / 100).toLocaleString('en-GB')} less`;
}

export function changeOf({ months, lessPence }: DelayPoint): ScenarioChange {
  if (months !== null) return { delay: { months } };
  const all = { organisationId: null, fiscalYear: null, addPence: null, percent: null };
  return { budget: { ...all, spreadPence: -(lessPence ?? 0) } };
}

/** The point that a scenario is, whoever made it; undefined where it is another what-if. */
export function pointOf(changes: readonly ScenarioChange[]): DelayPoint | undefined {
  return DELAY_POINTS.find((point) => isSame(changes, changeOf(point)));
}

function isSame(changes: readonly ScenarioChange[], change: ScenarioChange): boolean {
  const [only, ...others] = changes;
  if (!only || others.length > 0) return false;
  if ('delay' in change) return 'delay' in only && only.delay.months === change.delay.months;
  if (!('budget' in change) || !('budget' in only)) return false;
  const { organisationId, fiscalYear, spreadPence } = only.budget;
  return organisationId === null && fiscalYear === null && spreadPence === change.budget.spreadPence;
}

function upTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}
