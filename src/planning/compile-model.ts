import {
  WorkingDays,
  daySpansOf,
  daysCountedFrom,
  epochDayOf,
  isoWeekdayOf,
  monthNumberOf,
  monthNumberOfDay,
  type Day,
  type DaySpan,
} from './calendar.js';
import {
  NO_DAY,
  type CrewClass,
  type Model,
  type ModelCrew,
  type ModelPin,
  type ModelVendor,
  type OptionTable,
  type PackageTable,
} from './model.js';
import type { Crew, IsoDate, Problem, Vendor } from './problem.js';

/** Compiles a problem that parseProblem accepts; throws RangeError on an id or date that it would refuse. */
export function compileModel(problem: Problem): Model {
  const startEpochDay = epochDayOf(problem.start) ?? NaN;
  const day = daysCountedFrom(startEpochDay);
  const horizon = day(problem.end) + 1;
  const pinStarts = problem.workPackages.flatMap((work) => (work.pinned ? [day(work.pinned.startDay)] : []));
  const originDay = pinStarts.reduce((earliest, start) => Math.min(earliest, start), 0);
  const months = compileMonths(startEpochDay, originDay, horizon);
  const paces = [...new Set(problem.crews.map((crew) => crew.minutesPerDay))];
  const { crews, crewClasses } = compileCrews(problem, startEpochDay, day, originDay, horizon, paces);
  const { packages, eligible } = compilePackages(problem, day, crewClasses);
  const options = compileOptions(problem, day, paces, packages);
  return {
    problem,
    startEpochDay,
    horizon,
    originDay,
    ...months,
    penceForRiskDay: problem.penceForRiskDay,
    paces,
    crews,
    crewClasses,
    vendors: problem.vendors.map((vendor) => compileVendor(vendor, months.firstMonth, months.monthCount)),
    budgets: problem.budgets.map((budget) => ({
      from: day(budget.from),
      to: day(budget.to),
      pence: budget.pence,
    })),
    sites: problem.sites.map((site) => ({
      closures: daySpansOf(day, site.closures),
      maxCrews: site.maxCrews,
    })),
    packages,
    options,
    eligible,
    pins: compilePins(problem, packages, day),
    packagesOfPhase: { 1: packagesOf(packages, 1), 2: packagesOf(packages, 2) },
  };
}

/** Counts dates from the plan's start. */
type DayOf = (iso: IsoDate) => Day;

/** A lookup by id that throws on an id that is not there. */
function indexById(kind: string, list: { id: string }[]): (id: string) => number {
  const indices = new Map(list.map((entry, index) => [entry.id, index]));
  return (id) => {
    const index = indices.get(id);
    if (index === undefined) throw new RangeError(`no ${kind} "${id}"`);
    return index;
  };
}

function compileMonths(startEpochDay: Day, originDay: Day, horizon: number) {
  const firstMonth = monthNumberOfDay(startEpochDay + originDay);
  const monthOfDay = new Int16Array(horizon - originDay);
  const starts: Day[] = [];
  for (let day = originDay; day < horizon; day += 1) {
    const date = new Date((startEpochDay + day) * 86_400_000);
    if (starts.length === 0 || date.getUTCDate() === 1) starts.push(day - date.getUTCDate() + 1);
    monthOfDay[day - originDay] = starts.length - 1;
  }
  return { firstMonth, monthCount: starts.length, monthOfDay, monthStart: Int32Array.from(starts) };
}

function compileCrews(
  problem: Problem,
  startEpochDay: Day,
  dayOf: DayOf,
  originDay: Day,
  horizon: number,
  paces: number[],
): { crews: ModelCrew[]; crewClasses: CrewClass[] } {
  const weekend = new Set(problem.weekend);
  const holidays = new Set(problem.holidays.map(dayOf));
  const isOpen = (day: Day) => !holidays.has(day) && !weekend.has(isoWeekdayOf(startEpochDay + day));
  const members: number[][] = [];
  const crewClasses: CrewClass[] = [];
  const byLikeness = new Map<string, number>();
  const crews = problem.crews.map((crew, index) => {
    const from = crew.from === undefined ? originDay : Math.max(originDay, dayOf(crew.from));
    const to = crew.to === undefined ? horizon - 1 : Math.min(horizon - 1, dayOf(crew.to));
    const leave = daySpansOf(dayOf, crew.leave);
    const key = likenessOf(crew, from, to, leave);
    let crewClass = byLikeness.get(key);
    if (crewClass === undefined) {
      crewClass = crewClasses.length;
      byLikeness.set(key, crewClass);
      members.push([]);
      crewClasses.push({
        crews: new Int32Array(0),
        calendar: new WorkingDays(
          originDay,
          horizon - 1,
          (day) =>
            day >= from && day <= to && isOpen(day) && !leave.some((off) => off.from <= day && day <= off.to),
        ),
        dayRatePence: crew.dayRatePence,
        pace: paces.indexOf(crew.minutesPerDay),
        regions: new Set(crew.regions),
        clearance: crew.clearance,
      });
    }
    (members[crewClass] as number[]).push(index);
    const { calendar, dayRatePence, pace } = crewClasses[crewClass] as CrewClass;
    return { crewClass, calendar, dayRatePence, pace };
  });
  crewClasses.forEach((crewClass, index) => (crewClass.crews = Int32Array.from(members[index] as number[])));
  return { crews, crewClasses };
}

