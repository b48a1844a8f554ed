import { NO_DAY } from '../model.js';
import { compareScores, type Draft } from '../timetable/draft.js';
import { Snapshot } from '../timetable/snapshot.js';
import { BestFit, type Surcharge } from './best-fit.js';
import { placeBest } from './place-best.js';
import { orderBy, type PriorityRule } from './priorities.js';
import { queuePrices } from './queue-prices.js';

const BALANCED = { crewDays: 1, pence: 1, units: 1 };
const CREWS_ONLY = { crewDays: 1, pence: 0, units: 0 };

/** Tried in this order; the first is the plan that an early stop gets. */
const PRIORITY_RULES: PriorityRule[] = [
  { mix: BALANCED, deadlines: 'BY_RISK' },
  { mix: CREWS_ONLY, deadlines: 'BY_RISK' },
  { mix: BALANCED, deadlines: 'BY_DAY' },
  { mix: BALANCED, deadlines: 'NOT_FIRST' },
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
 * priority, for several orders, each once as it is and once at the queue prices of the result; the best result
 * stays. `packages` are those that are open.
 */
export function construct(draft: Draft, packages: Int32Array, shouldStop: () => boolean): void {
  const hasDeadlines = packages.some((workPackage) => draft.model.packages.deadline[workPackage] !== NO_DAY);
  let best: Snapshot | undefined;
  for (const rule of PRIORITY_RULES) {
    if (!hasDeadlines && rule.deadlines !== 'BY_RISK') continue;
    const order = orderBy(draft.model, packages, rule);
    for (const isPriced of [false, true]) {
      if (best && shouldStop()) break;
      const prices = isPriced ? queuePrices(draft, packages) : undefined;
      for (const workPackage of packages) draft.clear(workPackage);
      draft.begin();
      placeInOrder(draft, order, prices);
      if (!best || compareScores(draft, best) < 0) best = Snapshot.of(draft, packages);
    }
  }
  best?.restore(draft);
}
