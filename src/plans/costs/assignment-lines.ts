/** What the assignments of a plan cost, line by line: pure. */
import { NO_BASIS, SAME_PRICES, totalOf, type CostLine } from '../../costing/cost-line.js';
import { crewDayLines } from '../../costing/cost-lines.js';
import { fiscalYearOf } from '../../finance/fiscal-year.js';
import type { Assignment, Option, Plan } from '../../planning/index.js';
import { workToPrice, type BuiltProblem } from '../problem/build-problem.js';
import { offersAt } from '../problem/offers.js';
import { optionLinesOf } from '../problem/options.js';
import type { PlanningData } from '../problem/planning-data.js';

/** The lines of one assignment, which add up to its cost. */
export interface LinesOfPackage {
  /** The package's place in the problem. */
  number: number;
  lines: CostLine[];
  /** Of prices in the fiscal year of its finish day, in basis points. */
  index: number;
}

/**
 * The lines of all assignments of a plan, one assignment at a time, as a large plan has too many to hold.
 *
 * @param kept of packages whose option is as it was ordered: its lines then, crew-days aside
 * @throws {Error} where the plan is not of the problem
 */
export function* linesOfPlan(
  data: PlanningData,
  { packages, problem, tiers }: BuiltProblem,
  plan: Pick<Plan, 'assignments'>,
  kept: ReadonlyMap<string, readonly CostLine[]>,
): Generator<LinesOfPackage> {
  const numbers = new Map(packages.map(({ id }, number) => [id, number]));
  const offersTo = offersAt(data, tiers);
  const dayRates = new Map(data.crews.map(({ externalId, dayRatePence }) => [externalId, dayRatePence]));
  for (const assignment of plan.assignments) {
    const { workPackageId, optionId } = assignment;
    const number = numbers.get(workPackageId) ?? -1;
    const work = packages[number];
    const option = problem.workPackages[number]?.options.find(({ id }) => id === optionId);
    const fresh = () => {
      const offers = work && offersTo(work.site.organisationId);
      const offer = offers?.find(({ externalId }) => externalId === option?.vendorId);
      return work && offer && optionLinesOf(offer, workToPrice(work), data.book, optionId);
    };
    const lines = kept.get(workPackageId) ?? fresh();
    const dayRate = dayRates.get(assignment.crewId);
    if (!lines || dayRate === undefined)
      throw new Error('the plan names something that its data do not hold');
    const index = data.priceIndices.get(fiscalYearOf(assignment.finish)) ?? SAME_PRICES;
    yield { number, index, lines: [...lines, ...daysOf(assignment, lines, dayRate, data)] };
  }
}

/** What is left of an assignment's cost is its crew-days. */
function daysOf(
  { costPence }: Assignment,
  lines: readonly CostLine[],
  dayRatePence: number,
  { book }: PlanningData,
): CostLine[] {
  const rest = costPence - totalOf(lines);
  if (rest < 0) throw new Error('the lines of an option come to more than its cost');
  return crewDayLines(rest, dayRatePence, book);
}

/**
 * The lines of an option as it was ordered, crew-days aside. A quotation by which something was ordered does not lapse
 * any more.
 *
 * @param lines of the assignment by which it was ordered; none where its plan is from before there were lines
 */
export function linesAsOrdered(lines: readonly CostLine[], { units, costPence }: Option): CostLine[] {
  if (lines.length > 0) {
    return lines
      .filter(({ per }) => per !== 'CREW_DAY')
      .map((line) => ({ ...line, basis: { ...line.basis, expiresOn: null } }));
  }
  if (costPence === 0) return [];
  return [
    {
      ...{
        category: 'EQUIPMENT',
        class: 'CAPITAL',
        item: null,
        per: 'UNIT',
        quantity: units,
        basis: NO_BASIS,
      },
      ...{ netPence: costPence, vatBasisPoints: 0, irrecoverableVatPence: 0, totalPence: costPence },
    },
  ];
}
