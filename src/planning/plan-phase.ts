import type { Guide } from './bound/index.js';
import { byUrgency, construct, placeInOrder } from './construct/construct.js';
import { defaultIterations } from './improve/default-iterations.js';
import { improve } from './improve/improve.js';
import type { PhaseNumber } from './problem.js';
import { Draft } from './timetable/draft.js';
import type { Timetable } from './timetable/timetable.js';

/** What steers the search of one phase from outside. */
export interface SearchControl {
  seed: number;
  iterations?: number;
  shouldStop: () => boolean;
  pause: () => Promise<void>;
  onProgress: (stage: string, done: number, total: number) => void;
}

/**
 * Plans the packages of a phase that the timetable does not hold yet, beside the work that it holds. In the end
 * nothing that is left open could be added (rule 9).
 */
export async function planPhase(
  timetable: Timetable,
  phase: PhaseNumber,
  guide: Guide,
  control: SearchControl,
): Promise<Draft> {
  const draft = new Draft(timetable, timetable.model.packagesOfPhase[phase]);
  const movable = draft.packages.filter((workPackage) => !timetable.isPlaced(workPackage));
  control.onProgress('construct', 0, movable.length);
  construct(draft, movable, guide, control.shouldStop);
  control.onProgress('construct', movable.length, movable.length);
  await improve(draft, movable, guide.prices, {
    seed: control.seed,
    iterations: control.iterations ?? defaultIterations(movable.length),
    shouldStop: control.shouldStop,
    pause: control.pause,
    onProgress: (done, total) => control.onProgress('improve', done, total),
  });
  addWhatFits(draft, movable);
  return draft;
}

/** Placing only ever takes room, so one pass over what is open leaves nothing that could be added. */
function addWhatFits(draft: Draft, movable: Int32Array): void {
  const open = movable.filter((workPackage) => draft.isOpen(workPackage));
  placeInOrder(draft, byUrgency(draft, open));
}
