import { describe, expect, it } from '@jest/globals';
import { handMadePlan, handMadeProblem } from '../../../test/support/planning/hand-made.js';
import { summarise } from '../../../test/support/planning/summarise.js';
import type { Assignment, Plan } from '../plan.js';
import type { Problem, WorkPackage } from '../problem.js';
import { checkPlan, type CheckedRule } from './index.js';

type Change = (plan: Plan, problem: Problem) => void;

function assigned(plan: Plan, id: string): Assignment {
  const found = plan.assignments.find(({ workPackageId }) => workPackageId === id);
  if (!found) throw new Error(`${id} is not assigned`);
  return found;
}

function work(problem: Problem, id: string): WorkPackage {
  const found = problem.workPackages.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function unschedule(plan: Plan, id: string, reason: Plan['unscheduled'][number]['reason']): void {
  plan.assignments = plan.assignments.filter(({ workPackageId }) => workPackageId !== id);
  plan.unscheduled.push({ workPackageId: id, reason, detail: 'Left out by the test.' });
}

/** What the checker finds after a change, the summaries made to agree with the changed lists. */
function rulesBrokenBy(change: Change): CheckedRule[] {
  const problem = handMadeProblem();
  const plan = handMadePlan();
  change(plan, problem);
  return checkPlan(problem, summarise(problem, plan)).map(({ rule }) => rule);
}

describe('checkPlan', () => {
  it('accepts a plan made by hand', () => {
    const plan = handMadePlan();
    expect(checkPlan(handMadeProblem(), plan)).toEqual([]);
    expect(plan.phases).toMatchObject([
      { lateRisk: 1, exposure: 205, costPence: 320_000, objective: 340_500, firstStart: '2026-04-07' },
      { lateRisk: 3, exposure: 699, costPence: 365_000, objective: 434_900, firstStart: '2026-03-30' },
    ]);
  });

  it.each<[string, CheckedRule, Change]>([
    ['a package in no list', 'LISTS', (plan) => plan.awaiting.pop()],
    ['a package in two lists', 'LISTS', (plan) => unscheduleToo(plan, 'P4')],
    ['a package that is not in the problem', 'LISTS', (plan) => unscheduleToo(plan, 'P99')],
    ['an option that the package lacks', 'LISTS', (plan) => (assigned(plan, 'P4').optionId = 'O9')],
    ['awaiting without an upgrade', 'LISTS', (_plan, problem) => delete work(problem, 'P5').awaitUpgradeOn],
    ['awaiting another day', 'LISTS', (plan) => plan.awaiting.forEach((entry) => (entry.on = '2026-05-16'))],
    ['awaiting in phase 1', 'LISTS', (_plan, problem) => (work(problem, 'P5').siteId = 'A')],

    ['one working day too few', 'DURATION', (plan) => (assigned(plan, 'P4').finish = '2026-04-20')],
    ['one working day too many', 'DURATION', (plan) => (assigned(plan, 'P4').finish = '2026-04-22')],
    ['a weekend counted as work', 'DURATION', (plan) => (assigned(plan, 'P4').finish = '2026-04-19')],
    ['a start on a Saturday', 'DURATION', (plan) => (assigned(plan, 'P4').start = '2026-04-18')],
    ['a start on a holiday', 'DURATION', (_plan, problem) => problem.holidays.push('2026-04-07')],
    [
      'work on a day of leave',
      'DURATION',
      (_plan, problem) => (problem.crews[0]!.leave = [['2026-04-16', '2026-04-16']]),
    ],
    [
      'a closure between two working days',
      'DURATION',
      (_plan, problem) => (problem.sites[1]!.closures = [['2026-04-18', '2026-04-19']]),
    ],
    ['a finish after the horizon', 'DURATION', (_plan, problem) => (problem.end = '2026-04-20')],
    ['a date that is none', 'DURATION', (plan) => (assigned(plan, 'P4').finish = '2026-04-31')],

    ['an unknown crew', 'CREWS', (plan) => (assigned(plan, 'P4').crewId = 'K9')],
    ['a crew of another region', 'CREWS', (_plan, problem) => (problem.crews[1]!.regions = ['N'])],
    ['a crew without the clearance', 'CREWS', (_plan, problem) => (problem.sites[1]!.clearance = 1)],
    ['a crew that has not begun', 'CREWS', (_plan, problem) => (problem.crews[1]!.from = '2026-04-20')],
    ['a crew that has ended', 'CREWS', (_plan, problem) => (problem.crews[1]!.to = '2026-04-20')],
    ['a crew at two places', 'CREWS', movePinToP1],
    ['more crews than the site takes', 'CREWS', putSecondCrewAtA],

    [
      'a start within the lead time',
      'LEAD_TIME',
      (_plan, problem) => (work(problem, 'P1').options[0]!.leadDays = 7),
    ],
    [
      'a start before notBefore',
      'LEAD_TIME',
      (_plan, problem) => (work(problem, 'P2').notBefore = '2026-04-16'),
    ],
    [
      'more units than supplied so far',
      'SUPPLY',
      (_plan, problem) => (problem.vendors[0]!.supply![0]!.units = 3),
    ],
    ['a vendor that supplies nothing', 'SUPPLY', (_plan, problem) => (problem.vendors[0]!.supply = [])],
    ['a cost that forgets the crew', 'BUDGET', (plan) => (assigned(plan, 'P4').costPence = 100_000)],
    ['a budget of other dates', 'BUDGET', (plan) => (assigned(plan, 'P4').budgetId = 'B-LATER')],
    [
      'a budget that may not pay',
      'BUDGET',
      (_plan, problem) => (work(problem, 'P4').budgetIds = ['B-LATER']),
    ],
    ['an overdrawn budget', 'BUDGET', (_plan, problem) => (problem.budgets[1]!.pence = 684_999)],
    ['phase 2 before the end of phase 1', 'PHASES', (plan) => moveTo(plan, 'P4', '2026-04-16', '2026-04-20')],
    ['a pin moved', 'PINS', (_plan, problem) => (work(problem, 'PINNED').pinned!.startDay = '2026-03-31')],
    ['a pin with another crew', 'PINS', (_plan, problem) => (work(problem, 'PINNED').pinned!.crewId = 'K2')],
    ['a pin left out', 'PINS', (plan) => unschedule(plan, 'PINNED', 'NO_WINDOW')],

    ['a package left out for nothing', 'MAXIMALITY', (plan) => unschedule(plan, 'P4', 'BUDGET_EXHAUSTED')],
    ['a false reason', 'REASON', (plan) => (plan.unscheduled[0]!.reason = 'BUDGET_EXHAUSTED')],
    ['no sentence', 'REASON', (plan) => (plan.unscheduled[0]!.detail = ' ')],
  ])('finds %s: %s', (_, rule, change) => {
    expect(rulesBrokenBy(change)).toEqual([rule]);
  });

  it.each<[string, Change]>([
    [
      'a finish on the deadline and one after it',
      (_plan, problem) => (work(problem, 'P1').deadline = '2026-04-08'),
    ],
    [
      'as many crews at once as the site takes',
      (plan, problem) => {
        putSecondCrewAtA(plan, problem);
        problem.sites[0]!.maxCrews = 2;
        takeEarlyMoney(plan, problem);
      },
    ],
    ['a budget spent to the last penny', (_plan, problem) => (problem.budgets[1]!.pence = 685_000)],
    ['supply used to the last unit', (_plan, problem) => (problem.vendors[0]!.supply![0]!.units = 4)],
    [
      'a pin that breaks lead time and phases',
      (_plan, problem) => (work(problem, 'PINNED').notBefore = '2026-06-01'),
    ],
    [
      'phase 2 beside phase 1 where that is allowed',
      (plan, problem) => {
        problem.rule = 'FILL_IDLE_CAPACITY';
        moveTo(plan, 'P4', '2026-04-14', '2026-04-16');
        takeEarlyMoney(plan, problem);
      },
    ],
  ])('accepts %s', (_, change) => {
    expect(rulesBrokenBy(change)).toEqual([]);
  });

  it('accepts units of earlier months, also of months before the plan', () => {
    expect(
      rulesBrokenBy((_plan, problem) => (problem.vendors[0]!.supply = [{ month: '2025-12', units: 4 }])),
    ).toEqual([]);
  });

  it('judges a reason by the finished plan, not by the problem alone', () => {
    const problem = handMadeProblem();
    const plan = handMadePlan();
    // With two units fewer in May the six of April are all there is, and P1 took four of them.
    work(problem, 'TOO-MANY').options[0]!.units = 3;
    problem.vendors[0]!.supply = [{ month: '2026-04', units: 6 }];
    expect(checkPlan(problem, plan)).toEqual([]);
    problem.vendors[0]!.supply = [{ month: '2026-04', units: 7 }];
    expect(checkPlan(problem, plan).map(({ rule }) => rule)).toEqual(['MAXIMALITY']);
  });

  it('accepts any rule of a smallest set where no single rule stands alone in the way', () => {
    const withReason = (reason: Plan['unscheduled'][number]['reason']) =>
      rulesBrokenBy((plan, problem) => {
        work(problem, 'TOO-DEAR').siteId = 'E';
        plan.unscheduled.find(({ workPackageId }) => workPackageId === 'TOO-DEAR')!.reason = reason;
      });
    expect(withReason('BUDGET_EXHAUSTED')).toEqual([]);
    expect(withReason('NO_WINDOW')).toEqual([]);
    expect(withReason('SUPPLY_EXHAUSTED')).toEqual(['REASON']);
  });

  it.each(['lateRisk', 'exposure', 'costPence', 'objective', 'gap'] as const)('finds a wrong %s', (field) => {
    const plan = handMadePlan();
    plan.phases[1][field] += 0.1;
    expect(checkPlan(handMadeProblem(), plan).map(({ rule, path }) => [rule, path])).toEqual([
      ['SUMMARY', `phases[1].${field}`],
    ]);
  });

  it.each(['firstStart', 'lastFinish'] as const)('finds a wrong %s', (field) => {
    const plan = handMadePlan();
    plan.phases[0][field] = '2026-04-09';
    expect(checkPlan(handMadeProblem(), plan).map(({ rule }) => rule)).toEqual(['SUMMARY']);
  });

  it('finds a bound above the objective', () => {
    const plan = handMadePlan();
    plan.phases[0].lowerBound = plan.phases[0].objective + 1;
    expect(checkPlan(handMadeProblem(), plan).map(({ rule }) => rule)).toEqual(['BOUND']);
  });
});

function unscheduleToo(plan: Plan, id: string): void {
  plan.unscheduled.push({ workPackageId: id, reason: 'NO_WINDOW', detail: 'Also here.' });
}

function moveTo(plan: Plan, id: string, start: string, finish: string): void {
  Object.assign(assigned(plan, id), { start, finish });
}

/** P1 and the pin are both work of K1, at different sites. */
function movePinToP1(plan: Plan, problem: Problem): void {
  work(problem, 'PINNED').pinned!.startDay = '2026-04-07';
  moveTo(plan, 'PINNED', '2026-04-07', '2026-04-09');
}

/** P1 is at site A on the 8th as well. */
function putSecondCrewAtA(plan: Plan, problem: Problem): void {
  problem.crews.push({ ...problem.crews[0]!, id: 'K3' });
  delete work(problem, 'P2').notBefore;
  moveTo(plan, 'P2', '2026-04-08', '2026-04-09');
  assigned(plan, 'P2').crewId = 'K3';
}

/** Phase 1 no longer stands in the way of EARLY-MONEY, so something else must. */
function takeEarlyMoney(plan: Plan, problem: Problem): void {
  work(problem, 'EARLY-MONEY').budgetIds = [];
  const entry = plan.unscheduled.find(({ workPackageId }) => workPackageId === 'EARLY-MONEY');
  entry!.reason = 'BUDGET_EXHAUSTED';
}
