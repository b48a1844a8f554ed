import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import { compileModel } from '../compile-model.js';
import { NO_DAY, costOf, daysOf, monthOf, type Model, type ModelCrew, type Placement } from '../model.js';
import { Random } from '../random.js';
import { Draft } from './draft.js';
import { Timetable } from './timetable.js';

/** Every rule asked day by day, over all placements: slow, and plain enough to be trusted. */
function isAllowed(model: Model, placed: Placement[], candidate: Placement): boolean {
  const { workPackage, option, crew, start, finish, costPence, budget } = candidate;
  const worker = model.crews[crew] as ModelCrew;
  const { days } = worker.calendar;
  const rank = days.indexOf(start);
  if (rank < 0 || days[rank + daysOf(model, option, worker.pace) - 1] !== finish) return false;
  if (start < (model.options.earliestStart[option] as number)) return false;
  const site = model.packages.site[workPackage] as number;
  const { closures, maxCrews } = model.sites[site] as Model['sites'][number];
  const all = [...placed, candidate];
  for (let day = start; day <= finish; day += 1) {
    if (closures.some((closure) => closure.from <= day && day <= closure.to)) return false;
    const there = all.filter((other) => other.start <= day && day <= other.finish);
    if (there.filter((other) => other.crew === crew).length > 1) return false;
    if (there.filter((other) => model.packages.site[other.workPackage] === site).length > maxCrews)
      return false;
  }
  const vendor = model.options.vendor[option] as number;
  const supply = model.vendors[vendor]?.cumulativeSupply;
  for (let month = monthOf(model, start); supply && month < model.monthCount; month += 1) {
    const taken = all
      .filter(
        (other) => model.options.vendor[other.option] === vendor && monthOf(model, other.start) <= month,
      )
      .reduce((sum, other) => sum + (model.options.units[other.option] as number), 0);
    if (taken > (supply[month] as number)) return false;
  }
  const { from, to, pence } = model.budgets[budget] as Model['budgets'][number];
  const spent = placed
    .filter((other) => other.budget === budget)
    .reduce((sum, other) => sum + other.costPence, 0);
  return from <= finish && finish <= to && spent + costPence <= pence;
}

function firstAllowed(model: Model, placed: Placement[], workPackage: number, option: number, crew: number) {
  const worker = model.crews[crew] as ModelCrew;
  const { firstBudget, budgets } = model.packages;
  for (let start = 0; start < model.horizon; start += 1) {
    const finish = worker.calendar.finishOf(start, daysOf(model, option, worker.pace));
    if (finish === undefined) continue;
    for (const budget of budgets.subarray(firstBudget[workPackage], firstBudget[workPackage + 1])) {
      const costPence = costOf(model, option, worker);
      const candidate = { workPackage, option, crew, start, finish, costPence, budget };
      if (isAllowed(model, placed, candidate)) return candidate;
    }
  }
  return undefined;
}

function eligibleCrews(model: Model, workPackage: number): number[] {
  return [...(model.eligible[model.packages.demand[workPackage] as number] as Int32Array)].flatMap(
    (index) => [...(model.crewClasses[index]?.crews ?? [])],
  );
}

/** Places and removes packages by lot; `visit` is asked before each step. */
function walk(model: Model, seed: number, visit: (draft: Draft, workPackage: number) => void): Draft {
  const random = new Random(seed);
  const draft = new Draft(new Timetable(model), Int32Array.from(Array(model.packages.count).keys()));
  for (let step = 0; step < 3 * model.packages.count; step += 1) {
    const workPackage = random.below(model.packages.count);
    draft.clear(workPackage);
    visit(draft, workPackage);
    const crews = eligibleCrews(model, workPackage);
    const first = model.packages.firstOption[workPackage] as number;
    const option = first + random.below((model.packages.firstOption[workPackage + 1] as number) - first);
    const crew = crews[random.below(crews.length)];
    const { timetable } = draft;
    if (crew === undefined || !timetable.firstFit(option, crew, 0, NO_DAY)) {
      if (model.packages.awaitDay[workPackage] !== NO_DAY) draft.await(workPackage);
      continue;
    }
    draft.place({
      workPackage,
      option,
      crew,
      start: timetable.foundStart,
      finish: timetable.foundFinish,
      costPence: timetable.foundCostPence,
      budget: timetable.foundBudget,
    });
  }
  return draft;
}

function placementsOf({ timetable, packages }: Draft): Placement[] {
  return [...packages].filter((p) => timetable.isPlaced(p)).map((p) => timetable.placementOf(p));
}

const instances = fc.tuple(problems({ maxPackages: 7, maxDays: 40 }), fc.nat());

describe('a timetable', () => {
  it('finds the same first fit as a walk over all days and rules', () => {
    fc.assert(
      fc.property(instances, ([problem, seed]) => {
        const model = compileModel(problem);
        walk(model, seed, (draft, workPackage) => {
          const { timetable } = draft;
          const { firstOption } = model.packages;
          for (const crew of eligibleCrews(model, workPackage)) {
            for (
              let option = firstOption[workPackage]!;
              option < firstOption[workPackage + 1]!;
              option += 1
            ) {
              const expected = firstAllowed(model, placementsOf(draft), workPackage, option, crew);
              const isFound = timetable.firstFit(option, crew, 0, NO_DAY);
              expect(isFound ? timetable.foundStart : undefined).toBe(expected?.start);
              if (isFound) expect(timetable.foundFinish).toBe(expected?.finish);
            }
          }
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('a draft', () => {
  it('keeps the score that counting everything anew gives', () => {
    fc.assert(
      fc.property(instances, ([problem, seed]) => {
        const model = compileModel(problem);
        const draft = walk(model, seed, () => undefined);
        let late = 0;
        let exposure = 0;
        let cost = 0;
        problem.workPackages.forEach((work, p) => {
          const risk = Math.round(work.risk * 100);
          const due = model.packages.deadline[p] as number;
          const isPlaced = draft.timetable.isPlaced(p);
          const isAwaiting = draft.awaiting[p] === 1;
          exposure += risk * (draft.exposedUntil(p) + 1);
          if (isPlaced) cost += draft.timetable.costPence[p] as number;
          if (isPlaced ? draft.exposedUntil(p) > due : due !== NO_DAY && !isAwaiting) late += risk;
        });
        expect([draft.lateHundredths, draft.exposureHundredths, draft.costPence]).toEqual([
          late,
          exposure,
          cost,
        ]);
      }),
    );
  });

  it('is as it was when changes are taken back', () => {
    fc.assert(
      fc.property(instances, ([problem, seed]) => {
        const model = compileModel(problem);
        const draft = walk(model, seed, () => undefined);
        const state = () =>
          JSON.stringify([
            placementsOf(draft),
            [...draft.awaiting],
            [...draft.timetable.budgetLeft],
            [draft.lateHundredths, draft.objective],
            model.vendors.map((_, vendor) =>
              [0, model.monthCount - 1].map((m) => draft.timetable.stock.roomIn(vendor, m)),
            ),
          ]);
        const before = state();
        draft.begin();
        const random = new Random(seed);
        for (let step = 0; step < 6; step += 1) draft.clear(random.below(model.packages.count));
        draft.rollBack();
        expect(state()).toBe(before);
      }),
    );
  });
});
