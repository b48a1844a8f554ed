import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import {
  checkPlan,
  deadlineConflicts,
  planProblem,
  relaxationsFor,
  whyNotEarlier,
  worthOfMore,
  type Assignment,
  type Plan,
  type Problem,
  type Relaxation,
} from '../index.js';
import { compileModel } from '../compile-model.js';
import { costOf, daysOf, type ModelCrew } from '../model.js';
import { isoDateOf, dayFrom } from '../calendar.js';

/** Rules that speak of single assignments and what they share; not of what else the plan could be. */
const RULES_OF_WORK = new Set([
  'LISTS',
  'DURATION',
  'CREWS',
  'LEAD_TIME',
  'SUPPLY',
  'BUDGET',
  'PHASES',
  'PINS',
]);

function breaches(problem: Problem, plan: Plan): string[] {
  return checkPlan(problem, plan)
    .filter(({ rule }) => RULES_OF_WORK.has(rule))
    .map(({ rule, message }) => `${rule} ${message}`);
}

/** The assignment of an option and crew from a start day, paid by the first of its budgets that the checker takes. */
function isAccepted(
  problem: Problem,
  plan: Plan,
  place: Omit<Assignment, 'finish' | 'costPence' | 'budgetId'>,
): boolean {
  const model = compileModel(problem);
  const at = problem.workPackages.findIndex(({ id }) => id === place.workPackageId);
  const work = problem.workPackages[at]!;
  const option = model.packages.firstOption[at]! + work.options.findIndex(({ id }) => id === place.optionId);
  const crew = model.crews[problem.crews.findIndex(({ id }) => id === place.crewId)] as ModelCrew;
  const start = dayFrom(model.startEpochDay, place.start);
  const last = crew.calendar.finishOf(start, daysOf(model, option, crew.pace));
  if (last === undefined) return false;
  const finish = isoDateOf(model.startEpochDay + last);
  return work.budgetIds.some((budgetId) => {
    const assignment: Assignment = { ...place, finish, costPence: costOf(model, option, crew), budgetId };
    const others = <T extends { workPackageId: string }>(list: T[]) =>
      list.filter(({ workPackageId }) => workPackageId !== place.workPackageId);
    const changed: Plan = {
      ...plan,
      assignments: [...others(plan.assignments), assignment],
      awaiting: others(plan.awaiting),
      unscheduled: others(plan.unscheduled),
    };
    return breaches(problem, changed).length === 0;
  });
}

const planned = problems({ maxPackages: 7, maxDays: 40 }).map(async (problem) => ({
  problem,
  ...(await planProblem(problem, { seed: 1, iterations: 30 })),
}));

