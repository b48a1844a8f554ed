import { describe, expect, it } from '@jest/globals';
import type { Problem, WorkPackage } from '../problem.js';
import { parseProblem } from './parse-problem.js';

/** Two crews of one region, one vendor with ten units in April 2026, one budget year, one site, two packages. */
function smallProblem(): Problem {
  return {
    start: '2026-04-01',
    end: '2027-03-31',
    rule: 'STRICT_PHASES',
    penceForRiskDay: 1200,
    holidays: ['2026-05-04'],
    weekend: [6, 7],
    crews: ['C1', 'C2'].map((id) => ({
      id,
      regions: ['R1'],
      clearance: 2,
      minutesPerDay: 450,
      dayRatePence: 60000,
      from: '2026-04-01',
      to: '2027-03-31',
      leave: [['2026-08-03', '2026-08-14']],
    })),
    vendors: [{ id: 'V1', supply: [{ month: '2026-04', units: 10 }] }],
    budgets: [{ id: 'B1', from: '2026-04-01', to: '2027-03-31', pence: 1000000 }],
    sites: [
      {
        id: 'S1',
        region: 'R1',
        sensitive: false,
        clearance: 0,
        closures: [['2026-12-21', '2027-01-03']],
        maxCrews: 1,
      },
    ],
    workPackages: ['W1', 'W2'].map((id) => ({
      id,
      siteId: 'S1',
      budgetIds: ['B1'],
      risk: 14.5,
      options: [{ id: 'O1', vendorId: 'V1', units: 6, minutes: 900, costPence: 250000, leadDays: 30 }],
    })),
  };
}

function faultsOf(change: (problem: Problem) => void): string[] {
  const problem = smallProblem();
  change(problem);
  const parsed = parseProblem(JSON.parse(JSON.stringify(problem)));
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
}

const packageAt = (problem: Problem, index: number) => problem.workPackages[index] as WorkPackage;
const pin = (problem: Problem, index: number, startDay: string, crewId = 'C1') => {
  packageAt(problem, index).pinned = { optionId: 'O1', crewId, startDay };
};

describe('a sound problem', () => {
  it('is accepted as it stands', () => {
    expect(parseProblem(smallProblem())).toEqual({ ok: true, problem: smallProblem() });
  });

  it('needs no rule: STRICT_PHASES is the default', () => {
    const problem: Partial<Problem> = smallProblem();
    delete problem.rule;
    expect(parseProblem(problem)).toEqual({ ok: true, problem: smallProblem() });
  });

  it('may have pins that begin before the plan, with their lead time not over', () => {
    expect(faultsOf((problem) => pin(problem, 0, '2026-04-01'))).toEqual([]);
    expect(
      faultsOf((problem) => {
        problem.crews.forEach((crew) => delete crew.from);
        problem.vendors[0]!.supply = [{ month: '2026-02', units: 10 }];
        pin(problem, 0, '2026-03-31');
      }),
    ).toEqual([]);
  });
});

describe('a broken document', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', [], ['$: expected an object, but got a list']],
    ['nothing', null, ['$: expected an object, but got null']],
  ])('%s is refused', (_name, value, expected) => {
    const parsed = parseProblem(value);
    expect(parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(
      expected,
    );
  });

  it.each<[string, (problem: Problem) => void, string]>([
    [
      'an impossible date',
      (p) => (p.start = '2026-02-30'),
      'start: expected a calendar date YYYY-MM-DD, but got "2026-02-30"',
    ],
    [
      'a horizon that runs backwards',
      (p) => (p.end = '2026-03-01'),
      '$: runs backwards: 2026-04-01 is after 2026-03-01',
    ],
    [
      'an unknown rule',
      (p) => (p.rule = 'ANY' as never),
      'rule: expected STRICT_PHASES or FILL_IDLE_CAPACITY, but got "ANY"',
    ],
    [
      'money with a fraction',
      (p) => (p.budgets[0]!.pence = 0.5),
      'budgets[0].pence: expected integer pence of 0 or more, but got 0.5',
    ],
    [
      'a risk of three decimals',
      (p) => (packageAt(p, 1).risk = 1.005),
      'workPackages[1].risk: expected a number of 0 or more with at most two decimals, but got 1.005',
    ],
    ['a weekday 8', (p) => (p.weekend = [8]), 'weekend[0]: expected an ISO weekday 1 to 7, but got 8'],
    [
      'a clearance 4',
      (p) => (p.sites[0]!.clearance = 4 as never),
      'sites[0].clearance: expected a clearance 0, 1, 2 or 3, but got 4',
    ],
    [
      'a leave that runs backwards',
      (p) => (p.crews[1]!.leave = [['2026-08-02', '2026-08-01']]),
      'crews[1].leave[0]: runs backwards: 2026-08-02 is after 2026-08-01',
    ],
    [
      'a closure that is no pair',
      (p) => (p.sites[0]!.closures = [['2026-08-02'] as never]),
      'sites[0].closures[0]: expected a pair of dates [from, to], but got a list',
    ],
    [
      'a month 13',
      (p) => (p.vendors[0]!.supply = [{ month: '2026-13', units: 1 }]),
      'vendors[0].supply[0].month: expected a month YYYY-MM, but got "2026-13"',
    ],
    [
      'a missing field',
      (p) => delete (p.sites[0] as Partial<Problem['sites'][0]>).region,
      'sites[0].region: is missing',
    ],
    [
      'a field it does not know',
      (p) => Object.assign(p.crews[0]!, { speed: 3 }),
      'crews[0].speed: is not a known field',
    ],
    [
      'a package without options',
      (p) => (packageAt(p, 0).options = []),
      'workPackages[0].options: expected at least 1 entry, but got none',
    ],
    [
      'an id used twice',
      (p) => (p.crews[1]!.id = 'C1'),
      'crews[1].id: "C1" is the id of an earlier entry too',
    ],
    [
      'an unknown vendor',
      (p) => (packageAt(p, 1).options[0]!.vendorId = 'V9'),
      'workPackages[1].options[0].vendorId: no vendor "V9"',
    ],
    ['an unknown site', (p) => (packageAt(p, 1).siteId = 'S9'), 'workPackages[1].siteId: no site "S9"'],
    [
      'an unknown budget',
      (p) => packageAt(p, 0).budgetIds.push('B9'),
      'workPackages[0].budgetIds[1]: no budget "B9"',
    ],
    [
      'a budget named twice',
      (p) => packageAt(p, 0).budgetIds.push('B1'),
      'workPackages[0].budgetIds[1]: budget "B1" is named twice',
    ],
    [
      'a pin to an unknown crew',
      (p) => pin(p, 0, '2026-06-01', 'C9'),
      'workPackages[0].pinned.crewId: no crew "C9"',
    ],
    [
      'an upgrade awaited in phase 1',
      (p) => {
        p.sites[0]!.sensitive = true;
        packageAt(p, 0).awaitUpgradeOn = '2026-07-01';
      },
      'workPackages[0].awaitUpgradeOn: only work packages of phase 2 may await an upgrade',
    ],
  ])('%s is refused with its path', (_name, change, expected) => {
    expect(faultsOf(change)).toEqual([expected]);
  });

  it('lists every fault at once', () => {
    const faults = faultsOf((problem) => {
      problem.end = 'soon';
      problem.crews[0]!.minutesPerDay = 0;
      packageAt(problem, 0).siteId = 'S9';
      packageAt(problem, 1).risk = -1;
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'end',
      'crews[0].minutesPerDay',
      'workPackages[1].risk',
      'workPackages[0].siteId',
    ]);
  });
});

