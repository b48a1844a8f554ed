import type { RoomPrices } from '../bound/index.js';
import { PriceSurcharge } from '../construct/price-surcharge.js';
import { Random } from '../random.js';
import { compareScores, scoreOf, type Draft, type Score } from '../timetable/draft.js';
import { Snapshot } from '../timetable/snapshot.js';
import { LateAcceptance } from './late-acceptance.js';
import { Obstruct } from './obstruct.js';
import { pullForward } from './pull-forward.js';
import { Recreate } from './recreate.js';
import { Ruin } from './ruin.js';

/** Steps between two questions whether to stop. */
const STEPS_PER_TURN = 500;

/** Up to this many packages there are steps enough to put work in each other's way on purpose. */
const MOST_FOR_OBSTACLES = 20;

export interface ImproveControl {
  seed: number;
  iterations: number;
  /** No step may leave more packages than this elsewhere than they stood before. */
  mostMoved: number;
  shouldStop: () => boolean;
  pause: () => Promise<void>;
  /** @param objective of the best plan so far */
  onProgress: (done: number, total: number, objective: number) => void;
}

/**
 * Ruin and recreate (Schrimpf and others, 2000): takes some packages out and puts them back otherwise, again and
 * again, and leaves the draft at the best plan that it came by. Small phases also look for work that stands in the
 * way of work that is better left out.
 */
export async function improve(
  draft: Draft,
  movable: Int32Array,
  prices: RoomPrices,
  control: ImproveControl,
): Promise<void> {
  if (movable.length === 0 || control.shouldStop()) return;
  // Before the search too, so that no step of it can lead to less than what is found without any.
  pullForward(draft, movable, control.mostMoved);
  const random = new Random(control.seed);
  const ruin = new Ruin(draft, movable, random);
  const surcharge = new PriceSurcharge(draft.model, prices);
  surcharge.readFronts(draft, movable);
  const recreate = new Recreate(draft, random, surcharge);
  const obstruct =
    movable.length <= MOST_FOR_OBSTACLES ? new Obstruct(draft, movable, random, surcharge) : undefined;
  const length = historyLength(movable.length, control.iterations);
  const acceptance = new LateAcceptance(length, draft);
  // With a history of one no step may lead to a worse plan, so the last one is the best.
  const isDescending = length === 1;
  let best = Snapshot.of(draft, movable);
  let step = 0;
  for (; step < control.iterations; step += 1) {
    if (step % STEPS_PER_TURN === 0) {
      control.onProgress(step, control.iterations, (isDescending ? draft : best).objective);
      if (control.shouldStop()) break;
      await control.pause();
    }
    const before: Score = scoreOf(draft);
    draft.begin();
    if (obstruct && random.oneIn(2)) obstruct.step();
    else {
      const chosen = ruin.choose();
      for (const workPackage of chosen) draft.clear(workPackage);
      recreate.place(chosen);
    }
    if (draft.moved > control.mostMoved || !acceptance.accepts(draft, before)) draft.rollBack();
    else if (!isDescending && compareScores(draft, best) < 0) best = Snapshot.of(draft, movable);
    acceptance.remember(draft);
  }
  if (!isDescending) best.restore(draft);
  if (!control.shouldStop()) pullForward(draft, movable, control.mostMoved);
  control.onProgress(step, control.iterations, draft.objective);
}

/**
 * Long enough to wander, short enough to come to rest within the steps there are. Where they are few for each
 * package there is no time for detours: measured at a hundred steps a package, a third of the length left twice the
 * gap that next to none did.
 */
function historyLength(packages: number, iterations: number): number {
  if (packages <= MOST_FOR_OBSTACLES) return Math.max(1, Math.min(5_000, Math.ceil(iterations / 12)));
  const stepsForEach = iterations / packages;
  return Math.max(1, Math.floor(Math.min(stepsForEach ** 2 / 600, iterations / 150)));
}
