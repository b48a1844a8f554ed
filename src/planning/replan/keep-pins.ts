import { compileModel } from '../compile-model.js';
import { placePins } from '../pins.js';
import type { Pin, Problem } from '../problem.js';

/** A pin that is kept if it can be. */
export interface WantedPin extends Pin {
  workPackageId: string;
}

/**
 * The same problem with those of the wanted pins that rules 1, 2, 4 and 5 allow beside one another: of two that cannot
 * both be kept, the first one wanted is. Pins that the problem has already are not to be among them.
 */
export function keepPins(problem: Problem, wanted: readonly WantedPin[]): Problem {
  if (wanted.length === 0) return problem;
  const pins = new Map(wanted.map(({ workPackageId, ...pin }) => [workPackageId, pin]));
  const ranks = new Map(wanted.map(({ workPackageId }, rank) => [workPackageId, rank]));
  const pinned = withPins(problem, pins);
  const model = compileModel(pinned);
  const rankOf = (workPackage: number) => ranks.get(problem.workPackages[workPackage]?.id ?? '') ?? -1;
  const inOrder = [...model.pins].sort((a, b) => rankOf(a.workPackage) - rankOf(b.workPackage));
  const { faults } = placePins({ ...model, pins: inOrder });
  for (const { workPackage } of faults) pins.delete(problem.workPackages[workPackage]?.id ?? '');
  return withPins(problem, pins);
}

/** @param pins by work package */
export function withPins(problem: Problem, pins: ReadonlyMap<string, Pin>): Problem {
  return {
    ...problem,
    workPackages: problem.workPackages.map((work) => {
      const pinned = pins.get(work.id);
      return pinned ? { ...work, pinned } : work;
    }),
  };
}
