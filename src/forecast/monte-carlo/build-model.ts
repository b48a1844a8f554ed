/** From a plan and the problem that it answers to what a forecast is drawn from. */
import { shareOut } from '../../finance/ledger/postings.js';
import type { CostOfKind } from '../../plans/costs/plan-cost-lines.service.js';
import { datesOf, fiscalYearOf } from '../../finance/fiscal-year.js';
import {
  WorkingDays,
  daySpansOf,
  epochDayOf,
  isoDateOf,
  isoWeekdayOf,
  type Assignment,
  type Crew,
  type Day,
  type IsoDate,
  type Option,
  type Plan,
  type Problem,
} from '../../planning/index.js';
import type { Spread } from './factor-table.js';
import type { CrewCalendar, ForecastModel, ForecastWork } from './model.js';

/** What is known of the works on a package. */
export interface KnownWork {
  standing: 'ORDERED' | 'UNDER_WAY' | 'DONE';
  startedOn: IsoDate | null;
  doneOn: IsoDate | null;
  /** What it cost; null until that is known. */
  costPence: number | null;
}

export interface ForecastTerms {
  /** How far each kind of cost may be out, and LABOUR: how far efforts may; what is missing is in no doubt. */
  spreads: ReadonlyMap<string, Spread>;
  vendorCorrelation: number;
  regionCorrelation: number;
  /** The first day on which what has not begun can begin; null: the plan is taken as it stands. */
  notBefore: IsoDate | null;
}

const CERTAIN: Spread = { shape: 'PERT', lowPercent: 100, highPercent: 100 };

/** How many years work may run late before it is counted as finished: beyond any factor that is let in. */
const YEARS_BEYOND = 10;

/**
 * @param linesOf what a package costs by kind, by its id in the problem; none: labour is the crew's days, equipment the
 *   rest
 * @param worksOf how far works are, by the same id
 */
export function buildModel(
  problem: Problem,
  plan: Pick<Plan, 'assignments'>,
  linesOf: (workPackageId: string) => readonly CostOfKind[] | undefined,
  worksOf: (workPackageId: string) => KnownWork | undefined,
  terms: ForecastTerms,
): ForecastModel {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const packages = new Map(problem.workPackages.map((work) => [work.id, work]));
  const crewPlaces = new Map(problem.crews.map(({ id }, place) => [id, place]));
  const vendors = new Places();
  const regions = new Places();
  const categories = new Places();
  const phase1Finish = lastFinish(
    plan.assignments,
    (id) => sites.get(packages.get(id)?.siteId ?? '')?.sensitive,
  );

  const toWork = (assignment: Assignment): ForecastWork => {
    const work = known(packages.get(assignment.workPackageId));
    const site = known(sites.get(work.siteId));
    const place = known(crewPlaces.get(assignment.crewId));
    const crew = problem.crews[place] as Crew;
    const option = known(work.options.find(({ id }) => id === assignment.optionId));
    const days = Math.max(1, Math.ceil(option.minutes / crew.minutesPerDay));
    const lines = linesOf(work.id) ?? splitOf(assignment, days, crew);
    const soFar = worksOf(work.id);
    return {
      phase: site.sensitive ? 1 : 2,
      vendor: vendors.of(option.vendorId),
      region: regions.of(site.region),
      crew: place,
      ...spanOf(assignment, soFar),
      ...effortOf(option, crew, days),
      ...costsOf(lines, soFar, { days, dayRatePence: crew.dayRatePence }, categories),
      closures: daySpansOf(dayOf, site.closures),
      standing: soFar?.standing === 'DONE' ? 'DONE' : soFar?.standing === 'UNDER_WAY' ? 'BEGUN' : 'OPEN',
      waitsForPhase1:
        problem.rule === 'STRICT_PHASES' &&
        !site.sensitive &&
        phase1Finish !== null &&
        assignment.start > phase1Finish,
    };
  };
  const works = plan.assignments.map(toWork);
  const inOrder = works
    .map((work, at) => ({ work, at }))
    .sort((a, b) => rankOf(a.work) - rankOf(b.work) || a.work.start - b.work.start || a.at - b.at);
  return {
    vendors: vendors.names,
    regions: regions.names,
    categories: categories.names.map((name) => ({ name, spread: terms.spreads.get(name) ?? CERTAIN })),
    effort: terms.spreads.get('LABOUR') ?? CERTAIN,
    crews: problem.crews.map((crew) => calendarOf(crew, problem, works)),
    works: inOrder.map(({ work }) => work),
    notBefore: terms.notBefore === null ? null : dayOf(terms.notBefore),
    vendorCorrelation: terms.vendorCorrelation,
    regionCorrelation: terms.regionCorrelation,
    ...yearsOf(problem, works),
  };
}