describe('a pin that breaks a rule is refused with the name of the rule', () => {
  it.each<[string, (problem: Problem) => void, RegExp]>([
    [
      'rule 1: a start at the weekend',
      (p) => pin(p, 0, '2026-06-06'),
      /^workPackages\[0\]\.pinned: breaks rule 1 /,
    ],
    [
      'rule 1: a finish after the horizon',
      (p) => pin(p, 0, '2027-03-31'),
      /^workPackages\[0\]\.pinned: breaks rule 1 /,
    ],
    [
      'rule 1: a closure of the site',
      (p) => pin(p, 0, '2026-12-18'),
      /^workPackages\[0\]\.pinned: breaks rule 1 .* closure/,
    ],
    [
      'rule 2: a crew without clearance',
      (p) => ((p.sites[0]!.clearance = 3), pin(p, 0, '2026-06-01')),
      /^workPackages\[0\]\.pinned: breaks rule 2 /,
    ],
    [
      'rule 2: a crew not there yet',
      (p) => ((p.crews[0]!.from = '2026-06-02'), pin(p, 0, '2026-06-01')),
      /^workPackages\[0\]\.pinned: breaks rule 2 .* begins/,
    ],
    [
      'rule 2: a crew at two places',
      (p) => ((p.vendors = [{ id: 'V1' }]), pin(p, 0, '2026-06-01'), pin(p, 1, '2026-06-02')),
      /^workPackages\[1\]\.pinned: breaks rule 2 .* crew has other/,
    ],
    [
      'rule 2: a full site',
      (p) => ((p.vendors = [{ id: 'V1' }]), pin(p, 0, '2026-06-01'), pin(p, 1, '2026-06-02', 'C2')),
      /^workPackages\[1\]\.pinned: breaks rule 2 .* site/,
    ],
    [
      'rule 4: not enough units',
      (p) => (pin(p, 0, '2026-06-01'), pin(p, 1, '2026-06-08')),
      /^workPackages\[1\]\.pinned: breaks rule 4 /,
    ],
    [
      'rule 5: not enough money',
      (p) => ((p.budgets[0]!.pence = 369999), pin(p, 0, '2026-06-01')),
      /^workPackages\[0\]\.pinned: breaks rule 5 /,
    ],
  ])('%s', (_name, change, expected) => {
    const faults = faultsOf(change);
    expect(faults).toEqual([expect.stringMatching(expected)]);
  });

  it('but not when some choice of budgets pays for all of them', () => {
    const faults = faultsOf((problem) => {
      problem.vendors = [{ id: 'V1' }];
      problem.budgets = [
        { id: 'B1', from: '2026-04-01', to: '2027-03-31', pence: 370000 },
        { id: 'B2', from: '2026-04-01', to: '2027-03-31', pence: 470000 },
      ];
      packageAt(problem, 1).options[0]!.costPence = 350000;
      problem.workPackages.forEach((work) => (work.budgetIds = ['B2', 'B1']));
      pin(problem, 0, '2026-06-01');
      pin(problem, 1, '2026-06-08');
    });
    expect(faults).toEqual([]);
  });
});
