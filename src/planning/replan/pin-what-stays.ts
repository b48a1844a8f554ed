import { isoDateOf } from '../calendar.js';
import { compileModel } from '../compile-model.js';
import { placePins } from '../pins.js';
import type { IsoDate, Option, Pin, Problem } from '../problem.js';
import { FormerPlaces } from '../timetable/former-places.js';
import { Timetable } from '../timetable/timetable.js';
import { withPins } from './keep-pins.js';
import { untouchedPackages, type FormerPlan } from './untouched.js';

/**
 * The same problem with pins on what is to stay where the plan before had it: what shares nothing with anything that
 * changed, and what was to start by `frozenUntil`. What cannot stay for rules 1 to 5 gets no pin. As pins go before
 * phases, frozen work of phase 2 stays though phase 1 should slip past it.
 *
 * @param frozenUntil null: nothing is frozen
 */
export function pinWhatStays(problem: Problem, former: FormerPlan, frozenUntil: IsoDate | null): Problem {
  const model = compileModel(problem);
  const timetable = new Timetable(model);
  for (const pin of placePins(model).placements) timetable.place(pin);
  const untouched = untouchedPackages(problem, former);
  const starts = new Map(former.assignments.map(({ workPackageId, start }) => [workPackageId, start]));
  const isFrozen = (id: string) => frozenUntil !== null && (starts.get(id) ?? '9999-12-31') <= frozenUntil;
  const staying = [...problem.workPackages.keys()].filter((index) => {
    const { id } = problem.workPackages[index] as Problem['workPackages'][number];
    return untouched.has(id) || isFrozen(id);
  });
  const pins = new Map<string, Pin>();
  const places = new FormerPlaces(model, former.assignments);
  for (const workPackage of places.inOrder(staying)) {
    const place = places.freePlaceOf(timetable, workPackage);
    if (!place) continue;
    timetable.place(place);
    const { id, options } = problem.workPackages[workPackage] as Problem['workPackages'][number];
    const at = place.option - (model.packages.firstOption[workPackage] as number);
    pins.set(id, {
      optionId: (options[at] as Option).id,
      crewId: problem.crews[place.crew]?.id ?? '',
      startDay: isoDateOf(model.startEpochDay + place.start),
    });
  }
  return withPins(problem, pins);
}
