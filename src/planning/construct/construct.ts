import type { RoomPrices } from '../bound/index.js';
import { NO_DAY, daysOf, type CrewClass } from '../model.js';
import { compareScores, type Draft } from '../timetable/draft.js';
import { Snapshot } from '../timetable/snapshot.js';
import { UNPLACED } from '../timetable/timetable.js';
import { BestFit, type Surcharge } from './best-fit.js';
import { placeBest } from './place-best.js';
import { PriceSurcharge } from './price-surcharge.js';
import { shareKeys } from './share-keys.js';

/** Rounds in which packages that are late move forward by degrees, and then those that may go right to the front. */
const ROUNDS = 6;
const ROUNDS_BY_DEGREES = 4;
const STEP_FORWARD = 3;

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
 * early stop. Then, at the bound's prices, the better of two orders is taken, by risk for the share of all resources
 * that a package takes or by risk for the days that it took, and only those come forward that were late the time
 * before. The best result stays. `packages` are those that are open.
 */
export function construct(
  draft: Draft,
  packages: Int32Array,
  prices: RoomPrices,
  shouldStop: () => boolean,
): void {
  const surcharge = new PriceSurcharge(draft.model, prices);
  const shares = shareKeys(draft.model, packages);
  let best: Snapshot | undefined;
  const attempt = (keys: Float64Array, isDeadlineFirst: boolean, extra?: Surcharge) => {
    surcharge.readFronts(draft, packages);
    for (const workPackage of packages) draft.clear(workPackage);
    draft.begin();
    placeInOrder(draft, inOrder(draft, packages, keys, isDeadlineFirst), extra);
    if (!best || compareScores(draft, best) < 0) best = Snapshot.of(draft, packages);
  };
  attempt(shares, true);
  if (shouldStop()) return;
  attempt(shares, false, surcharge);
  const byShares = draft.objective;
  let keys = dayKeys(draft, packages);
  attempt(keys, false, surcharge);
  if (byShares <= draft.objective) {
    keys = shares.slice();
    if (!shouldStop()) attempt(keys, false, surcharge);
  }
  for (let round = 0; round < ROUNDS && !shouldStop(); round += 1) {
    if (!moveForward(draft, packages, keys, round < ROUNDS_BY_DEGREES)) break;
    attempt(keys, false, surcharge);
  }
  if (!shouldStop()) attempt(shares, true, surcharge);
  best?.restore(draft);
}

/** Raises the keys of late packages; false where none is left to raise. */
function moveForward(draft: Draft, packages: Int32Array, keys: Float64Array, isByDegrees: boolean): boolean {
  const { timetable, model, awaiting } = draft;
  let isAny = false;
  packages.forEach((workPackage, at) => {
    const due = model.packages.deadline[workPackage] as number;
    if (due === NO_DAY || awaiting[workPackage] === 1 || keys[at] === Infinity) return;
    if (timetable.isPlaced(workPackage) && (timetable.finish[workPackage] as number) <= due) return;
    keys[at] = isByDegrees ? (keys[at] as number) * STEP_FORWARD : Infinity;
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
