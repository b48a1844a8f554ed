/** What a scenario changes, and what a problem's rows are like with it: pure, so that real data is never touched. */
import { addMonths, formatISO, parseISO } from 'date-fns';
import type { ClearanceName, Nation } from '../../estate/estate.types.js';
import { datesOf } from '../../finance/fiscal-year.js';
import type { PhaseRule } from '../../planning/index.js';
import type { BudgetRow, CrewRow, PlanningData } from '../problem/planning-data.js';

/** More or less money: in budgets of a body, or of all, and in one fiscal year, or in all. */
export interface BudgetChange {
  organisationId: number | null;
  fiscalYear: number | null;
  /** Added to each budget; what is taken away may be more than there is, and leaves nothing. */
  addPence: number | null;
  /** Of what is there: 10 is a tenth more, -100 is nothing left. */
  percent: number | null;
  /** Added to all of them together, each getting its share; negative takes away. */
  spreadPence: number | null;
}

/** Deadlines that fall on `from`, or all, fall on `to`. */
export interface DeadlineChange {
  from: string | null;
  to: string;
}

/** Crews like one that is there, without its leave. */
export interface CrewAddition {
  likeCrewId: number;
  count: number;
  from: string | null;
  to: string | null;
}

export interface HolidayAddition {
  date: string;
  /** null: all of them. */
  nation: Nation | null;
}

export interface ClosureAddition {
  siteId: number;
  from: string;
  to: string;
}

/** A site in the other phase. What directives demand of its devices then is not decided here: the data has it already. */
export interface SiteReclassification {
  siteId: number;
  sensitive: boolean;
  clearance: ClearanceName | null;
}

/** Nobody works in the first months of the horizon, from which risk counts all the same. */
export interface StartDelay {
  months: number;
}

/** One change: exactly one of these. */
export type ScenarioChange =
  | { budget: BudgetChange }
  | { deadline: DeadlineChange }
  | { addCrews: CrewAddition }
  | { removeCrew: { crewId: number } }
  | { excludeVendor: { vendorId: number } }
  | { addHoliday: HolidayAddition }
  | { addClosure: ClosureAddition }
  | { reclassifySite: SiteReclassification }
  | { delay: StartDelay };

/** The terms that a scenario plans by in place of the base plan's; null leaves them. */
export interface ScenarioTerms {
  start: string | null;
  end: string | null;
  rule: PhaseRule | null;
  penceForRiskDay: number | null;
}

/** What a change names is not there (any longer). */
export class NothingToChange extends Error {
  constructor(readonly what: string) {
    super(`There is no ${what} any longer.`);
  }
}

/**
 * The rows of a problem as they would be, changed in the order given; the rows given stay as they are. Added crews have
 * the row id of the crew that they are like.
 *
 * @throws {NothingToChange}
 */
export function applyChanges(data: PlanningData, changes: readonly ScenarioChange[]): PlanningData {
  return changes.reduce(applyChange, data);
}

function applyChange(data: PlanningData, change: ScenarioChange): PlanningData {
  if ('budget' in change) return withBudgets(data, change.budget);
  if ('deadline' in change) return withDeadlines(data, change.deadline);
  if ('addCrews' in change) return withMoreCrews(data, change.addCrews);
  if ('removeCrew' in change) {
    const { crewId } = change.removeCrew;
    return { ...data, crews: without(data.crews, crewId, 'crew') };
  }
  if ('excludeVendor' in change) {
    const { vendorId } = change.excludeVendor;
    return { ...data, vendors: without(data.vendors, vendorId, 'vendor') };
  }
  if ('addHoliday' in change) return withHoliday(data, change.addHoliday);
  if ('addClosure' in change) return withClosure(data, change.addClosure);
  if ('delay' in change) return withDelay(data, change.delay);
  return withSite(data, change.reclassifySite);
}

