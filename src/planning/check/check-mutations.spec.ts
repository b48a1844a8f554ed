import { describe, expect, it } from '@jest/globals';
import { addDays, formatISO, parseISO } from 'date-fns';
import fc from 'fast-check';
import { problems } from '../../../test/support/planning/problem-arbitraries.js';
import { planProblem } from '../planner.js';
import type { Assignment, Plan } from '../plan.js';
import type { Problem, Site, WorkPackage } from '../problem.js';
import { checkNonInterference, checkPlan, type CheckedRule } from './index.js';

interface Subject {
  plan: Plan;
  problem: Problem;
  assignment: Assignment;
  work: WorkPackage;
  site: Site;
}

/** Changes one thing and returns the rule that the plan then breaks, or undefined where it does not apply. */
type Mutation = (subject: Subject) => CheckedRule | undefined;

function dayAfter(date: string, days: number): string {
  return formatISO(addDays(parseISO(date), days), { representation: 'date' });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const crewOf = ({ problem, assignment }: Subject) =>
  problem.crews.find(({ id }) => id === assignment.crewId)!;
const optionOf = ({ work, assignment }: Subject) =>
  work.options.find(({ id }) => id === assignment.optionId)!;

/** The problem made stricter than the plan. */
const STRICTER: Record<string, Mutation> = {
  'a holiday on the start': ({ problem, assignment }) => (
    problem.holidays.push(assignment.start),
    'DURATION'
  ),
  'leave on the finish': (subject) => {
    crewOf(subject).leave = [[subject.assignment.finish, subject.assignment.finish]];
    return 'DURATION';
  },
  'a closure on the last day': ({ site, assignment }) => {
    site.closures = [[assignment.finish, assignment.finish]];
    return 'DURATION';
  },
  'a working day more': (subject) => {
    optionOf(subject).minutes += crewOf(subject).minutesPerDay;
    return 'DURATION';
  },
  'a horizon that ends before the finish': ({ problem, assignment }) => {
    problem.end = dayAfter(assignment.finish, -1);
    return problem.end < problem.start ? undefined : 'DURATION';
  },
  'a crew that begins a day later': (subject) => {
    crewOf(subject).from = dayAfter(subject.assignment.start, 1);
    return 'CREWS';
  },
  'a crew that ends a day earlier': (subject) => {
    crewOf(subject).to = dayAfter(subject.assignment.finish, -1);
    return 'CREWS';
  },
  'a site in another region': ({ site }) => ((site.region = 'R9'), 'CREWS'),
  'a clearance above the crew': (subject) => {
    const { clearance } = crewOf(subject);
    if (clearance === 3) return undefined;
    subject.site.clearance = (clearance + 1) as Site['clearance'];
    return 'CREWS';
  },
  'a site that takes nobody': ({ site }) => ((site.maxCrews = 0), 'CREWS'),
  'notBefore after the start': ({ work, assignment }) => {
    work.notBefore = dayAfter(assignment.start, 1);
    return work.pinned ? undefined : 'LEAD_TIME';
  },
  'a lead time as long as the horizon': (subject) => {
    optionOf(subject).leadDays = 400;
    return subject.work.pinned ? undefined : 'LEAD_TIME';
  },
  'one unit fewer than taken so far': (subject) => {
    const { vendorId } = optionOf(subject);
    const month = subject.assignment.start.slice(0, 7);
    const taken = sum(
      subject.plan.assignments
        .filter(({ start }) => start.slice(0, 7) <= month)
        .flatMap((each) => {
          const work = subject.problem.workPackages.find(({ id }) => id === each.workPackageId)!;
          const option = work.options.find(({ id }) => id === each.optionId)!;
          return option.vendorId === vendorId ? [option.units] : [];
        }),
    );
    const vendor = subject.problem.vendors.find(({ id }) => id === vendorId)!;
    vendor.supply = [{ month, units: Math.max(0, taken - 1) }];
    return taken > 0 ? 'SUPPLY' : undefined;
  },
  'a penny less than charged': ({ problem, plan, assignment }) => {
    const { budgetId } = assignment;
    const charged = plan.assignments.filter((each) => each.budgetId === budgetId);
    const pence = sum(charged.map(({ costPence }) => costPence)) - 1;
    problem.budgets.find(({ id }) => id === budgetId)!.pence = pence;
    return pence >= 0 ? 'BUDGET' : undefined;
  },
  'a budget that ends before the finish': ({ problem, assignment }) => {
    const budget = problem.budgets.find(({ id }) => id === assignment.budgetId)!;
    budget.to = dayAfter(assignment.finish, -1);
    return 'BUDGET';
  },
  'a budget that may not pay': ({ work }) => ((work.budgetIds = []), 'BUDGET'),
  'a dearer crew': (subject) => ((crewOf(subject).dayRatePence += 1), 'BUDGET'),
  'a pin to another day': ({ work, assignment }) => {
    const { optionId, crewId, start } = assignment;
    work.pinned = { optionId, crewId, startDay: dayAfter(start, 1) };
    return 'PINS';
  },
};

/** The plan falsified. */
const FALSIFIED: Record<string, Mutation> = {
  'a finish a day early': ({ assignment }) => {
    assignment.finish = dayAfter(assignment.finish, -1);
    return 'DURATION';
  },
  'a finish a day late': ({ assignment }) => {
    assignment.finish = dayAfter(assignment.finish, 1);
    return 'DURATION';
  },
  'another cost': ({ assignment }) => ((assignment.costPence -= 1), 'BUDGET'),
  'a package dropped': ({ plan }) => (plan.assignments.shift(), 'LISTS'),
  'a package twice': ({ plan, assignment }) => (plan.assignments.push(assignment), 'LISTS'),
  'an assignment called unscheduled': ({ plan, assignment: { workPackageId }, work }) => {
    plan.assignments = plan.assignments.filter((each) => each.workPackageId !== workPackageId);
    plan.unscheduled.push({ workPackageId, reason: 'HORIZON', detail: 'Not true.' });
    return work.pinned ? 'PINS' : 'MAXIMALITY';
  },
  'less exposure': ({ plan }) => ((plan.phases[0].exposure -= 0.01), 'SUMMARY'),
  'a better objective': ({ plan }) => ((plan.phases[1].objective -= 1), 'SUMMARY'),
  'a bound above the objective': ({ plan: { phases } }) => {
    phases[1].lowerBound = phases[1].objective + 1;
    return 'BOUND';
  },
};

async function subjectOf(problem: Problem, choice: number): Promise<Subject | undefined> {
  const { plan } = await planProblem(problem, { seed: 1, iterations: 20 });
  expect(checkPlan(problem, plan)).toEqual([]);
  const assignment = plan.assignments[choice % Math.max(1, plan.assignments.length)];
  const work = problem.workPackages.find(({ id }) => id === assignment?.workPackageId);
  const site = problem.sites.find(({ id }) => id === work?.siteId);
  return assignment && work && site ? { plan, problem, assignment, work, site } : undefined;
}

describe('checkPlan on plans of the planner', () => {
  it.each(Object.entries({ ...STRICTER, ...FALSIFIED }))('finds %s', async (_, mutate) => {
    await fc.assert(
      fc.asyncProperty(problems(), fc.nat(), async (problem, choice) => {
        const subject = await subjectOf(structuredClone(problem), choice);
        fc.pre(subject !== undefined);
        const rule = mutate(subject);
        fc.pre(rule !== undefined);
        expect(checkPlan(subject.problem, subject.plan).map((violation) => violation.rule)).toContain(rule);
      }),
      { numRuns: 20 },
    );
  });
});

describe('checkNonInterference', () => {
  it('accepts the planner under FILL_IDLE_CAPACITY, and finds a phase 1 that moved', async () => {
    await fc.assert(
      fc.asyncProperty(problems(), async (drawn) => {
        const problem: Problem = { ...drawn, rule: 'FILL_IDLE_CAPACITY' };
        const sensitive = new Set(problem.sites.flatMap((site) => (site.sensitive ? [site.id] : [])));
        const isPhase1 = ({ siteId }: WorkPackage) => sensitive.has(siteId);
        fc.pre(problem.workPackages.every((work) => isPhase1(work) || !work.pinned));
        const options = { seed: 3, iterations: 20 };
        const whole = await planProblem(problem, options);
        const workPackages = problem.workPackages.filter(isPhase1);
        const alone = await planProblem({ ...problem, workPackages }, options);
        expect(checkNonInterference(whole.plan, alone.plan)).toEqual([]);

        const [moved] = alone.plan.assignments;
        if (moved) moved.start = dayAfter(moved.start, 1);
        else alone.plan.phases[0].exposure += 1;
        expect(checkNonInterference(whole.plan, alone.plan)).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });
});
