import type { Guide } from './bound/index.js';
import { byUrgency, construct, placeInOrder } from './construct/construct.js';
import { defaultIterations } from './improve/default-iterations.js';
import { improve } from './improve/improve.js';
import type { PhaseNumber } from './problem.js';
import { keepFormer } from './replan/keep-former.js';
import { settleBack } from './replan/settle-back.js';
import { Draft } from './timetable/draft.js';
import type { FormerPlaces } from './timetable/former-places.js';
import type { Timetable } from './timetable/timetable.js';

/** How far the planning of a phase has come. */
export interface PhaseReport {
  stage: 'bound' | 'construct' | 'improve';
  /** Steps of the stage. */
  done: number;
  total: number;
  /** Hundredths of a penny: of the best plan of the phase so far; left out before there is one. */
  objective?: number;
  /** Pence: proved for the phase; null where it is being proved anew. */
  lowerBound?: number | null;
}

/** What steers the search of one phase from outside. */
export interface SearchControl {
  seed: number;
  iterations?: number;
  /** Of the packages that had a place before, so many of the phase may move; Infinity: as many as pays. */
  mostMoved: number;
  shouldStop: () => boolean;
  pause: () => Promise<void>;
  onProgress: (report: PhaseReport) => void;
}

/**
 * Plans the packages of a phase that the timetable does not hold yet, beside the work that it holds. In the end
 * nothing that is left open could be added (rule 9).
 *
 * @param former where packages stood before, if the plan is to move no more than it must
 * @throws {TooManyMoves}
 */
export async function planPhase(
  timetable: Timetable,
  phase: PhaseNumber,
  guide: Guide,
  control: SearchControl,
  former?: FormerPlaces,
): Promise<Draft> {
  const draft = new Draft(timetable, timetable.model.packagesOfPhase[phase], former);
  const movable = draft.packages.filter((workPackage) => !timetable.isPlaced(workPackage));
  const { length } = movable;
  control.onProgress({ stage: 'construct', done: 0, total: length });
  if (former) keepFormer(draft, movable, former, { mostMoved: control.mostMoved, phase });
  else construct(draft, movable, guide, control.shouldStop);
  control.onProgress({ stage: 'construct', done: length, total: length, objective: draft.objective });
  await improve(draft, movable, guide.prices, {
    seed: control.seed,
    mostMoved: control.mostMoved,
    iterations: control.iterations ?? defaultIterations(length),
    shouldStop: control.shouldStop,
    pause: control.pause,
    onProgress: (done, total, objective) => control.onProgress({ stage: 'improve', done, total, objective }),
  });
  addWhatFits(draft, movable);
  if (former) settleBack(draft, movable, former);
  return draft;
}

/** Placing only ever takes room, so one pass over what is open leaves nothing that could be added. */
function addWhatFits(draft: Draft, movable: Int32Array): void {
  const open = movable.filter((workPackage) => draft.isOpen(workPackage));
  placeInOrder(draft, byUrgency(draft, open));
}