describe('whyNotEarlier', () => {
  it('names obstacles exactly where the checker refuses the earlier start', async () => {
    await fc.assert(
      fc.asyncProperty(planned, async (pending) => {
        const { problem, plan } = await pending;
        for (const { workPackageId, start, obstacles } of whyNotEarlier(problem, plan)) {
          if (start === null) {
            expect(obstacles).not.toEqual([]);
            continue;
          }
          const { optionId, crewId } = plan.assignments.find(
            (entry) => entry.workPackageId === workPackageId,
          )!;
          const isFree = isAccepted(problem, plan, { workPackageId, optionId, crewId, start });
          expect([workPackageId, start, obstacles.length === 0]).toEqual([workPackageId, start, isFree]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('relaxationsFor', () => {
  it('gives changes that admit the package', async () => {
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(planned, async (pending) => {
        const { problem, plan } = await pending;
        for (const { workPackageId } of plan.unscheduled) {
          for (const relaxation of relaxationsFor(problem, plan, workPackageId)) {
            if (relaxation.kind === 'PHASE_1_ENDS_EARLIER') continue;
            kinds.add(relaxation.kind);
            const changed = apply(problem, workPackageId, relaxation);
            const { optionId, crewId, start } = relaxation;
            const place = { workPackageId, optionId, crewId, start };
            expect([relaxation, isAccepted(changed, plan, place)]).toEqual([relaxation, true]);
          }
        }
      }),
      { numRuns: 250 },
    );
    expect([...kinds]).toEqual(
      expect.arrayContaining(['MORE_BUDGET', 'MORE_SUPPLY', 'LATER_END', 'NO_CLOSURES']),
    );
  });
});

function apply(problem: Problem, workPackageId: string, { kind, id, amount, month }: Relaxation): Problem {
  const changed = structuredClone(problem);
  const site = changed.sites.find((entry) => entry.id === id);
  const work = changed.workPackages.find((entry) => entry.id === workPackageId)!;
  if (kind === 'MORE_BUDGET') changed.budgets.find((entry) => entry.id === id)!.pence += amount;
  if (kind === 'MORE_SUPPLY') {
    changed.vendors.find((entry) => entry.id === id)!.supply!.push({ month: month!, units: amount });
  }
  if (kind === 'LATER_END') changed.end = isoDateOf(dayFrom(0, changed.end) + amount);
  if (kind === 'SHORTER_LEAD_TIME')
    work.options.forEach((option) => (option.leadDays = Math.max(0, option.leadDays - amount)));
  if (kind === 'NO_CLOSURES') site!.closures = [];
  if (kind === 'ONE_MORE_CREW_AT_SITE') site!.maxCrews += 1;
  if (kind === 'HIGHER_CLEARANCE') changed.crews.find((entry) => entry.id === id)!.clearance = amount as 0;
  return changed;
}

describe('deadlineConflicts', () => {
  it('speaks of the packages that are late, and of no others', async () => {
    await fc.assert(
      fc.asyncProperty(planned, async (pending) => {
        const { problem, plan } = await pending;
        const finishOf = new Map(
          plan.assignments.map(({ workPackageId, finish }) => [workPackageId, finish]),
        );
        const late = problem.workPackages
          .filter(({ id, deadline }) => deadline !== undefined && (finishOf.get(id) ?? '9999') > deadline)
          .filter(({ id }) => !plan.awaiting.some(({ workPackageId }) => workPackageId === id))
          .map(({ id }) => id);
        const conflicts = deadlineConflicts(problem, plan);
        expect(conflicts.map(({ workPackageId }) => workPackageId)).toEqual(late);
        for (const { limits, isMeetable } of conflicts) {
          expect(limits.length > 0).toBe(isMeetable === 'WITHOUT_ANY_OF_THE_LIMITS');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('finds lead time to be what a deadline conflicts with, where nothing else is short', async () => {
    const problem: Problem = {
      start: '2026-04-01',
      end: '2026-12-31',
      rule: 'STRICT_PHASES',
      penceForRiskDay: 100,
      holidays: [],
      weekend: [6, 7],
      crews: [{ id: 'C', regions: ['R'], clearance: 0, minutesPerDay: 450, dayRatePence: 1 }],
      vendors: [{ id: 'V' }],
      budgets: [{ id: 'B', from: '2026-04-01', to: '2026-12-31', pence: 1000 }],
      sites: [{ id: 'S', region: 'R', sensitive: true, clearance: 0, maxCrews: 1 }],
      workPackages: [
        {
          id: 'W',
          siteId: 'S',
          budgetIds: ['B'],
          risk: 1,
          deadline: '2026-04-30',
          options: [{ id: 'O', vendorId: 'V', units: 1, minutes: 450, costPence: 1, leadDays: 60 }],
        },
      ],
    };
    const { plan } = await planProblem(problem, { seed: 1 });
    expect(deadlineConflicts(problem, plan)).toEqual([
      { workPackageId: 'W', limits: ['LEAD_TIME'], isMeetable: 'WITHOUT_ANY_OF_THE_LIMITS' },
    ]);
  });
});

describe('worthOfMore', () => {
  it('turns the prices of a certificate into risk-days', () => {
    const problem = { penceForRiskDay: 1000, crews: [{ id: 'C', regions: ['R'] }] } as unknown as Problem;
    const worths = worthOfMore(problem, {
      phases: [
        {
          phase: 1,
          relaxation: 'LAGRANGIAN',
          lowerBound: 0,
          crewPrices: [{ crewIds: ['C'], from: '2026-04-01', millipence: [4_000_000, 2_000_000] }],
          unitPrices: [
            { vendorId: 'V', month: '2026-04', millipence: 30_000 },
            { vendorId: 'V', month: '2026-05', millipence: 20_000 },
          ],
          budgetPrices: [{ budgetId: 'B', millipence: 500 }],
        },
        {
          phase: 2,
          relaxation: 'LAGRANGIAN',
          lowerBound: 0,
          crewPrices: [],
          unitPrices: [],
          budgetPrices: [],
        },
      ],
    });
    expect(worths.map(({ resource, id, worthRiskDays }) => [resource, id, worthRiskDays])).toEqual([
      ['CREW_WEEK', 'R', 20],
      ['BUDGET', 'B', 50],
      ['SUPPLY', 'V', 5],
    ]);
  });
});