function withBudgets(data: PlanningData, change: BudgetChange): PlanningData {
  const from = change.fiscalYear === null ? null : datesOf(change.fiscalYear).from;
  const isMeant = (budget: BudgetRow) =>
    (change.organisationId === null || budget.organisationId === change.organisationId) &&
    (from === null || budget.from === from);
  if (!data.budgets.some(isMeant)) throw new NothingToChange('budget of that body and year in the plan');
  const shareOf = sharesOf(data.budgets.filter(isMeant), change.spreadPence ?? 0);
  const changed = ({ pence, id }: BudgetRow) =>
    Math.round((pence * (100 + (change.percent ?? 0))) / 100) +
    (change.addPence ?? 0) +
    (shareOf.get(id) ?? 0);
  return {
    ...data,
    budgets: data.budgets.map((budget) =>
      isMeant(budget) ? { ...budget, pence: Math.max(0, changed(budget)) } : budget,
    ),
  };
}

/** What each budget gets of an amount, in proportion to what it has, in whole pence that add up to the amount. */
function sharesOf(budgets: readonly BudgetRow[], amount: number): Map<number, number> {
  const total = budgets.reduce((sum, { pence }) => sum + pence, 0);
  const shares = new Map<number, number>();
  let before = 0;
  for (const { id, pence } of budgets) {
    const upTo = (sum: number) => (total === 0 ? 0 : Math.round(amount * (sum / total)));
    shares.set(id, upTo(before + pence) - upTo(before));
    before += pence;
  }
  return shares;
}

function withDelay(data: PlanningData, { months }: StartDelay): PlanningData {
  const until = formatISO(addMonths(parseISO(data.terms.start), months), { representation: 'date' });
  return {
    ...data,
    crews: data.crews.map((crew) =>
      crew.from !== null && crew.from >= until ? crew : { ...crew, from: until },
    ),
  };
}

function withDeadlines(data: PlanningData, { from, to }: DeadlineChange): PlanningData {
  const isMeant = (deadline: string | null) => deadline !== null && (from === null || deadline === from);
  if (!data.devices.some(({ removalDeadline }) => isMeant(removalDeadline)))
    throw new NothingToChange(from === null ? 'deadline in the plan' : `deadline on ${from} in the plan`);
  return {
    ...data,
    devices: data.devices.map((device) =>
      isMeant(device.removalDeadline) ? { ...device, removalDeadline: to } : device,
    ),
  };
}

function withMoreCrews(data: PlanningData, { likeCrewId, count, from, to }: CrewAddition): PlanningData {
  const like = found(data.crews, likeCrewId, 'crew');
  const taken = new Set(data.crews.map(({ externalId }) => externalId));
  const added: CrewRow[] = [];
  for (let number = 1; added.length < count; number += 1) {
    const externalId = `${like.externalId} +${number}`;
    if (!taken.has(externalId)) added.push({ ...like, externalId, leave: [], from, to });
  }
  return { ...data, crews: [...data.crews, ...added] };
}

function withHoliday(data: PlanningData, { date, nation: only }: HolidayAddition): PlanningData {
  const nation = only ?? 'ALL';
  const isThere = data.holidays.some((holiday) => holiday.date === date && holiday.nation === nation);
  return isThere ? data : { ...data, holidays: [...data.holidays, { date, nation }] };
}

function withClosure(data: PlanningData, { siteId, from, to }: ClosureAddition): PlanningData {
  const site = found(data.sites, siteId, 'site');
  return replaced(data, { ...site, closures: [...site.closures, { from, to }] });
}

function withSite(data: PlanningData, { siteId, sensitive, clearance }: SiteReclassification): PlanningData {
  const site = found(data.sites, siteId, 'site');
  return replaced(data, { ...site, sensitive, clearance: clearance ?? site.clearance });
}

function replaced(data: PlanningData, site: PlanningData['sites'][number]): PlanningData {
  return { ...data, sites: data.sites.map((other) => (other.id === site.id ? site : other)) };
}

function found<Row extends { id: number }>(rows: readonly Row[], id: number, kind: string): Row {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new NothingToChange(`${kind} of that id in the plan`);
  return row;
}

function without<Row extends { id: number }>(rows: readonly Row[], id: number, kind: string): Row[] {
  found(rows, id, kind);
  return rows.filter((row) => row.id !== id);
}