function likenessOf(crew: Crew, from: Day, to: Day, leave: DaySpan[]): string {
  const regions = [...new Set(crew.regions)].sort();
  return JSON.stringify([regions, crew.clearance, crew.minutesPerDay, crew.dayRatePence, from, to, leave]);
}

function compileVendor(vendor: Vendor, firstMonth: number, monthCount: number): ModelVendor {
  if (!vendor.supply) return { cumulativeSupply: undefined };
  const cumulativeSupply = new Float64Array(monthCount);
  for (const { month, units } of vendor.supply) {
    const index = Math.max(0, (monthNumberOf(month) ?? NaN) - firstMonth);
    if (index < monthCount) cumulativeSupply[index] = (cumulativeSupply[index] as number) + units;
  }
  for (let index = 1; index < monthCount; index += 1) {
    cumulativeSupply[index] = (cumulativeSupply[index] as number) + (cumulativeSupply[index - 1] as number);
  }
  return { cumulativeSupply };
}

function compilePackages(
  problem: Problem,
  dayOf: DayOf,
  crewClasses: CrewClass[],
): { packages: PackageTable; eligible: Int32Array[] } {
  const siteIndex = indexById('site', problem.sites);
  const budgetIndex = indexById('budget', problem.budgets);
  const count = problem.workPackages.length;
  const packages: PackageTable = {
    count,
    site: new Int32Array(count),
    phase: new Uint8Array(count),
    riskHundredths: new Float64Array(count),
    deadline: new Int32Array(count).fill(NO_DAY),
    awaitDay: new Int32Array(count).fill(NO_DAY),
    demand: new Int32Array(count),
    firstOption: new Int32Array(count + 1),
    firstBudget: new Int32Array(count + 1),
    budgets: Int32Array.from(
      problem.workPackages.flatMap((work) => [...new Set(work.budgetIds)].map(budgetIndex)),
    ),
  };
  const eligible: Int32Array[] = [];
  const demands = new Map<string, number>();
  problem.workPackages.forEach((work, index) => {
    const site = siteIndex(work.siteId);
    const { region, clearance, sensitive } = problem.sites[site] as Problem['sites'][number];
    const demandKey = `${clearance} ${region}`;
    let demand = demands.get(demandKey);
    if (demand === undefined) {
      demand = eligible.length;
      demands.set(demandKey, demand);
      const fits = crewClasses.flatMap((crewClass, at) =>
        crewClass.regions.has(region) && crewClass.clearance >= clearance ? [at] : [],
      );
      eligible.push(Int32Array.from(fits));
    }
    packages.site[index] = site;
    packages.phase[index] = sensitive ? 1 : 2;
    packages.riskHundredths[index] = Math.round(work.risk * 100);
    if (work.deadline !== undefined) packages.deadline[index] = dayOf(work.deadline);
    if (work.awaitUpgradeOn !== undefined && !sensitive) {
      packages.awaitDay[index] = dayOf(work.awaitUpgradeOn);
    }
    packages.demand[index] = demand;
    packages.firstOption[index + 1] = (packages.firstOption[index] as number) + work.options.length;
    packages.firstBudget[index + 1] = (packages.firstBudget[index] as number) + new Set(work.budgetIds).size;
  });
  return { packages, eligible };
}

function compileOptions(
  problem: Problem,
  dayOf: DayOf,
  paces: number[],
  packages: PackageTable,
): OptionTable {
  const vendorIndex = indexById('vendor', problem.vendors);
  const count = packages.firstOption[packages.count] as number;
  const options: OptionTable = {
    count,
    workPackage: new Int32Array(count),
    vendor: new Int32Array(count),
    units: new Float64Array(count),
    costPence: new Float64Array(count),
    earliestStart: new Int32Array(count),
    days: new Int32Array(count * paces.length),
  };
  let at = 0;
  problem.workPackages.forEach((work, workPackage) => {
    const notBefore = work.notBefore === undefined ? 0 : dayOf(work.notBefore);
    for (const option of work.options) {
      options.workPackage[at] = workPackage;
      options.vendor[at] = vendorIndex(option.vendorId);
      options.units[at] = option.units;
      options.costPence[at] = option.costPence;
      options.earliestStart[at] = Math.max(0, option.leadDays, notBefore);
      paces.forEach((minutesPerDay, pace) => {
        options.days[at * paces.length + pace] = Math.min(NO_DAY, Math.ceil(option.minutes / minutesPerDay));
      });
      at += 1;
    }
  });
  return options;
}

function compilePins(problem: Problem, packages: PackageTable, dayOf: DayOf): ModelPin[] {
  const crewIndex = indexById('crew', problem.crews);
  return problem.workPackages.flatMap((work, workPackage) => {
    if (!work.pinned) return [];
    const { optionId, crewId, startDay } = work.pinned;
    const option = work.options.findIndex((candidate) => candidate.id === optionId);
    if (option < 0) throw new RangeError(`no option "${optionId}" in work package "${work.id}"`);
    const first = packages.firstOption[workPackage] as number;
    return [
      {
        workPackage,
        option: first + option,
        crew: crewIndex(crewId),
        start: dayOf(startDay),
      },
    ];
  });
}

function packagesOf(packages: PackageTable, phase: number): Int32Array {
  return Int32Array.from(
    Array.from(packages.phase.keys()).filter((index) => packages.phase[index] === phase),
  );
}
