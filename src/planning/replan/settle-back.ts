import { byUrgency, placeInOrder } from '../construct/construct.js';
import { compareScores, scoreOf, type Draft } from '../timetable/draft.js';
import type { FormerPlaces } from '../timetable/former-places.js';

/** Of so many moved packages each is tried by itself: more are left as the search left them. */
const MOST_TRIED = 5_000;
/** So many that stand in one's way may make room together. */
const MOST_IN_THE_WAY = 12;

/**
 * Lets moved packages go back to where they stood wherever nothing is lost by it: the last rank of the score. What
 * moved too and stands in the way goes back with them.
 */
export function settleBack(draft: Draft, movable: Int32Array, former: FormerPlaces): void {
  const isMoved = (workPackage: number) => former.isMoved(draft.timetable, workPackage);
  let moved = former.inOrder(movable.filter(isMoved));
  if (moved.length > MOST_TRIED) return;
  for (let isAnyBack = true; isAnyBack; moved = moved.filter(isMoved)) {
    isAnyBack = false;
    for (const workPackage of moved) {
      if (isMoved(workPackage) && goBack(draft, movable, former, workPackage, moved)) isAnyBack = true;
    }
  }
}

/** False where it would make the plan worse, or no steadier: then nothing has changed. */
function goBack(
  draft: Draft,
  movable: Int32Array,
  former: FormerPlaces,
  workPackage: number,
  moved: readonly number[],
): boolean {
  const before = scoreOf(draft);
  draft.begin();
  draft.clear(workPackage);
  const cleared = [workPackage];
  if (!former.freePlaceOf(draft.timetable, workPackage)) {
    const others = moved.filter(
      (other) =>
        other !== workPackage &&
        former.isMoved(draft.timetable, other) &&
        former.isInTheWay(draft.timetable, other, workPackage),
    );
    for (const other of others.slice(0, MOST_IN_THE_WAY)) {
      draft.clear(other);
      cleared.push(other);
    }
  }
  for (const candidate of cleared) {
    const place = former.freePlaceOf(draft.timetable, candidate);
    if (place) draft.place(place);
  }
  const open = movable.filter((candidate) => draft.isOpen(candidate));
  placeInOrder(draft, byUrgency(draft, open));
  if (compareScores(draft, before) < 0) return true;
  draft.rollBack();
  return false;
}
