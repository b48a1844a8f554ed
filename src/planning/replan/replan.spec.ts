import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import {
  checkPlan,
  pinWhatStays,
  planProblem,
  TooManyMoves,
  whyMoved,
  type Assignment,
  type Plan,
  type Problem,
} from '../index.js';
import { untouchedPackages } from './untouched.js';

const SEARCH = { seed: 1, iterations: 60 };
const SIZE = { maxPackages: 8, maxDays: 60 };

/** What can happen to a programme between two plans. */
const slips: fc.Arbitrary<(problem: Problem) => Problem> = fc.oneof(
  fc.nat(2).map((at) => (problem: Problem) => {
    const crew = problem.crews[at % problem.crews.length]!;
    return withCrew(problem, crew.id, { leave: [[problem.start, addTo(problem.start, 9)]] });
  }),
  fc.nat(2).map((at) => (problem: Problem) => {
    const gone = problem.budgets[at % problem.budgets.length]!;
    const budgets = problem.budgets.map((budget) =>
      budget.id === gone.id ? { ...budget, pence: Math.floor(budget.pence / 2) } : budget,
    );
    return { ...problem, budgets };
  }),
  fc.nat(2).map((at) => (problem: Problem) => closed(problem, problem.sites[at % problem.sites.length]!.id)),
);

/** Work that costs more than it saves, left out because W0 is paid by the budget that it would need. */
const PAID_IN_ITS_WAY: Problem = {
  ...{ start: '2026-04-27', end: '2026-05-06', rule: 'STRICT_PHASES', penceForRiskDay: 0 },
  ...{ holidays: [], weekend: [6, 7], vendors: [{ id: 'V' }] },
  crews: [{ id: 'C', regions: ['R'], clearance: 0, minutesPerDay: 200, dayRatePence: 0 }],
  budgets: [
    { id: 'B0', from: '2026-04-29', to: '2026-05-08', pence: 108 },
    { id: 'B1', from: '2026-04-28', to: '2026-05-07', pence: 1 },
  ],
  sites: [{ id: 'S', region: 'R', sensitive: false, clearance: 0, maxCrews: 1 }],
  workPackages: [
    { id: 'W0', budgetIds: ['B0', 'B1'], cost: 1, more: { deadline: '2026-04-27' } },
    { id: 'W1', budgetIds: ['B0'], cost: 108, more: {} },
    { id: 'W2', budgetIds: ['B0'], cost: 0, more: { notBefore: '2026-04-30' } },
  ].map(({ id, budgetIds, cost, more }) => ({
    ...{ id, siteId: 'S', budgetIds, risk: 0, ...more },
    options: [{ id: 'O', vendorId: 'V', units: 0, minutes: 1, costPence: cost, leadDays: 0 }],
  })),
};

