/**
 * Small problems with everything that is awkward: work across weekends, leave and closures, days that only just
 * suffice, money and supply to the last unit, overlapping budgets, upgrades in the past, pins that nearly collide.
 */
import { addDays, formatISO, parseISO } from 'date-fns';
import fc from 'fast-check';
import { parseProblem } from '../../../src/planning/parse/parse-problem.js';
import type {
  Budget,
  Clearance,
  Crew,
  DateRange,
  Option,
  Problem,
  Site,
  Vendor,
  WorkPackage,
} from '../../../src/planning/problem.js';

/** A few working days before the end of a month, so that even short horizons see the next. */
const START = '2026-04-27';
const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06'];

export interface ProblemSize {
  maxPackages: number;
  /** Days of the horizon at most. */
  maxDays: number;
}

function dateAt(day: number): string {
  return formatISO(addDays(parseISO(START), day), { representation: 'date' });
}

const clearance = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Clearance>(0) },
  { weight: 1, arbitrary: fc.constantFrom<Clearance>(1, 2, 3) },
);

function days(maxDays: number): fc.Arbitrary<string> {
  return fc.integer({ min: -2, max: maxDays + 2 }).map(dateAt);
}

function ranges(maxDays: number): fc.Arbitrary<DateRange[]> {
  const range = fc
    .tuple(fc.integer({ min: -3, max: maxDays }), fc.integer({ min: 0, max: 4 }))
    .map(([from, length]): DateRange => [dateAt(from), dateAt(from + length)]);
  return fc.array(range, { maxLength: 2 });
}

function crews(maxDays: number): fc.Arbitrary<Crew[]> {
  const crew = fc.record(
    {
      regions: fc.constantFrom<string[]>(['R1', 'R2'], ['R1'], ['R2']),
      clearance: fc.constantFrom<Clearance>(0, 1, 2, 3, 3),
      minutesPerDay: fc.constantFrom(200, 300, 450),
      dayRatePence: fc.integer({ min: 0, max: 40 }),
      from: fc.integer({ min: -2, max: 8 }).map(dateAt),
      to: fc.integer({ min: 9, max: maxDays + 2 }).map(dateAt),
      leave: ranges(maxDays),
    },
    { requiredKeys: ['regions', 'clearance', 'minutesPerDay', 'dayRatePence'] },
  );
  return fc
    .array(crew, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((fields, index) => ({ id: `C${index}`, ...fields })));
}

const supply = fc.array(
  fc.record({ month: fc.constantFrom(...MONTHS), units: fc.integer({ min: 0, max: 12 }) }),
  { maxLength: 3 },
);

const vendors: fc.Arbitrary<Vendor[]> = fc
  .array(fc.record({ supply }, { requiredKeys: [] }), { minLength: 1, maxLength: 2 })
  .map((list) => list.map((fields, index) => ({ id: `V${index}`, ...fields })));

function budgets(maxDays: number): fc.Arbitrary<Budget[]> {
  const budget = fc
    .tuple(
      fc.integer({ min: -2, max: Math.floor(maxDays / 2) }),
      fc.integer({ min: 9, max: maxDays + 5 }),
      fc.constantFrom(300, 700, 1500, 9000).chain((max) => fc.integer({ min: 0, max })),
    )
    .map(([from, length, pence]) => ({ from: dateAt(from), to: dateAt(from + length), pence }));
  return fc
    .array(budget, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((fields, index) => ({ id: `B${index}`, ...fields })));
}

function sites(maxDays: number): fc.Arbitrary<Site[]> {
  const site = fc.record(
    {
      region: fc.constantFrom('R1', 'R1', 'R2'),
      sensitive: fc.boolean(),
      clearance,
      maxCrews: fc.constantFrom(1, 1, 2),
      closures: ranges(maxDays),
    },
    { requiredKeys: ['region', 'sensitive', 'clearance', 'maxCrews'] },
  );
  return fc
    .array(site, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((fields, index) => ({ id: `S${index}`, ...fields })));
}

/** An index into a list whose length is not known yet; taken modulo. */
const anyOf = fc.nat({ max: 11 });

