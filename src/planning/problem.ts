/**
 * The problem document: what the planner is given. Money is integer pence, effort is minutes, dates are
 * ISO `YYYY-MM-DD` calendar dates without a time zone.
 */

/** An ISO calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** An inclusive range of calendar dates. */
export type DateRange = [from: IsoDate, to: IsoDate];

/** 0 none, 1 CTC, 2 SC, 3 DV: each level covers the ones below it. */
export type Clearance = 0 | 1 | 2 | 3;

/** 1 = sensitive sites, 2 = all other sites. */
export type PhaseNumber = 1 | 2;

export const PHASE_RULES = ['STRICT_PHASES', 'FILL_IDLE_CAPACITY'] as const;
export type PhaseRule = (typeof PHASE_RULES)[number];

export interface Crew {
  id: string;
  regions: string[];
  clearance: Clearance;
  minutesPerDay: number;
  dayRatePence: number;
  from?: IsoDate;
  to?: IsoDate;
  leave?: DateRange[];
}

export interface MonthlySupply {
  /** `YYYY-MM` */
  month: string;
  units: number;
}

export interface Vendor {
  id: string;
  /** Absent means unlimited. */
  supply?: MonthlySupply[];
}

export interface Budget {
  id: string;
  from: IsoDate;
  to: IsoDate;
  pence: number;
}

export interface Site {
  id: string;
  region: string;
  sensitive: boolean;
  clearance: Clearance;
  closures?: DateRange[];
  maxCrews: number;
}

export interface Option {
  id: string;
  vendorId: string;
  units: number;
  minutes: number;
  costPence: number;
  leadDays: number;
}

export interface Pin {
  optionId: string;
  crewId: string;
  startDay: IsoDate;
}

export interface WorkPackage {
  id: string;
  siteId: string;
  budgetIds: string[];
  risk: number;
  deadline?: IsoDate;
  notBefore?: IsoDate;
  awaitUpgradeOn?: IsoDate;
  options: Option[];
  pinned?: Pin;
}

export interface Problem {
  start: IsoDate;
  end: IsoDate;
  rule: PhaseRule;
  penceForRiskDay: number;
  holidays: IsoDate[];
  /** ISO weekdays, 1 Monday to 7 Sunday, on which nobody works. */
  weekend: number[];
  crews: Crew[];
  vendors: Vendor[];
  budgets: Budget[];
  sites: Site[];
  workPackages: WorkPackage[];
}

/** One thing that is wrong with a problem document: a JSON path and a sentence. */
export interface Fault {
  path: string;
  message: string;
}