describe('planning anew from a plan', () => {
  it('has work paid as before, so that what that leaves no money for stays left out', async () => {
    const { plan: former } = await planProblem(PAID_IN_ITS_WAY, SEARCH);
    const { plan } = await planProblem(PAID_IN_ITS_WAY, { ...SEARCH, seed: 0, former: former.assignments });
    expect(compare(former, plan)).toBe(0);
    expect(moved(plan, former)).toEqual([]);
  });

  it('keeps every rule, is no worse than staying, and moves nothing unless the plan is better for it', async () => {
    await fc.assert(
      fc.asyncProperty(problems(SIZE), fc.nat(), async (problem, seed) => {
        const { plan: former } = await planProblem(problem, SEARCH);
        const search = { seed, iterations: 60, former: former.assignments };
        const { plan, certificate } = await planProblem(problem, search);
        expect(checkPlan(problem, plan, certificate)).toEqual([]);
        const gains = compare(former, plan);
        expect(gains).toBeGreaterThanOrEqual(0);
        if (gains === 0) expect(moved(plan, former)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('names for each moved package what keeps it from where it was, by trying', async () => {
    await fc.assert(
      fc.asyncProperty(problems(SIZE), slips, async (before, slip) => {
        const { plan: former } = await planProblem(before, SEARCH);
        const problem = sound(slip(before));
        const { plan } = await planProblem(problem, { ...SEARCH, former: former.assignments });
        const moves = whyMoved(problem, plan, former.assignments);
        expect(moves.map(({ workPackageId }) => workPackageId).sort()).toEqual(moved(plan, former));
        for (const { reasons } of moves) expect(reasons.length).toBeGreaterThan(0);
        for (const { from, to, reasons } of moves) {
          const back = withAssignment(plan, from);
          const faults = checkPlan(problem, back).filter(({ rule }) => RULES_OF_WORK.has(rule));
          const isBetter = reasons.some(({ limit }) => limit === 'BETTER');
          const isAlone =
            plan.unscheduled.length === 0 && problem.workPackages.every(({ deadline }) => !deadline);
          if (isBetter && isAlone) expect(reasons[0]!.detail).toContain('better off');
          // A free place shows as one: the budget is the only thing that may have changed with it.
          if (!isBetter && to && from.budgetId === to.budgetId) expect(faults).not.toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('moves no more packages than may move, or says how many cannot stay', async () => {
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(problems(SIZE), slips, fc.nat(3), async (before, slip, mostMoved) => {
        const { plan: former } = await planProblem(before, SEARCH);
        const problem = sound(slip(before));
        const search = { ...SEARCH, former: former.assignments, mostMoved };
        try {
          const { plan, certificate } = await planProblem(problem, search);
          expect(checkPlan(problem, plan, certificate)).toEqual([]);
          expect(moved(plan, former).length).toBeLessThanOrEqual(mostMoved);
        } catch (error) {
          if (!(error instanceof TooManyMoves)) throw error;
          refusals += 1;
          expect(error.needed).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
    expect(refusals).toBeGreaterThan(0);
  });

  it('never moves what shares nothing with a site that slips', async () => {
    let slipped = 0;
    await fc.assert(
      fc.asyncProperty(problems(SIZE), problems(SIZE), fc.nat(2), async (ours, theirs, at) => {
        const both = sideBySide(ours, theirs);
        const { plan: former } = await planProblem(both, SEARCH);
        const site = ours.sites[at % ours.sites.length]!;
        const problem = closed(both, site.id);
        const pinned = pinWhatStays(problem, { problem: both, assignments: former.assignments }, null);
        const { plan, certificate } = await planProblem(pinned, {
          seed: 7,
          iterations: 200,
          former: former.assignments,
        });
        expect(checkPlan(pinned, plan, certificate)).toEqual([]);
        const theirsMoved = moved(plan, former).filter((id) => id.startsWith('other '));
        expect(theirsMoved).toEqual([]);
        if (moved(plan, former).length > 0) slipped += 1;
      }),
      { numRuns: 30 },
    );
    expect(slipped).toBeGreaterThan(0);
  });

  it('keeps what is frozen where it was', async () => {
    let frozen = 0;
    await fc.assert(
      fc.asyncProperty(problems(SIZE), slips, fc.nat(30), async (before, slip, days) => {
        const { plan: former } = await planProblem(before, SEARCH);
        const problem = sound(slip(before));
        const until = addTo(problem.start, days);
        const pinned = pinWhatStays(problem, { problem: before, assignments: former.assignments }, until);
        const { plan, certificate } = await planProblem(pinned, { ...SEARCH, former: former.assignments });
        expect(checkPlan(pinned, plan, certificate)).toEqual([]);
        const isPinned = new Set(pinned.workPackages.filter(({ pinned: pin }) => pin).map(({ id }) => id));
        for (const was of former.assignments.filter(({ start }) => start <= until)) {
          if (!isPinned.has(was.workPackageId)) continue;
          frozen += 1;
          const now = plan.assignments.find(({ workPackageId }) => workPackageId === was.workPackageId);
          expect(now?.start).toBe(was.start);
        }
      }),
      { numRuns: 30 },
    );
    expect(frozen).toBeGreaterThan(0);
  });

  it('counts all of phase 2 as touched once anything of phase 1 is, where phases are strict', () => {
    const problem: Problem = {
      start: '2027-01-04',
      end: '2027-12-31',
      rule: 'STRICT_PHASES',
      penceForRiskDay: 1,
      holidays: [],
      weekend: [6, 7],
      crews: ['A', 'B'].map((id) => ({
        id,
        regions: [id],
        clearance: 0,
        minutesPerDay: 450,
        dayRatePence: 0,
      })),
      vendors: [{ id: 'V' }],
      budgets: ['A', 'B'].map((id) => ({ id, from: '2027-01-01', to: '2027-12-31', pence: 1000 })),
      sites: ['A', 'B'].map((id) => ({ id, region: id, sensitive: id === 'A', clearance: 0, maxCrews: 1 })),
      workPackages: ['A', 'B'].map((id) => ({
        id,
        siteId: id,
        budgetIds: [id],
        risk: 1,
        options: [{ id: 'O', vendorId: 'V', units: 1, minutes: 450, costPence: 1, leadDays: 0 }],
      })),
    };
    const former = { problem, assignments: [] };
    expect([...untouchedPackages(problem, former)].sort()).toEqual(['A', 'B']);
    expect([...untouchedPackages(closed(problem, 'A'), former)]).toEqual([]);
    expect([...untouchedPackages(closed(problem, 'B'), former)]).toEqual(['A']);
    const loose = { ...problem, rule: 'FILL_IDLE_CAPACITY' as const };
    expect([...untouchedPackages(closed(loose, 'A'), { ...former, problem: loose })]).toEqual(['B']);
  });
});

const RULES_OF_WORK = new Set<string>([
  'LISTS',
  'DURATION',
  'CREWS',
  'LEAD_TIME',
  'SUPPLY',
  'BUDGET',
  'PHASES',
]);

function moved(plan: Plan, former: Plan): string[] {
  const now = new Map(plan.assignments.map((assignment) => [assignment.workPackageId, assignment]));
  return former.assignments
    .filter((was) => {
      const is = now.get(was.workPackageId);
      return is?.optionId !== was.optionId || is.crewId !== was.crewId || is.start !== was.start;
    })
    .map(({ workPackageId }) => workPackageId)
    .sort();
}

/** Above zero where `now` is better: phase by phase, late risk before the objective. */
function compare(former: Plan, now: Plan): number {
  for (const phase of [0, 1] as const) {
    const [was, is] = [former.phases[phase], now.phases[phase]];
    const gain = was.lateRisk - is.lateRisk || was.objective - is.objective;
    if (gain !== 0) return gain;
  }
  return 0;
}

function withAssignment(plan: Plan, assignment: Assignment): Plan {
  const others = <T extends { workPackageId: string }>(list: T[]) =>
    list.filter(({ workPackageId }) => workPackageId !== assignment.workPackageId);
  return {
    ...plan,
    assignments: [...others(plan.assignments), assignment],
    awaiting: others(plan.awaiting),
    unscheduled: others(plan.unscheduled),
  };
}

/** Two estates that share nothing but the calendar and the terms. */
function sideBySide(ours: Problem, theirs: Problem): Problem {
  const other = (id: string) => `other ${id}`;
  return {
    ...ours,
    rule: 'FILL_IDLE_CAPACITY',
    crews: [
      ...ours.crews,
      ...theirs.crews.map((crew) => ({ ...crew, id: other(crew.id), regions: crew.regions.map(other) })),
    ],
    vendors: [...ours.vendors, ...theirs.vendors.map((vendor) => ({ ...vendor, id: other(vendor.id) }))],
    budgets: [...ours.budgets, ...theirs.budgets.map((budget) => ({ ...budget, id: other(budget.id) }))],
    sites: [
      ...ours.sites,
      ...theirs.sites.map((site) => ({ ...site, id: other(site.id), region: other(site.region) })),
    ],
    workPackages: [
      ...withoutPins(ours).workPackages,
      ...withoutPins(theirs).workPackages.map((work) => ({
        ...work,
        id: other(work.id),
        siteId: other(work.siteId),
        budgetIds: work.budgetIds.map(other),
        options: work.options.map((option) => ({ ...option, vendorId: other(option.vendorId) })),
      })),
    ],
  };
}

/** A slip may break a pin; what was decided is then open again. */
function sound(problem: Problem): Problem {
  return withoutPins(problem);
}

function withoutPins(problem: Problem): Problem {
  return { ...problem, workPackages: problem.workPackages.map(({ pinned: _, ...work }) => work) };
}

function closed(problem: Problem, siteId: string): Problem {
  const sites = problem.sites.map((site) =>
    site.id === siteId
      ? { ...site, closures: [[problem.start, addTo(problem.start, 9)] satisfies [string, string]] }
      : site,
  );
  return { ...problem, sites };
}

function withCrew(problem: Problem, id: string, change: Partial<Problem['crews'][number]>): Problem {
  return { ...problem, crews: problem.crews.map((crew) => (crew.id === id ? { ...crew, ...change } : crew)) };
}

function addTo(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