function spanOf(assignment: Assignment, soFar: KnownWork | undefined): { start: Day; finish: Day } {
  return {
    start: dayOf(soFar?.startedOn ?? assignment.start),
    finish: dayOf(soFar?.doneOn ?? assignment.finish),
  };
}

/** What has begun has its crew, and its phase waits for it, however early something else was planned. */
function rankOf({ standing }: ForecastWork): number {
  return standing === 'OPEN' ? 1 : 0;
}

function effortOf({ minutes }: Option, { minutesPerDay }: Crew, days: number) {
  return { minutes, minutesPerDay, days };
}

/**
 * What is done costs what it cost; which kind took how much of it is known by the estimates alone. Costs of crew-days may
 * be for more days than are still to do: those that are over, where works were planned anew. A day costs no more than
 * the crew does: days at different rates are one line, which does not say how many they are.
 */
function costsOf(
  lines: readonly CostOfKind[],
  soFar: KnownWork | undefined,
  { days, dayRatePence }: { days: number; dayRatePence: number },
  categories: Places,
) {
  const actual = soFar?.standing === 'DONE' ? soFar.costPence : null;
  const pence =
    actual === null
      ? lines.map((line) => line.pence)
      : shareOut(
          actual,
          lines.map((line) => line.pence),
        );
  return {
    parts: lines.map(({ category, crewDays, pence: estimate }, at) => ({
      ...{ category: categories.of(category), pence: pence[at] as number },
      pencePerDay: crewDays === null ? null : Math.min(estimate / Math.max(crewDays, days), dayRatePence),
    })),
  };
}

function splitOf({ costPence }: Assignment, days: number, { dayRatePence }: Crew): CostOfKind[] {
  const labourPence = days * dayRatePence;
  return [
    { category: 'EQUIPMENT', crewDays: null, pence: costPence - labourPence },
    { category: 'LABOUR', crewDays: days, pence: labourPence },
  ];
}

/** A crew's days: those that the problem knows, and after the end of its time as before it. */
function calendarOf(crew: Crew, problem: Problem, works: readonly ForecastWork[]): CrewCalendar {
  const from = works.reduce((first, { start }) => Math.min(first, start), dayOf(problem.start));
  const to = dayOf(problem.end) + YEARS_BEYOND * 366;
  const off = new Set(problem.holidays.map(dayOf));
  for (const span of daySpansOf(dayOf, crew.leave)) {
    for (let day = span.from; day <= span.to; day += 1) off.add(day);
  }
  const calendar = new WorkingDays(
    from,
    to,
    (day) => !off.has(day) && !problem.weekend.includes(isoWeekdayOf(day)),
  );
  return { from, to, days: calendar.days };
}

function yearsOf({ start, end }: Problem, works: readonly ForecastWork[]) {
  const first = fiscalYearOf(
    isoDateOf(works.reduce((least, { finish }) => Math.min(least, finish), dayOf(start))),
  );
  const last = fiscalYearOf(end) + YEARS_BEYOND;
  const yearEnds: Day[] = [];
  for (let year = first; year <= last; year += 1) yearEnds.push(dayOf(datesOf(year).to));
  return { firstFiscalYear: first, yearEnds };
}

function lastFinish(
  assignments: readonly Assignment[],
  isPhase1: (workPackageId: string) => boolean | undefined,
): IsoDate | null {
  const finishes = assignments
    .filter(({ workPackageId }) => isPhase1(workPackageId))
    .map(({ finish }) => finish);
  return finishes.reduce<IsoDate | null>(
    (last, finish) => (last === null || finish > last ? finish : last),
    null,
  );
}

/** Names, each with the place at which it came first. */
class Places {
  private readonly places: Map<string, number>;

  constructor(readonly names: string[] = []) {
    this.places = new Map(names.map((name, place) => [name, place]));
  }

  of(name: string): number {
    const place = this.places.get(name);
    if (place !== undefined) return place;
    this.places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

function dayOf(iso: IsoDate): Day {
  const day = epochDayOf(iso);
  if (day === undefined) throw new RangeError(`expected an ISO date, but got "${iso}"`);
  return day;
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the plan names something that its problem does not hold');
  return value;
}
