import type { Guide } from '../bound/index.js';
import { NO_DAY, daysOf, type CrewClass, type Model } from '../model.js';
import { compareScores, type Draft } from '../timetable/draft.js';
import { Snapshot } from '../timetable/snapshot.js';
import { UNPLACED } from '../timetable/timetable.js';
import { BestFit, type Surcharge } from './best-fit.js';
import { placeBest } from './place-best.js';
import { PriceSurcharge } from './price-surcharge.js';
import { shareKeys } from './share-keys.js';

/** Rounds in which packages that are late move forward by degrees, and then those that may go right to the front. */
const ROUNDS = 14;
const ROUNDS_BY_DEGREES = 12;
const RATIO_FORWARD = 3;
/** Twice as far as they were late, and some days: as they all move forward, they are in each other's way. */
const LATENESS_FORWARD = 2;
const DAYS_FORWARD = 5;

/** Gives open packages their best place one after another. */
export function placeInOrder(draft: Draft, order: Iterable<number>, surcharge?: Surcharge): void {
  const bestFit = new BestFit(draft, surcharge);
  for (const workPackage of order) placeBest(draft, bestFit, workPackage);
}

/** The order in which what is left is tried at the end: most risk for what it takes first. */
export function byUrgency(draft: Draft, packages: Int32Array): Int32Array {
  return inOrder(draft, packages, shareKeys(draft.model, packages), true);
}

/**
 * Makes a first plan of a phase by serial schedule generation: each package at its best place, in an order of
 * priority. The first time all packages with a deadline come first, whatever the loss: that is the plan of an
 * early stop. Then, at the bound's prices, they come by the day on which they would start at those. Where there are
 * deadlines, those that were late come forward, round by round, and orders by risk for what a package takes are
 * tried in the same way. The best result stays. `packages` are those that are open.
 */
export function construct(draft: Draft, packages: Int32Array, guide: Guide, shouldStop: () => boolean): void {
  const shares = shareKeys(draft.model, packages);
  placeInOrder(draft, inOrder(draft, packages, shares, true));
  if (shouldStop()) return;
  let best = Snapshot.of(draft, packages);
  const surcharge = new PriceSurcharge(draft.model, guide.prices);
  const attempt = (keys: Float64Array, isDeadlineFirst: boolean, extra?: Surcharge) => {
    for (const workPackage of packages) draft.clear(workPackage);
    draft.begin();
    placeInOrder(draft, inOrder(draft, packages, keys, isDeadlineFirst), extra);
    surcharge.readFronts(draft, packages);
    if (compareScores(draft, best) < 0) best = Snapshot.of(draft, packages);
  };
  const forward = (keys: Float64Array, raise: Raise) => {
    for (let round = 0; round < ROUNDS && !shouldStop(); round += 1) {
      if (!moveForward(draft, packages, keys, round < ROUNDS_BY_DEGREES ? raise : () => Infinity)) break;
      attempt(keys, false, surcharge);
    }
  };
  surcharge.readWishes(guide.wishedStart, packages);
  const wishes = wishKeys(draft.model, guide, packages, shares);
  attempt(wishes, false, surcharge);
  if (packages.some((workPackage) => draft.model.packages.deadline[workPackage] !== NO_DAY)) {
    forward(wishes, (key, daysLate) => key + LATENESS_FORWARD * daysLate + DAYS_FORWARD);
    if (!shouldStop()) attempt(shares, false, surcharge);
    const byShares = draft.objective;
    const days = dayKeys(draft, packages);
    if (!shouldStop()) attempt(days, false, surcharge);
    const ratios = byShares <= draft.objective ? shares.slice() : days;
    if (ratios !== days && !shouldStop()) attempt(ratios, false, surcharge);
    forward(ratios, (key) => key * RATIO_FORWARD);
    if (!shouldStop()) attempt(shares, true, surcharge);
  }
  best.restore(draft);
}

/** What the key of a package becomes that was late by so many days. */
type Raise = (key: number, daysLate: number) => number;

/** Raises the keys of late packages; false where none is left to raise. */
function moveForward(draft: Draft, packages: Int32Array, keys: Float64Array, raise: Raise): boolean {
  const { model, awaiting } = draft;
  let isAny = false;
  packages.forEach((workPackage, at) => {
    const due = model.packages.deadline[workPackage] as number;
    if (due === NO_DAY || awaiting[workPackage] === 1 || keys[at] === Infinity) return;
    const daysLate = draft.exposedUntil(workPackage) - due;
    if (daysLate <= 0 && !draft.isOpen(workPackage)) return;
    keys[at] = raise(keys[at] as number, Math.max(1, daysLate));
    isAny = true;
  });
  return isAny;
}

/** Descending by key; ties keep the order given. */
function inOrder(
  draft: Draft,
  packages: Int32Array,
  keys: Float64Array,
  isDeadlineFirst: boolean,
): Int32Array {
  const { deadline } = draft.model.packages;
  const isFirst = packages.map((workPackage) =>
    isDeadlineFirst && deadline[workPackage] !== NO_DAY ? 1 : 0,
  );
  const positions = Int32Array.from(packages.keys());
  positions.sort((a, b) => {
    if (isFirst[a] !== isFirst[b]) return isFirst[a] === 1 ? -1 : 1;
    const [first, second] = [keys[a] as number, keys[b] as number];
    return first === second ? a - b : second > first ? 1 : -1;
  });
  return positions.map((position) => packages[position] as number);
}

/** The sooner a package would start at the prices, the higher; those of one day in the order of `within`. */
function wishKeys(
  { horizon }: Model,
  { wishedStart }: Guide,
  packages: Int32Array,
  within: Float64Array,
): Float64Array {
  const most = within.reduce((high, key) => Math.max(high, key), 1);
  return Float64Array.from(packages, (workPackage, at) => {
    const start = Math.min(horizon, wishedStart[workPackage] as number);
    return horizon - start + (within[at] as number) / (2 * most);
  });
}

/** Risk for each working day that a package takes where it stands, or would with its first option. */
function dayKeys({ model, timetable }: Draft, packages: Int32Array): Float64Array {
  const { firstOption, demand, riskHundredths } = model.packages;
  return Float64Array.from(packages, (workPackage) => {
    const chosen = timetable.option[workPackage] as number;
    const option = chosen === UNPLACED ? (firstOption[workPackage] as number) : chosen;
    const [anyClass] = model.eligible[demand[workPackage] as number] as Int32Array;
    if (anyClass === undefined) return 0;
    const { pace } = model.crewClasses[anyClass] as CrewClass;
    return (riskHundredths[workPackage] as number) / daysOf(model, option, pace);
  });
}
