import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../test/support/planning/problem-arbitraries.js';
import {
  checkNonInterference,
  checkPlan,
  parseProblem,
  planProblem,
  type PlanningProgress,
  type Problem,
} from './index.js';
import { phase1Only } from './phase1-only.js';

const ITERATIONS = 60;

describe('planProblem', () => {
  it('keeps every rule and proves its bounds, whatever the problem', async () => {
    await fc.assert(
      fc.asyncProperty(problems({ maxPackages: 8, maxDays: 60 }), fc.nat(), async (problem, seed) => {
        const { plan, certificate } = await planProblem(problem, { seed, iterations: ITERATIONS });
        expect(checkPlan(problem, plan, certificate)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same plan and certificate for the same problem, seed and iterations', async () => {
    await fc.assert(
      fc.asyncProperty(problems(), fc.nat(), async (problem, seed) => {
        const [first, second] = await Promise.all(
          [problem, structuredClone(problem)].map((given) =>
            planProblem(given, { seed, iterations: ITERATIONS }),
          ),
        );
        expect(JSON.stringify(first)).toBe(JSON.stringify(second));
      }),
      { numRuns: 50 },
    );
  });

  it('plans phase 1 under FILL_IDLE_CAPACITY as if there were no phase 2', async () => {
    await fc.assert(
      fc.asyncProperty(problems({ maxPackages: 8, maxDays: 60 }), fc.nat(), async (drawn, seed) => {
        const problem: Problem = { ...withoutPins(drawn), rule: 'FILL_IDLE_CAPACITY' };
        const options = { seed, iterations: ITERATIONS };
        const whole = await planProblem(problem, options);
        const alone = await planProblem(phase1Only(problem), options);
        expect(checkNonInterference(whole.plan, alone.plan)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every rule when it is stopped at any time', async () => {
    await fc.assert(
      fc.asyncProperty(problems(), fc.nat({ max: 40 }), async (problem, patience) => {
        let asked = 0;
        const shouldStop = () => (asked += 1) > patience;
        const { plan, certificate } = await planProblem(problem, { seed: 1, shouldStop });
        expect(checkPlan(problem, plan, certificate)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is never worse for being searched longer', async () => {
    await fc.assert(
      fc.asyncProperty(problems({ maxPackages: 8, maxDays: 60 }), async (problem) => {
        const short = await planProblem(problem, { seed: 1, iterations: 0 });
        const long = await planProblem(problem, { seed: 1, iterations: 200 });
        const [before] = short.plan.phases;
        const [after] = long.plan.phases;
        expect(after.lateRisk).toBeLessThanOrEqual(before.lateRisk);
        if (after.lateRisk === before.lateRisk) expect(after.objective).toBeLessThanOrEqual(before.objective);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what it planned before when that comes back as pins', async () => {
    await fc.assert(
      fc.asyncProperty(problems(), async (drawn) => {
        const problem = withoutPins(drawn);
        const { plan } = await planProblem(problem, { seed: 1, iterations: ITERATIONS });
        const pinned = structuredClone(problem);
        for (const { workPackageId, optionId, crewId, start } of plan.assignments) {
          const work = pinned.workPackages.find(({ id }) => id === workPackageId);
          if (work) work.pinned = { optionId, crewId, startDay: start };
        }
        expect(parseProblem(pinned).ok).toBe(true);
        const again = await planProblem(pinned, { seed: 2, iterations: ITERATIONS });
        const places = (assignments: typeof plan.assignments) =>
          assignments.map(({ workPackageId, optionId, crewId, start, finish }) => [
            [workPackageId, optionId, crewId],
            [start, finish],
          ]);
        expect(places(again.plan.assignments)).toEqual(expect.arrayContaining(places(plan.assignments)));
      }),
      { numRuns: 60 },
    );
  });

  it('reports its stages, and pauses for others to have their turn', async () => {
    const [problem] = fc.sample(problems({ maxPackages: 8, maxDays: 60 }), { seed: 3, numRuns: 1 }) as [
      Problem,
    ];
    const stages = new Set<string>();
    let pauses = 0;
    await planProblem(problem, {
      seed: 1,
      iterations: 2000,
      onProgress: ({ stage }) => stages.add(stage),
      pause: () => Promise.resolve(void (pauses += 1)),
    });
    expect([...stages]).toEqual(expect.arrayContaining(['phase 1: construct', 'phase 2: construct']));
    expect(pauses).toBeGreaterThan(1);
  });
});

it('reports what is known of each phase, and nothing else', async () => {
  const sampled = fc.sample(problems({ maxPackages: 8, maxDays: 60 }), { seed: 3, numRuns: 8 });
  let searched = 0;
  for (const problem of sampled) {
    const reports: PlanningProgress[] = [];
    const onProgress = (report: PlanningProgress) => void reports.push(report);
    const { plan } = await planProblem(problem, { seed: 1, iterations: 600, onProgress });
    for (const { phase, objective, lowerBound, gap, iteration, stage, done } of reports) {
      const isBound = stage === `phase ${phase}: bound`;
      const isSearch = stage === `phase ${phase}: improve`;
      expect(iteration).toBe(isSearch ? done : null);
      if (isBound) expect([objective, lowerBound === null, gap]).toEqual([null, done === 0, null]);
      else expect(lowerBound).not.toBeNull();
      if (isSearch && objective !== null && lowerBound !== null)
        expect(gap).toBe(objective === 0 ? 0 : (objective - lowerBound) / objective);
    }
    for (const { phase, objective, lowerBound, gap } of plan.phases) {
      const last = reports.findLast((report) => report.phase === phase && report.iteration !== null);
      if (!last) continue;
      searched += 1;
      expect(last).toMatchObject({ objective, lowerBound, gap });
    }
  }
  expect(searched).toBeGreaterThan(5);
});

function withoutPins(problem: Problem): Problem {
  const workPackages = problem.workPackages.map((work) => {
    const free = { ...work };
    delete free.pinned;
    return free;
  });
  return { ...problem, workPackages };
}
