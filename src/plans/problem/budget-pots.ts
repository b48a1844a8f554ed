/** The pots that stand in a problem for lines of money: pure. */
import { crewDayLines, perCrewDay } from '../../costing/cost-lines.js';
import type { CostLine } from '../../costing/cost-line.js';
import type { CostingBook } from '../../costing/costing-book.js';
import { CLEARANCES } from '../../estate/estate.types.js';
import type { Fund } from '../../finance/budget.entity.js';
import { groupRows } from '../../platform/database/rows.js';
import type { DoneWork } from './done-work.js';
import { potOf, widen, type Shared, type Shares } from './pots.js';
import type { BudgetRow, CrewRow, PlanningData, SiteRow } from './planning-data.js';
import type { PackageOfDevices } from './work-packages.js';

/** An option's lines, crew-days aside, and how long it takes. */
export interface PricedOption {
  lines: readonly CostLine[];
  minutes: number;
}

/** What a day of a crew costs. */
interface Daily extends Shared {
  minutesPerDay: number;
}

/**
 * Lines of capital with what may be charged to each, so that neither it nor the line of resource beside it is overdrawn:
 * packages are charged to the line of capital as a whole, and costs are parted by class when they are committed. A line
 * of resource without a line of capital beside it pays for nothing.
 *
 * @param optionsOf a package's options with their lines
 * @param kept of packages whose option is as it was ordered: its lines then, crew-days aside
 */
export function potsOf(
  data: PlanningData,
  packages: readonly PackageOfDevices[],
  optionsOf: (work: PackageOfDevices) => readonly PricedOption[],
  kept: ReadonlyMap<string, readonly CostLine[]>,
): BudgetRow[] {
  const lines = new Map(data.budgets.map((line) => [keyOf(line), line]));
  const usedOf = usedBy(data.done);
  const ofBody = groupRows(packages, ({ site }) => site.organisationId);
  const sharesOf = sharesBy(data, optionsOf, kept);
  return data.budgets
    .filter(({ category }) => category === 'CAPITAL')
    .map((capital) => {
      const resource = lines.get(keyOf({ ...capital, category: 'RESOURCE' }))?.pence ?? 0;
      const used = usedOf(capital.externalId);
      const payable = (ofBody.get(capital.organisationId) ?? []).filter(({ site }) =>
        mayPay(capital.fund, site),
      );
      const left = [capital.pence - used.capital, resource - used.resource].map((pence) =>
        Math.max(0, pence),
      );
      const [ofCapital = 0, ofResource = 0] = left;
      return { ...capital, pence: potOf(ofCapital, ofResource, sharesOf(payable)) };
    });
}

/** Ring-fenced money pays for sensitive sites alone. */
export function mayPay(fund: Fund, { sensitive }: Pick<SiteRow, 'sensitive'>): boolean {
  return sensitive || fund !== 'SENSITIVE_SITES';
}

function keyOf({ organisationId, from, fund, category }: BudgetRow): string {
  return [organisationId, from, fund, category].join(' ');
}

/** What works that are done have used of both lines. */
function usedBy(done: readonly DoneWork[]): (capitalId: string) => { capital: number; resource: number } {
  const used = new Map<string, { capital: number; resource: number }>();
  for (const { budgetId, pence, resourcePence } of done) {
    const before = used.get(budgetId) ?? { capital: 0, resource: 0 };
    const { capital, resource } = before;
    used.set(budgetId, { capital: capital + pence - resourcePence, resource: resource + resourcePence });
  }
  return (capitalId) => used.get(capitalId) ?? { capital: 0, resource: 0 };
}

/** The shares of resource in whatever a set of packages may come to cost. */
function sharesBy(
  { book, crews }: PlanningData,
  optionsOf: (work: PackageOfDevices) => readonly PricedOption[],
  kept: ReadonlyMap<string, readonly CostLine[]>,
): (packages: readonly PackageOfDevices[]) => Shares | null {
  const hasResource = book.rates.some((rate) => rate.class === 'RESOURCE' && rate.amount > 0);
  const all = crews.map((crew) => dailyOf(crew, book));
  const dailies = new Map<string, Daily[]>();
  const dailiesAt = ({ region, clearance }: SiteRow) => {
    const key = `${region}/${clearance}`;
    const known = dailies.get(key) ?? distinct(crews.filter(mayWorkAt(region, clearance)), book);
    dailies.set(key, known);
    return known;
  };
  return (packages) => {
    let shares: Shares | null = null;
    for (const work of packages) {
      const ordered = kept.get(work.id);
      // However many days are left of it, and whatever they cost when it was ordered.
      if (ordered) shares = [sharedOf(ordered), ...all, ...labourAlone(book)].reduce(widen, shares);
      if (ordered || !hasResource) continue;
      for (const { lines, minutes } of optionsOf(work)) {
        const option = sharedOf(lines);
        for (const { minutesPerDay, total, resource } of dailiesAt(work.site)) {
          const days = Math.ceil(minutes / minutesPerDay);
          shares = widen(shares, {
            total: option.total + days * total,
            resource: option.resource + days * resource,
          });
        }
      }
    }
    return shares;
  };
}

function sharedOf(lines: readonly CostLine[]): Shared {
  return lines.reduce(
    ({ total, resource }, line) => ({
      total: total + line.totalPence,
      resource: resource + (line.class === 'RESOURCE' ? line.totalPence : 0),
    }),
    { total: 0, resource: 0 },
  );
}

function dailyOf({ minutesPerDay, dayRatePence }: CrewRow, book: CostingBook): Daily {
  const lines = crewDayLines(dayRatePence + perCrewDay(book), dayRatePence, book);
  return { minutesPerDay, ...sharedOf(lines) };
}

/** Crew-days that were charged at other rates than today's count as labour alone. */
function labourAlone({ rates }: CostingBook): Shared[] {
  const labour = rates.find(({ category, per }) => category === 'LABOUR' && per === 'CREW_DAY');
  return [{ total: 1, resource: labour?.class === 'RESOURCE' ? 1 : 0 }];
}

/** Many crews cost and work the same. */
function distinct(crews: readonly CrewRow[], book: CostingBook): Daily[] {
  const byKind = new Map(
    crews.map((crew) => [`${crew.minutesPerDay} ${crew.dayRatePence}`, dailyOf(crew, book)]),
  );
  return [...byKind.values()];
}

function mayWorkAt(region: string, clearance: CrewRow['clearance']): (crew: CrewRow) => boolean {
  const needed = CLEARANCES.indexOf(clearance);
  return (crew) => CLEARANCES.indexOf(crew.clearance) >= needed && crew.regions.includes(region);
}
