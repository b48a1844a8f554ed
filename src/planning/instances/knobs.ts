import type { IsoDate, PhaseRule } from '../problem.js';

/**
 * What an instance is made to be like. A load is what all packages together need of a resource, divided by what
 * the whole horizon has of it: near or above 1 the resource binds throughout, at 0 it never does. Shares are
 * between 0 and 1.
 */
export interface InstanceKnobs {
  start: IsoDate;
  months: number;
  rule: PhaseRule;
  /** What a risk-day is worth, in pence. */
  penceForRiskDay: number;
  packages: number;
  /** Each site has one package; the packages beyond that go to sites by lot. */
  sites: number;
  /** Mean number of devices in a package; sizes spread from one to about ten times the mean. */
  devices: number;
  regions: number;
  vendors: number;
  /** Options of a package: one up to this many, each of another vendor. */
  options: number;
  /** Budget holders; each has one budget for every `budgetMonths` months. */
  organisations: number;
  budgetMonths: number;
  /** Crew-days needed by all packages / crew-days of all crews. It settles how many crews there are. */
  crewLoad: number;
  /** Units of all packages / units that all vendors deliver in the horizon, month by month; 0 = unlimited. */
  supplyLoad: number;
  /** Cheapest cost of all packages / money of all budgets; 0 = more money than could be spent. */
  budgetLoad: number;
  /** Sites at which one crew only may work at a time; the others take two or three. */
  oneCrewShare: number;
  sensitiveShare: number;
  /** Packages with a deadline. */
  deadlineShare: number;
  /** Packages that may not start before a day in the first half of the horizon, in phase 1 its first twentieth. */
  notBeforeShare: number;
  /** Phase 2 packages with an upgrade planned elsewhere. */
  awaitingShare: number;
  /** Packages whose option, crew and start are decided already. */
  pinnedShare: number;
  /** Sites with one to three closures of up to three weeks a year. */
  closedShare: number;
  /** Leave of each crew, in working weeks a year. */
  leaveWeeks: number;
  /** Budgets of the whole horizon that may pay for sensitive sites, as a share of all the money. */
  centralMoneyShare: number;
}

/** A middling estate: every feature in it, nothing scarce to the point of leaving much undone. */
export const MIDDLING: InstanceKnobs = {
  start: '2027-04-01',
  months: 48,
  rule: 'STRICT_PHASES',
  penceForRiskDay: 1200,
  packages: 60,
  sites: 50,
  devices: 10,
  regions: 3,
  vendors: 4,
  options: 3,
  organisations: 3,
  budgetMonths: 12,
  crewLoad: 0.6,
  supplyLoad: 0.6,
  budgetLoad: 0.7,
  oneCrewShare: 0.7,
  sensitiveShare: 0.2,
  deadlineShare: 0.2,
  notBeforeShare: 0.05,
  awaitingShare: 0.05,
  pinnedShare: 0.02,
  closedShare: 0.3,
  leaveWeeks: 4,
  centralMoneyShare: 0.05,
};
