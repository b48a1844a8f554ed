import { describe, expect, it } from '@jest/globals';
import { compileModel } from '../compile-model.js';
import { costOf, type ModelCrew } from '../model.js';
import type { Assignment, Problem } from '../index.js';
import { Draft } from '../timetable/draft.js';
import { FormerPlaces } from '../timetable/former-places.js';
import { Timetable } from '../timetable/timetable.js';
import { settleBack } from './settle-back.js';

/** Three like packages of a day each for one crew, Monday to Friday. */
function problem(risks: number[]): Problem {
  return {
    start: '2027-01-04',
    end: '2027-01-08',
    rule: 'STRICT_PHASES',
    penceForRiskDay: 100,
    holidays: [],
    weekend: [6, 7],
    crews: [{ id: 'C', regions: ['R'], clearance: 0, minutesPerDay: 450, dayRatePence: 10 }],
    vendors: [{ id: 'V' }],
    budgets: [{ id: 'B', from: '2027-01-01', to: '2027-12-31', pence: 10_000 }],
    sites: [{ id: 'S', region: 'R', sensitive: true, clearance: 0, maxCrews: 3 }],
    workPackages: risks.map((risk, index) => ({
      id: `W${index}`,
      siteId: 'S',
      budgetIds: ['B'],
      risk,
      options: [{ id: 'O', vendorId: 'V', units: 1, minutes: 450, costPence: 100, leadDays: 0 }],
    })),
  };
}

/** The days on which W0, W1 and W2 start after going back, from where they are and where they were before. */
function settled(risks: number[], { now, before }: { now: number[]; before: number[] }): number[] {
  const model = compileModel(problem(risks));
  const former = before.map((day, index): Assignment => ({
    ...{ workPackageId: `W${index}`, optionId: 'O', crewId: 'C', budgetId: 'B', costPence: 110 },
    ...{ start: `2027-01-0${4 + day}`, finish: `2027-01-0${4 + day}` },
  }));
  const places = new FormerPlaces(model, former);
  const packages = model.packagesOfPhase[1];
  const draft = new Draft(new Timetable(model), packages, places);
  now.forEach((day, workPackage) =>
    draft.place({
      ...{ workPackage, option: workPackage, crew: 0, start: day, finish: day, budget: 0 },
      costPence: costOf(model, workPackage, model.crews[0] as ModelCrew),
    }),
  );
  settleBack(draft, packages, places);
  return [0, 1, 2].map((workPackage) => draft.timetable.start[workPackage] as number);
}

describe('settleBack', () => {
  it('lets packages of equal risk that changed places for nothing change back', () => {
    expect(settled([1, 1, 1], { now: [1, 2, 0], before: [0, 1, 2] })).toEqual([0, 1, 2]);
  });

  it('leaves a package where it is of more use', () => {
    expect(settled([2, 1, 5], { now: [1, 2, 0], before: [0, 1, 2] })).toEqual([1, 2, 0]);
  });

  it('lets one of two go back where both cannot', () => {
    expect(settled([1, 1, 5], { now: [1, 2, 0], before: [0, 1, 2] })).toEqual([2, 1, 0]);
  });
});
