import { byUrgency, placeInOrder } from '../construct/construct.js';
import type { PhaseNumber } from '../problem.js';
import type { Draft } from '../timetable/draft.js';
import type { FormerPlaces } from '../timetable/former-places.js';

/** More packages would have to move than may. */
export class TooManyMoves extends RangeError {
  /** @param needed so many of the phase cannot stay where they stood */
  constructor(
    readonly needed: number,
    readonly phase: PhaseNumber,
  ) {
    super(`${needed} work packages cannot stay where they were`);
  }
}

/**
 * Starts a phase from the plan before: open packages get their former places again where the rules still allow it,
 * the first start first. What is left gets its best place, most risk for what it takes first.
 *
 * @throws {TooManyMoves} where more than `mostMoved` cannot stay
 */
export function keepFormer(
  draft: Draft,
  packages: Int32Array,
  former: FormerPlaces,
  { mostMoved, phase }: { mostMoved: number; phase: PhaseNumber },
): void {
  for (const workPackage of former.inOrder(packages)) {
    const place = former.freePlaceOf(draft.timetable, workPackage);
    if (place) draft.place(place);
  }
  if (draft.moved > mostMoved) throw new TooManyMoves(draft.moved, phase);
  const open = packages.filter((workPackage) => draft.isOpen(workPackage));
  placeInOrder(draft, byUrgency(draft, open));
}
