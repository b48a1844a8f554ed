import { byUrgency, placeInOrder } from '../construct/construct.js';
import type { Placement } from '../model.js';
import { compareScores, scoreOf, type Draft } from '../timetable/draft.js';

/** Up to so many packages each move is judged by itself; more are moved together. */
const MOST_ONE_BY_ONE = 100;
const MOST_ROUNDS = 4;

/**
 * Has placed packages start earlier with the option and crew that they have, where there is room. What a move
 * leaves behind may be room for open packages, and rule 9 has those added, so a move stays only if the score with
 * them is no worse. Work that stands where it does to keep dearer work out therefore stays there.
 *
 * @param mostMoved so many packages at most may stand elsewhere than they stood before
 */
export function pullForward(draft: Draft, movable: Int32Array, mostMoved = Infinity): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const placed = inOrderOfStart(draft, movable);
    const groups = placed.length <= MOST_ONE_BY_ONE ? placed.map((workPackage) => [workPackage]) : [placed];
    let isAnyMoved = false;
    for (const group of groups) if (pullTogether(draft, movable, group, mostMoved)) isAnyMoved = true;
    if (!isAnyMoved) return;
  }
}

function inOrderOfStart({ timetable }: Draft, movable: Int32Array): number[] {
  const start = (workPackage: number) => timetable.start[workPackage] as number;
  return Array.from(movable)
    .filter((workPackage) => timetable.isPlaced(workPackage))
    .sort((a, b) => start(a) - start(b) || a - b);
}

/** False where nothing moved for good. */
function pullTogether(draft: Draft, movable: Int32Array, group: number[], mostMoved: number): boolean {
  const before = scoreOf(draft);
  draft.begin();
  let isAnyMoved = false;
  for (const workPackage of group) {
    const earlier = earlierPlace(draft, workPackage);
    if (!earlier) continue;
    const now = draft.timetable.placementOf(workPackage);
    replace(draft, earlier);
    if (draft.moved > mostMoved) replace(draft, now);
    else isAnyMoved = true;
  }
  if (!isAnyMoved) return false;
  const open = movable.filter((workPackage) => draft.isOpen(workPackage));
  placeInOrder(draft, byUrgency(draft, open));
  if (compareScores(draft, before) <= 0) return true;
  draft.rollBack();
  return false;
}

function replace(draft: Draft, placement: Placement): void {
  draft.clear(placement.workPackage);
  draft.place(placement);
}

/** The first place before its own at which a placed package fits with its option and crew. */
function earlierPlace({ timetable }: Draft, workPackage: number): Placement | undefined {
  const placement = timetable.placementOf(workPackage);
  const { option, crew, finish } = placement;
  timetable.remove(workPackage);
  const isFitting = timetable.firstFit(option, crew, 0, finish - 1);
  timetable.place(placement);
  if (!isFitting) return undefined;
  const { foundStart, foundFinish, foundBudget, foundCostPence } = timetable;
  return {
    ...placement,
    start: foundStart,
    finish: foundFinish,
    budget: foundBudget,
    costPence: foundCostPence,
  };
}
