import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPlan } from '../../../src/planning/check/index.js';
import type { PhaseSummary, Plan } from '../../../src/planning/plan.js';
import type { Problem, WorkPackage } from '../../../src/planning/problem.js';
import { handMadeProblem } from '../../support/planning/hand-made.js';
import { problems } from '../../support/planning/problem-arbitraries.js';
import { summarise } from '../../support/planning/summarise.js';
import { choicesOf, readProblem } from './choices.js';
import { solvePhaseExactly, type ExactPhase } from './exact-phase.js';

const MAX_COMBINATIONS = 600;

type Lists = Omit<Plan, 'phases'>;
type Placing = (lists: Lists) => void;

/** Everything that could be done with a package; whether it keeps the rules is for the checker to say. */
function placingsOf(problem: Problem, work: WorkPackage): Placing[] {
  const reading = readProblem(problem, []);
  const subject = reading.packages.get(work.id)!;
  const choices = choicesOf(
    { ...reading, problem: { ...problem, rule: 'FILL_IDLE_CAPACITY' } },
    subject,
    NaN,
  );
  const on = work.awaitUpgradeOn;
  return [
    ...choices.map(
      ({ assignment }): Placing =>
        (lists) =>
          lists.assignments.push(assignment),
    ),
    (lists) => lists.unscheduled.push({ workPackageId: work.id, reason: 'HORIZON', detail: 'By trial.' }),
    ...(on === undefined ? [] : [(lists: Lists) => lists.awaiting.push({ workPackageId: work.id, on })]),
  ];
}

function* combinations(problem: Problem, lists: Lists, from = 0): Iterable<Lists> {
  const work = problem.workPackages[from];
  if (!work) yield lists;
  else {
    for (const place of placingsOf(problem, work)) {
      const copy = structuredClone(lists);
      place(copy);
      yield* combinations(problem, copy, from + 1);
    }
  }
}

const emptyLists = (): Lists => ({ assignments: [], awaiting: [], unscheduled: [] });

/** The best plan of all that the checker accepts but for its reasons, by trying every one. */
function bestByTrial(problem: Problem, phase: 1 | 2): PhaseSummary {
  let best: PhaseSummary | undefined;
  for (const lists of combinations(problem, emptyLists())) {
    const plan = summarise(problem, lists);
    const summary = plan.phases[phase - 1]!;
    if (best && compare(summary, best) >= 0) continue;
    if (checkPlan(problem, plan).every(({ rule }) => rule === 'REASON' || rule === 'BOUND')) best = summary;
  }
  if (!best) throw new Error('no plan keeps the rules');
  return best;
}

function compare(a: PhaseSummary, b: PhaseSummary): number {
  const late = a.lateRisk - b.lateRisk;
  return Math.abs(late) > 1e-6 ? late : a.objective - b.objective;
}

function summaryOf(problem: Problem, exact: ExactPhase, phase: 1 | 2): PhaseSummary {
  const upgradeOf = (id: string) => problem.workPackages.find((work) => work.id === id)!.awaitUpgradeOn!;
  const lists: Lists = {
    assignments: exact.assignments,
    awaiting: exact.awaiting.map((workPackageId) => ({ workPackageId, on: upgradeOf(workPackageId) })),
    unscheduled: exact.unscheduled.map((workPackageId) => ({
      workPackageId,
      reason: 'HORIZON',
      detail: 'By the solver.',
    })),
  };
  return summarise(problem, lists).phases[phase - 1]!;
}

/** Small enough to try everything, and all of one phase. */
function tiny(phase: 1 | 2) {
  return problems({ maxPackages: 3, maxDays: 12 })
    .map((problem) => ({
      ...problem,
      sites: problem.sites.map((site) => ({ ...site, sensitive: phase === 1 })),
      workPackages: problem.workPackages.map((work) => {
        const changed = { ...work };
        if (phase === 1) delete changed.awaitUpgradeOn;
        return changed;
      }),
    }))
    .filter((problem) => {
      const counts = problem.workPackages.map((work) => placingsOf(problem, work).length);
      return counts.reduce((product, count) => product * count, 1) <= MAX_COMBINATIONS;
    });
}

describe('solvePhaseExactly', () => {
  it.each([1, 2] as const)('finds what trying everything finds in phase %i', async (phase) => {
    await fc.assert(
      fc.asyncProperty(tiny(phase), async (problem) => {
        const exact = await solvePhaseExactly(problem, phase, [], 60);
        expect(exact?.isOptimal).toBe(true);
        const { lateRisk, objective } = summaryOf(problem, exact!, phase);
        const best = bestByTrial(problem, phase);
        expect(lateRisk).toBeCloseTo(best.lateRisk, 6);
        expect(objective).toBeCloseTo(best.objective, 4);
      }),
      { numRuns: 60 },
    );
  });

  it('counts units of earlier months against what is supplied so far', async () => {
    const problem = handMadeProblem();
    const [april, may] = [
      ['P5', '2026-04-02'],
      ['LONG-LEAD', '2026-05-01'],
    ].map(([id, notBefore]) => {
      const work = problem.workPackages.find((candidate) => candidate.id === id)!;
      const options = [{ ...work.options[0]!, vendorId: 'V1', units: 4, leadDays: 0, costPence: 0 }];
      return { ...work, options, notBefore, awaitUpgradeOn: undefined, risk: 50 };
    });
    const both = { ...problem, workPackages: [april!, may!] };
    expect((await solvePhaseExactly(both, 2, [], 60))!.unscheduled).toEqual([]);
    both.vendors = [{ id: 'V1', supply: [{ month: '2026-04', units: 7 }] }];
    expect((await solvePhaseExactly(both, 2, [], 60))!.unscheduled).toEqual(['LONG-LEAD']);
  });

  it('plans phase 2 on what phase 1 leaves', async () => {
    await fc.assert(
      fc.asyncProperty(tiny(2), async (problem) => {
        const alone = await solvePhaseExactly(problem, 2, [], 60);
        const [first] = alone!.assignments;
        fc.pre(first !== undefined);
        const given = await solvePhaseExactly(problem, 2, [first], 60);
        const { objective, lateRisk } = summaryOf(problem, alone!, 2);
        const rest = summaryOf(problem, { ...given!, assignments: [first, ...given!.assignments] }, 2);
        expect([rest.lateRisk, rest.objective]).toEqual([
          expect.closeTo(lateRisk, 6),
          expect.closeTo(objective, 4),
        ]);
      }),
      { numRuns: 30 },
    );
  });
});
