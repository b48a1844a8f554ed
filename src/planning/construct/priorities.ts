import { NO_DAY, daysOf, type CrewClass, type Model } from '../model.js';

/** How much each resource counts in what a package takes, against the others. */
export interface ResourceMix {
  crewDays: number;
  pence: number;
  units: number;
}

/** What comes first in an order of packages. */
export interface PriorityRule {
  mix: ResourceMix;
  /** Packages with a deadline before all others: by day, or by what lateness would cost for what they take. */
  deadlines: 'NOT_FIRST' | 'BY_DAY' | 'BY_RISK';
}

/**
 * Orders packages by risk for what they take: the rule that is best for one machine (weighted shortest
 * processing time), with each resource taken in shares of what there is of it. Ties keep the document's order.
 */
export function orderBy(model: Model, packages: Int32Array, rule: PriorityRule): Int32Array {
  const shares = sharesOf(model, packages, rule.mix);
  const { riskHundredths, deadline } = model.packages;
  const keys = Float64Array.from(
    packages,
    (workPackage, at) => (riskHundredths[workPackage] as number) / (shares[at] as number),
  );
  const due = (workPackage: number) => deadline[workPackage] !== NO_DAY;
  const positions = Array.from(packages.keys());
  positions.sort((a, b) => {
    const first = packages[a] as number;
    const second = packages[b] as number;
    if (rule.deadlines !== 'NOT_FIRST' && due(first) !== due(second)) return due(first) ? -1 : 1;
    if (rule.deadlines === 'BY_DAY' && due(first)) {
      const days = (deadline[first] as number) - (deadline[second] as number);
      if (days !== 0) return days;
    }
    return (keys[b] as number) - (keys[a] as number) || a - b;
  });
  return Int32Array.from(positions, (position) => packages[position] as number);
}

/** What the least demanding option of each package takes, in shares of what there is, weighted by the mix. */
function sharesOf(model: Model, packages: Int32Array, mix: ResourceMix): Float64Array {
  const crewDaysOf = model.eligible.map((classes) => availableDays(model, classes));
  const paceOf = model.eligible.map((classes) =>
    classes.length > 0 ? (model.crewClasses[classes[0] as number] as CrewClass).pace : 0,
  );
  const budgetTotal = model.budgets.reduce((sum, budget) => sum + budget.pence, 1);
  const supplyOf = model.vendors.map(({ cumulativeSupply }) =>
    cumulativeSupply ? 1 + (cumulativeSupply.at(-1) ?? 0) : Infinity,
  );
  const { firstOption, demand } = model.packages;
  return Float64Array.from(packages, (workPackage) => {
    const group = demand[workPackage] as number;
    let least = Infinity;
    for (
      let option = firstOption[workPackage] as number;
      option < (firstOption[workPackage + 1] as number);
      option += 1
    ) {
      const days = model.paces.length > 0 ? daysOf(model, option, paceOf[group] as number) : 1;
      const share =
        (mix.crewDays * days) / (crewDaysOf[group] as number) +
        (mix.pence * (model.options.costPence[option] as number)) / budgetTotal +
        (mix.units * (model.options.units[option] as number)) /
          (supplyOf[model.options.vendor[option] as number] as number);
      least = Math.min(least, share);
    }
    return Math.max(least, Number.MIN_VALUE);
  });
}

function availableDays(model: Model, classes: Int32Array): number {
  let days = 1;
  for (const index of classes) {
    const { crews, calendar } = model.crewClasses[index] as CrewClass;
    days += crews.length * (calendar.days.length - calendar.rankFrom(0));
  }
  return days;
}
