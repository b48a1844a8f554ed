/**
 * The compiled problem: every id an integer index in document order, every date a day counted from the plan's
 * start (day 0), every table a typed array. It is read only; what changes while planning is in timetable/.
 */
import type { Day, DaySpan, WorkingDays } from './calendar.js';
import type { PhaseNumber, Problem } from './problem.js';

/** A day that never comes: no deadline, no upgrade. */
export const NO_DAY = 0x7fffffff;

export interface ModelCrew {
  /** Index of its class in `Model.crewClasses`. */
  crewClass: number;
  /** The working days within its `from`..`to`, up to the horizon's end, from `Model.originDay` on. */
  calendar: WorkingDays;
  dayRatePence: number;
  /** Index of its minutes per day in `Model.paces`. */
  pace: number;
}

/** Crews that are alike in all that planning sees: regions, clearance, pace, rate and working days. */
export interface CrewClass {
  /** Crew indices, ascending. */
  crews: Int32Array;
  regions: Set<string>;
  clearance: number;
  calendar: WorkingDays;
  dayRatePence: number;
  pace: number;
}

export interface ModelVendor {
  /** Units supplied in all months up to and including `Model.firstMonth + index`; undefined = unlimited. */
  cumulativeSupply: Float64Array | undefined;
}

export interface ModelBudget {
  from: Day;
  to: Day;
  pence: number;
}

export interface ModelSite {
  /** Sorted and disjoint. */
  closures: DaySpan[];
  maxCrews: number;
}

/** One entry per work package. */
export interface PackageTable {
  count: number;
  site: Int32Array;
  phase: Uint8Array;
  /** Risk in hundredths, so that sums are exact. */
  riskHundredths: Float64Array;
  /** `NO_DAY` where there is none. */
  deadline: Int32Array;
  /** `NO_DAY` where it may not await an upgrade; never set for phase 1. */
  awaitDay: Int32Array;
  /** Index in `Model.eligible`: packages with the same region and clearance share it. */
  demand: Int32Array;
  /** Options of package p: `firstOption[p]` up to, not including, `firstOption[p + 1]`. */
  firstOption: Int32Array;
  /** Budgets that may pay for p: `budgets[firstBudget[p]]` up to, not including, `budgets[firstBudget[p + 1]]`. */
  firstBudget: Int32Array;
  budgets: Int32Array;
}

/** One entry per option, those of a package side by side. */
export interface OptionTable {
  count: number;
  workPackage: Int32Array;
  vendor: Int32Array;
  units: Float64Array;
  costPence: Float64Array;
  /** The first day that lead time, notBefore and the plan's start allow. */
  earliestStart: Int32Array;
  /** Working days, at `option * paces.length + pace`. */
  days: Int32Array;
}

/** One package's work as placed: what an assignment of the plan says, as indices and days. */
export interface Placement {
  workPackage: number;
  /** Index in `Model.options`. */
  option: number;
  crew: number;
  start: Day;
  finish: Day;
  costPence: number;
  budget: number;
}

export interface ModelPin {
  workPackage: number;
  option: number;
  crew: number;
  start: Day;
}

export interface Model {
  problem: Problem;
  /** Epoch day of the plan's start. */
  startEpochDay: number;
  /** Days in the horizon; the last one is day `horizon - 1`. */
  horizon: number;
  /** The first day that calendars know: 0, or the earliest start of a pin where that is before the plan. */
  originDay: Day;
  /** Month number (calendar.ts) of `originDay`. */
  firstMonth: number;
  /** Months from `originDay` to the horizon's end. */
  monthCount: number;
  /** By `day - originDay`: index of the day's month, 0 = `firstMonth`. */
  monthOfDay: Int16Array;
  /** First day of each month; the first one may be before `originDay`. */
  monthStart: Int32Array;
  penceForRiskDay: number;
  /** Distinct minutes per day among the crews. */
  paces: number[];
  crews: ModelCrew[];
  crewClasses: CrewClass[];
  vendors: ModelVendor[];
  budgets: ModelBudget[];
  sites: ModelSite[];
  packages: PackageTable;
  options: OptionTable;
  /** By demand: the crew classes that may work there (region and clearance), ascending. */
  eligible: Int32Array[];
  pins: ModelPin[];
  /** Package indices by phase, in document order. */
  packagesOfPhase: Record<PhaseNumber, Int32Array>;
}

/** Working days that an option takes with a crew of that pace. */
export function daysOf(model: Model, option: number, pace: number): number {
  return model.options.days[option * model.paces.length + pace] as number;
}

/** Cost of an option with a crew class or crew, in pence. */
export function costOf(model: Model, option: number, crew: { pace: number; dayRatePence: number }): number {
  return (model.options.costPence[option] as number) + daysOf(model, option, crew.pace) * crew.dayRatePence;
}

/** Index of the month that holds a day of the model. */
export function monthOf(model: Model, day: Day): number {
  return model.monthOfDay[day - model.originDay] as number;
}

/** Hundredths of a penny: `penceForRiskDay` × risk in hundredths × days exposed if the exposure ends on `day`. */
export function exposurePriceOf(model: Model, workPackage: number, day: Day): number {
  return model.penceForRiskDay * (model.packages.riskHundredths[workPackage] as number) * (day + 1);
}