interface PackageDraw {
  site: number;
  budgets: number[];
  risk: number;
  options: (Omit<Option, 'id' | 'vendorId'> & { vendor: number })[];
  pin: { option: number; crew: number; day: number } | undefined;
  deadline?: string;
  notBefore?: string;
  awaitUpgradeOn?: string | undefined;
}

function packages({ maxPackages, maxDays }: ProblemSize): fc.Arbitrary<PackageDraw[]> {
  const option = fc.record({
    vendor: anyOf,
    units: fc.integer({ min: 0, max: 4 }),
    minutes: fc.integer({ min: 1, max: 1400 }),
    costPence: fc.integer({ min: 0, max: 300 }),
    leadDays: fc.constantFrom(0, 0, 1, 5, 12),
  });
  const pin = fc.record({ option: anyOf, crew: anyOf, day: fc.integer({ min: -3, max: 15 }) });
  const draw = fc.record(
    {
      site: anyOf,
      budgets: fc.array(anyOf, { minLength: 1, maxLength: 3 }),
      risk: fc.integer({ min: 0, max: 1200 }).map((hundredths) => hundredths / 100),
      options: fc.array(option, { minLength: 1, maxLength: 3 }),
      deadline: days(maxDays),
      notBefore: days(Math.min(10, maxDays)),
      awaitUpgradeOn: fc.oneof(
        { weight: 3, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: days(maxDays) },
      ),
      pin: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: pin }),
    },
    { requiredKeys: ['site', 'budgets', 'risk', 'options', 'pin'] },
  );
  return fc.array(draw, { minLength: 1, maxLength: maxPackages });
}

function at<T>(list: T[], index: number): T {
  return list[index % list.length] as T;
}

function workPackage(draw: PackageDraw, index: number, around: Omit<Problem, 'workPackages'>): WorkPackage {
  const {
    site: siteIndex,
    budgets: budgetIndices,
    options: optionDraws,
    pin,
    awaitUpgradeOn,
    ...fields
  } = draw;
  const site = at(around.sites, siteIndex);
  const options = optionDraws.map(({ vendor, ...option }, at_) => ({
    id: `O${at_}`,
    vendorId: at(around.vendors, vendor).id,
    ...option,
  }));
  const work: WorkPackage = {
    id: `W${index}`,
    siteId: site.id,
    budgetIds: [...new Set(budgetIndices.map((budget) => at(around.budgets, budget).id))],
    options,
    ...fields,
  };
  if (awaitUpgradeOn && !site.sensitive) work.awaitUpgradeOn = awaitUpgradeOn;
  if (pin) {
    work.pinned = {
      optionId: at(options, pin.option).id,
      crewId: at(around.crews, pin.crew).id,
      startDay: dateAt(pin.day),
    };
  }
  return work;
}

/** Pins that cannot be kept make a problem unsound; those are left open instead. */
function withSoundPins(problem: Problem): Problem {
  const parsed = parseProblem(problem);
  if (parsed.ok) return problem;
  const faulty = new Set(parsed.faults.map(({ path }) => path));
  const workPackages = problem.workPackages.map((work, index) => {
    if (!faulty.has(`workPackages[${index}].pinned`)) return work;
    const open = { ...work };
    delete open.pinned;
    return open;
  });
  return { ...problem, workPackages };
}

/** Sound problems of at most `maxPackages` packages. */
export function problems(size: ProblemSize = { maxPackages: 6, maxDays: 40 }): fc.Arbitrary<Problem> {
  const { maxDays } = size;
  return fc
    .record({
      days: fc.integer({ min: 10, max: maxDays }),
      rule: fc.constantFrom('STRICT_PHASES' as const, 'FILL_IDLE_CAPACITY' as const),
      penceForRiskDay: fc.constantFrom(0, 1, 7, 100),
      holidays: fc.uniqueArray(days(maxDays), { maxLength: 3 }),
      weekend: fc.constantFrom<number[]>([6, 7], [6, 7], [], [3]),
      crews: crews(maxDays),
      vendors,
      budgets: budgets(maxDays),
      sites: sites(maxDays),
      packages: packages(size),
    })
    .map(({ days: length, packages: draws, ...rest }) => {
      const around = { start: START, end: dateAt(length - 1), ...rest };
      const workPackages = draws.map((draw, index) => workPackage(draw, index, around));
      return withSoundPins({ ...around, workPackages });
    });
}
