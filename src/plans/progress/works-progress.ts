/** How far the works of a plan are, against the plan that was first approved: pure. */
import { addMonths, differenceInCalendarDays, endOfMonth, formatISO, parseISO, startOfMonth } from 'date-fns';

/** A work package over all the plans that came of one another. */
export interface ProgressPackage {
  phase: number;
  siteId: number;
  devices: number;
  risk: number;
  /** In the first plan; null where it had no day in it, or was not in it. */
  plannedFinish: string | null;
  plannedPence: number | null;
  /** Whether the first plan had it, with a day or without. */
  isPlanned: boolean;
  /** It left the plans without being done. */
  isGone: boolean;
  /** In the plan of now, where it is not done; null where that gives it no day. */
  expectedFinish: string | null;
  doneOn: string | null;
  actualPence: number | null;
}

export interface ProgressTerms {
  start: string;
  end: string;
  asOf: string;
}

export interface PhaseProgress {
  phase: number;
  /** Sites and devices that the plan of now or works are to clear, and those of them that are. */
  sites: number;
  sitesCleared: number;
  devices: number;
  devicesRemoved: number;
  workPackages: number;
  workPackagesDone: number;
  /** What the first plan had finished by now. */
  workPackagesDue: number;
  sitesDue: number;
  /** Of what is done, the days by which it was later than first planned, on average; null where nothing is done. */
  meanDaysLate: number | null;
  /** What the first plan set down for what is done, and what that cost. */
  plannedPence: number;
  actualPence: number;
}

/** Risk that still stands at the end of a month, in whole percent of what there was. */
export interface BurndownMonth {
  /** `YYYY-MM` */
  month: string;
  planned: number;
  /** Null from the month of `asOf` on. */
  actual: number | null;
  /** Done, and from now on expected. */
  expected: number;
}

export interface WorksProgress {
  asOf: string;
  phases: PhaseProgress[];
  months: BurndownMonth[];
  /** To three significant figures. */
  riskDaysPlanned: number;
  riskDaysExpected: number;
}

/** @param packages at least those of the first plan */
export function worksProgress(all: readonly ProgressPackage[], terms: ProgressTerms): WorksProgress {
  const planned = all.filter(({ isPlanned }) => isPlanned);
  const packages = all.filter(({ isGone }) => !isGone);
  const numbers = [...new Set(packages.map(({ phase }) => phase))].sort();
  const isDoneBy = (date: string) => (work: ProgressPackage) => work.doneOn !== null && work.doneOn <= date;
  return {
    asOf: terms.asOf,
    phases: numbers.map((phase) =>
      phaseProgress(
        phase,
        packages.filter((work) => work.phase === phase),
        isDoneBy(terms.asOf),
        terms.asOf,
      ),
    ),
    months: burndown(planned, packages, terms),
    riskDaysPlanned: riskDays(planned, ({ plannedFinish }) => plannedFinish, terms),
    riskDaysExpected: riskDays(packages, ({ doneOn, expectedFinish }) => doneOn ?? expectedFinish, terms),
  };
}

function phaseProgress(
  phase: number,
  packages: readonly ProgressPackage[],
  isDone: (work: ProgressPackage) => boolean,
  asOf: string,
): PhaseProgress {
  const done = packages.filter(isDone);
  const isDue = ({ plannedFinish }: ProgressPackage) => plannedFinish !== null && plannedFinish <= asOf;
  const late = done.flatMap(({ doneOn, plannedFinish }) =>
    doneOn !== null && plannedFinish !== null
      ? [differenceInCalendarDays(parseISO(doneOn), parseISO(plannedFinish))]
      : [],
  );
  return {
    phase,
    sites: sitesOf(packages),
    sitesCleared: sitesAllOf(packages, isDone),
    devices: sum(packages, ({ devices }) => devices),
    devicesRemoved: sum(done, ({ devices }) => devices),
    workPackages: packages.length,
    workPackagesDone: done.length,
    workPackagesDue: packages.filter(isDue).length,
    sitesDue: sitesAllOf(packages, isDue),
    meanDaysLate: late.length === 0 ? null : sum(late, (days) => days) / late.length,
    plannedPence: sum(done, ({ plannedPence }) => plannedPence ?? 0),
    actualPence: sum(done, ({ actualPence }) => actualPence ?? 0),
  };
}

function sitesOf(packages: readonly ProgressPackage[]): number {
  return new Set(packages.map(({ siteId }) => siteId)).size;
}

/** Sites all of whose packages are so. */
function sitesAllOf(packages: readonly ProgressPackage[], isSo: (work: ProgressPackage) => boolean): number {
  const others = new Set(packages.filter((work) => !isSo(work)).map(({ siteId }) => siteId));
  return new Set(packages.map(({ siteId }) => siteId).filter((id) => !others.has(id))).size;
}

function burndown(
  planned: readonly ProgressPackage[],
  packages: readonly ProgressPackage[],
  { start, end, asOf }: ProgressTerms,
): BurndownMonth[] {
  const months: BurndownMonth[] = [];
  for (let first = startOfMonth(parseISO(start)); dateOf(first) <= end; first = addMonths(first, 1)) {
    const last = dateOf(endOfMonth(first));
    const expected = percentLeft(packages, ({ doneOn, expectedFinish }) => doneOn ?? expectedFinish, last);
    months.push({
      month: last.slice(0, 7),
      planned: percentLeft(planned, ({ plannedFinish }) => plannedFinish, last),
      actual: last < asOf ? percentLeft(packages, ({ doneOn }) => doneOn, last) : null,
      expected,
    });
  }
  return months;
}

type FinishOf = (work: ProgressPackage) => string | null;

function percentLeft(packages: readonly ProgressPackage[], finishOf: FinishOf, date: string): number {
  const total = sum(packages, ({ risk }) => risk);
  const isLeft = (work: ProgressPackage) => (finishOf(work) ?? '9999-12-31') > date;
  const left = sum(packages.filter(isLeft), ({ risk }) => risk);
  return total === 0 ? 0 : Math.round((100 * left) / total);
}

function riskDays(
  packages: readonly ProgressPackage[],
  finishOf: FinishOf,
  { start, end }: ProgressTerms,
): number {
  const first = parseISO(start);
  const days = sum(packages, (work) => {
    const finish = finishOf(work) ?? end;
    return work.risk * Math.max(0, differenceInCalendarDays(parseISO(finish), first) + 1);
  });
  return Number(days.toPrecision(3));
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

function dateOf(date: Date): string {
  return formatISO(date, { representation: 'date' });
}
