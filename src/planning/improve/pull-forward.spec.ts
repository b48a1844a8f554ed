import { describe, expect, it } from '@jest/globals';
import { fortnight, work } from '../../../test/support/planning/fortnight.js';
import { compileModel } from '../compile-model.js';
import type { Problem } from '../problem.js';
import { Draft } from '../timetable/draft.js';
import { Timetable } from '../timetable/timetable.js';
import { pullForward } from './pull-forward.js';

/** The problem's first packages on these days, the others open. */
function draftOf(problem: Problem, starts: number[]): Draft {
  const model = compileModel(problem);
  const draft = new Draft(new Timetable(model), model.packagesOfPhase[1]);
  starts.forEach((from, workPackage) => {
    const { timetable } = draft;
    expect(timetable.firstFit(workPackage, 0, from, model.horizon - 1)).toBe(true);
    draft.place({
      workPackage,
      option: workPackage,
      crew: 0,
      start: timetable.foundStart,
      finish: timetable.foundFinish,
      budget: timetable.foundBudget,
      costPence: timetable.foundCostPence,
    });
  });
  return draft;
}

function startsOf({ timetable, packages }: Draft): (number | undefined)[] {
  return Array.from(packages, (workPackage) =>
    timetable.isPlaced(workPackage) ? timetable.start[workPackage] : undefined,
  );
}

describe('pullForward', () => {
  it('closes the gaps before work, one after another', () => {
    const draft = draftOf(fortnight(100, [work('A', 2, 1000), work('B', 3, 1000)]), [1, 7]);
    pullForward(draft, draft.packages);
    expect(startsOf(draft)).toEqual([0, 2]);
  });

  it('closes them too where an early start gains nothing', () => {
    const draft = draftOf(fortnight(0, [work('A', 2, 1000), work('B', 3, 1000)]), [1, 7]);
    pullForward(draft, draft.packages);
    expect(startsOf(draft)).toEqual([0, 2]);
  });

  it('leaves work where it keeps out what costs more than it saves', () => {
    const works = [work('A', 2, 1000), work('DEAR', 5, 900_000)];
    const draft = draftOf(fortnight(100, works), [4]);
    pullForward(draft, draft.packages);
    expect(startsOf(draft)).toEqual([4, undefined]);
  });

  it('adds open work for which it makes room where that is better', () => {
    const works = [work('A', 2, 1000), work('B', 5, 1000, 30)];
    const draft = draftOf(fortnight(100, works), [4]);
    pullForward(draft, draft.packages);
    expect(startsOf(draft)).toEqual([0, 2]);
  });
});
