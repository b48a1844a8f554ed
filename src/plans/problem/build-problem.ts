import { CLEARANCES, type ClearanceName } from '../../estate/estate.types.js';
import type {
  Budget,
  Clearance,
  Crew,
  DateRange,
  Problem,
  Vendor,
  WorkPackage,
} from '../../planning/index.js';
import type { CostLine } from '../../costing/cost-line.js';
import { perCrewDay } from '../../costing/cost-lines.js';
import { groupRows } from '../../platform/database/rows.js';
import { mayPay, potsOf, type PricedOption } from './budget-pots.js';
import { lessUnitsUsed } from './done-work.js';
import { cheapestUnits, DEAREST, offersAt, type TierUnits } from './offers.js';
import { optionLinesOf, optionsOf, type WorkToPrice } from './options.js';
import type { BudgetRow, CrewRow, HolidayRow, PlanningData, SiteRow, VendorRow } from './planning-data.js';
import { groupIntoPackages, type PackageOfDevices } from './work-packages.js';

/** A problem and what its work packages stand for, both in the same order. */
export interface BuiltProblem {
  problem: Problem;
  /** The tiers of prices that it was built at. */
  tiers: TierUnits;
  packages: PackageOfDevices[];
}

const SATURDAY_AND_SUNDAY = [6, 7];

/**
 * Builds the problem document of the planning model from what the database holds. The problem names rows by
 * their external ids.
 *
 * @param tiers those at whose prices to plan
 * @param kept of packages whose option is as it was ordered: its lines then, crew-days aside
 */
export function buildProblem(
  data: PlanningData,
  tiers = DEAREST,
  kept: ReadonlyMap<string, readonly CostLine[]> = new Map(),
): BuiltProblem {
  const sites = new Map(data.sites.map((site) => [site.id, site]));
  const packages = groupIntoPackages(data.devices, data.recorders, sites);
  const offersTo = offersAt(data, tiers);
  const pots = potsOf(data, packages, pricedOptions(data), kept);
  const budgets = groupRows(pots, ({ organisationId }) => organisationId);
  const used = [...new Set(packages.map(({ site }) => site))];
  const problem: Problem = {
    start: data.terms.start,
    end: data.terms.end,
    rule: data.terms.rule,
    penceForRiskDay: data.terms.penceForRiskDay,
    holidays: data.holidays.filter(({ nation }) => nation === 'ALL').map(({ date }) => date),
    weekend: SATURDAY_AND_SUNDAY,
    crews: data.crews.map((crew) => toCrew(crew, data.holidays, perCrewDay(data.book))),
    vendors: data.vendors.map(toVendor),
    budgets: pots.map(toBudget),
    sites: used.map(toSite),
    workPackages: packages.map((work) =>
      toWorkPackage(work, data, offersTo, budgets.get(work.site.organisationId) ?? []),
    ),
  };
  return { packages, tiers, problem: lessUnitsUsed(problem, data.done) };
}

function toWorkPackage(
  work: PackageOfDevices,
  { book, terms }: PlanningData,
  offersTo: ReturnType<typeof offersAt>,
  budgets: readonly BudgetRow[],
): WorkPackage {
  const { id, site, risk, deadline, upgradeOn } = work;
  const awaits = !site.sensitive && upgradeOn !== null && upgradeOn >= terms.start && upgradeOn <= terms.end;
  return {
    id,
    siteId: site.externalId,
    budgetIds: budgets.filter((budget) => mayPay(budget.fund, site)).map(({ externalId }) => externalId),
    risk,
    ...(deadline === null ? {} : { deadline }),
    ...(awaits ? { awaitUpgradeOn: upgradeOn } : {}),
    options: offersTo(site.organisationId).flatMap((offer) => optionsOf(offer, workToPrice(work), book)),
  };
}

/** What a work package is to those who price it. */
export function workToPrice({ counts, site }: PackageOfDevices): WorkToPrice {
  return { counts, bodyKind: site.bodyKind };
}

/**
 * The options of a package with the lines that their costs are made of, at the dearest and at the cheapest tiers. So
 * pots are the same whatever tiers are planned at: with prices in between, the share of resource is in between, too.
 */
function pricedOptions(data: PlanningData): (work: PackageOfDevices) => PricedOption[] {
  const offers = [DEAREST, cheapestUnits(data)].map((tiers) => offersAt(data, tiers));
  return (work) =>
    offers.flatMap((offersTo) =>
      offersTo(work.site.organisationId).flatMap((offer) =>
        optionsOf(offer, workToPrice(work), data.book).map(({ id, minutes }) => ({
          minutes,
          lines: optionLinesOf(offer, workToPrice(work), data.book, id) ?? [],
        })),
      ),
    );
}

/** @param morePence what a day costs on top of the crew's own rate */
function toCrew(crew: CrewRow, holidays: HolidayRow[], morePence: number): Crew {
  const leave: DateRange[] = crew.leave.map(({ from, to }) => [from, to]);
  for (const { date, nation } of holidays) {
    if (nation !== crew.nation || crew.leave.some(({ from, to }) => from <= date && date <= to)) continue;
    leave.push([date, date]);
  }
  return {
    id: crew.externalId,
    regions: crew.regions,
    clearance: toClearance(crew.clearance),
    minutesPerDay: crew.minutesPerDay,
    dayRatePence: crew.dayRatePence + morePence,
    ...(crew.from === null ? {} : { from: crew.from }),
    ...(crew.to === null ? {} : { to: crew.to }),
    ...(leave.length === 0 ? {} : { leave: leave.sort(([a], [b]) => (a < b ? -1 : 1)) }),
  };
}

function toVendor({ externalId, supply }: VendorRow): Vendor {
  return { id: externalId, ...(supply === null ? {} : { supply }) };
}

function toBudget({ externalId, from, to, pence }: BudgetRow): Budget {
  return { id: externalId, from, to, pence };
}

function toSite(site: SiteRow) {
  return {
    id: site.externalId,
    region: site.region,
    sensitive: site.sensitive,
    clearance: toClearance(site.clearance),
    ...(site.closures.length === 0
      ? {}
      : { closures: site.closures.map(({ from, to }): DateRange => [from, to]) }),
    maxCrews: site.maxCrews,
  };
}

function toClearance(name: ClearanceName): Clearance {
  return CLEARANCES.indexOf(name) as Clearance;
}
