import type { Draft } from '../timetable/draft.js';
import { Snapshot } from '../timetable/snapshot.js';
import { compareScores } from '../timetable/draft.js';
import { BestFit, type Surcharge } from './best-fit.js';
import { placeBest } from './place-best.js';
import { orderBy, type PriorityRule } from './priorities.js';

/** Tried in this order; the first is the plan that an early stop gets. */
const PRIORITY_RULES: PriorityRule[] = [
  { mix: { crewDays: 1, pence: 0, units: 0 }, deadlines: 'BY_RISK' },
  { mix: { crewDays: 1, pence: 1, units: 1 }, deadlines: 'BY_RISK' },
  { mix: { crewDays: 1, pence: 0, units: 0 }, deadlines: 'BY_DAY' },
  { mix: { crewDays: 1, pence: 0, units: 0 }, deadlines: 'NOT_FIRST' },
  { mix: { crewDays: 0, pence: 1, units: 0 }, deadlines: 'BY_RISK' },
  { mix: { crewDays: 0, pence: 0, units: 1 }, deadlines: 'BY_RISK' },
];

/** Gives open packages their best place one after another. */
export function placeInOrder(draft: Draft, order: Iterable<number>, surcharge?: Surcharge): void {
  const bestFit = new BestFit(draft, surcharge);
  for (const workPackage of order) placeBest(draft, bestFit, workPackage);
}

/**
 * Makes a first plan of a phase: serial schedule generation, each package at its best place in an order of
 * priority, for several orders; the best result stays. `packages` are those that are open.
 */
export function construct(draft: Draft, packages: Int32Array, shouldStop: () => boolean): void {
  let best: Snapshot | undefined;
  let isFirst = true;
  const hasDeadlines = packages.some((p) => (draft.model.packages.deadline[p] as number) !== 0x7fffffff);
  for (const rule of PRIORITY_RULES) {
    if (!isFirst && shouldStop()) break;
    if (!hasDeadlines && rule.deadlines !== 'BY_RISK') continue;
    if (!isFirst) for (const workPackage of packages) draft.clear(workPackage);
    isFirst = false;
    draft.begin();
    placeInOrder(draft, orderBy(draft.model, packages, rule));
    if (!best || compareScores(draft, best) < 0) best = Snapshot.of(draft, packages);
  }
  best?.restore(draft);
}
