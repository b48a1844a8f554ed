import { BestFit, type Choice, type Surcharge } from '../construct/best-fit.js';
import { placeBest } from '../construct/place-best.js';
import { NO_DAY, daysOf, type CrewClass } from '../model.js';
import type { Random } from '../random.js';
import type { Draft } from '../timetable/draft.js';

/** Up to so many packages there are steps enough to try starts that only rarely are of use. */
const SMALL = 20;
const MOST_DAYS_LATER = 14;

/** Puts packages back, each at its best place, in an order and with exceptions that vary from time to time. */
export class Recreate {
  private readonly bestFit: BestFit;
  private readonly pricedFit: BestFit;
  /** By work package: risk for a working day of its shortest option. */
  private readonly density: Float64Array;
  /** By work package: risk for a penny of its cheapest option. */
  private readonly thrift: Float64Array;
  private readonly key: Float64Array;
  private readonly isSmall: boolean;

  constructor(
    private readonly draft: Draft,
    private readonly random: Random,
    prices: Surcharge,
  ) {
    this.bestFit = new BestFit(draft);
    this.pricedFit = new BestFit(draft, prices);
    this.density = densityOf(draft);
    this.thrift = thriftOf(draft);
    this.isSmall = draft.packages.length <= SMALL;
    this.key = new Float64Array(draft.model.packages.count);
  }

  /** `packages` are open, in the order in which they stood before. */
  place(packages: number[]): void {
    this.reorder(packages);
    const isStrict = this.random.oneIn(3);
    const bestFit = this.random.oneIn(2) ? this.bestFit : this.pricedFit;
    const { timetable } = this.draft;
    for (const workPackage of packages) {
      timetable.isLastBudgetFirst = !isStrict && this.random.oneIn(8);
      const choice = isStrict ? undefined : this.exception(workPackage);
      if (!placeBest(this.draft, bestFit, workPackage, choice) && choice) {
        placeBest(this.draft, bestFit, workPackage);
      }
    }
    timetable.isLastBudgetFirst = false;
  }

  private reorder(packages: number[]): void {
    const { random, key, density } = this;
    const kind = random.below(8);
    if (kind < 4) {
      const moves = 1 + random.below(2);
      for (let move = 0; move < moves; move += 1) this.relocate(packages);
    } else if (kind < 6) {
      const noise = random.fraction();
      const worth = this.isSmall && random.oneIn(2) ? this.thrift : density;
      for (const p of packages) key[p] = -(worth[p] as number) * (1 + noise * (random.fraction() - 0.5));
      packages.sort((a, b) => (key[a] as number) - (key[b] as number) || a - b);
    } else if (kind < 7) {
      random.shuffle(packages);
    } else {
      const { deadline } = this.draft.model.packages;
      packages.sort(
        (a, b) =>
          (deadline[a] as number) - (deadline[b] as number) ||
          (density[b] as number) - (density[a] as number) ||
          a - b,
      );
    }
  }

  private relocate(packages: number[]): void {
    if (packages.length < 2) return;
    const from = this.random.below(packages.length);
    const [moved] = packages.splice(from, 1) as [number];
    packages.splice(this.random.below(packages.length + 1), 0, moved);
  }

  /** Now and then something else than the best place as things stand, for what it leaves to others. */
  private exception(workPackage: number): Choice | undefined {
    const { random } = this;
    const { firstOption } = this.draft.model.packages;
    const kind = random.below(24);
    if (kind < 3) {
      const first = firstOption[workPackage] as number;
      const count = (firstOption[workPackage + 1] as number) - first;
      return count > 1 ? { option: first + random.below(count) } : undefined;
    }
    if (kind < 6) return { skip: () => random.oneIn(4) };
    if (kind < 7) return { from: this.laterStart(workPackage) };
    // Where work that costs more than it saves would fit, rule 9 has it done: other work may stand in its way.
    if (kind < 9 && this.isSmall) return { from: random.below(this.draft.model.horizon) };
    if (kind < 11 && this.isSmall) {
      // Where it stood last, and a little later.
      return {
        from: (this.draft.timetable.start[workPackage] as number) + 1 + random.below(MOST_DAYS_LATER),
      };
    }
    return undefined;
  }

  /** About where one of its budgets begins, so that the money of the one before is left to others. */
  private laterStart(workPackage: number): number {
    const { firstBudget, budgets } = this.draft.model.packages;
    const first = firstBudget[workPackage] as number;
    const count = (firstBudget[workPackage + 1] as number) - first;
    if (count === 0) return 0;
    const budget = budgets[first + this.random.below(count)] as number;
    return this.draft.model.budgets[budget]?.from ?? 0;
  }
}

function densityOf({ model }: Draft): Float64Array {
  const { count, firstOption, riskHundredths, demand } = model.packages;
  const density = new Float64Array(count);
  for (let workPackage = 0; workPackage < count; workPackage += 1) {
    const [anyClass] = model.eligible[demand[workPackage] as number] as Int32Array;
    if (anyClass === undefined) continue;
    const { pace } = model.crewClasses[anyClass] as CrewClass;
    let days = NO_DAY;
    for (
      let option = firstOption[workPackage] as number;
      option < (firstOption[workPackage + 1] as number);
      option += 1
    ) {
      days = Math.min(days, daysOf(model, option, pace));
    }
    density[workPackage] = (riskHundredths[workPackage] as number) / days;
  }
  return density;
}

function thriftOf({ model }: Draft): Float64Array {
  const { count, firstOption, riskHundredths } = model.packages;
  const thrift = new Float64Array(count);
  for (let workPackage = 0; workPackage < count; workPackage += 1) {
    const costs = model.options.costPence.subarray(firstOption[workPackage], firstOption[workPackage + 1]);
    const least = costs.reduce((low, cost) => Math.min(low, cost), Infinity);
    thrift[workPackage] = (riskHundredths[workPackage] as number) / Math.max(1, least);
  }
  return thrift;
}
