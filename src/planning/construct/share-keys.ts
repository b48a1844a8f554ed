import { daysOf, type CrewClass, type Model } from '../model.js';

/**
 * Risk for what a package takes of crews, money and units together, each as a share of what there is of it: the
 * rule that is best for one machine (weighted shortest processing time), with all resources for the machine.
 */
export function shareKeys(model: Model, packages: Int32Array): Float64Array {
  const crewDaysOf = model.eligible.map((classes) => availableDays(model, classes));
  const paceOf = model.eligible.map(([first]) =>
    first === undefined ? 0 : (model.crewClasses[first] as CrewClass).pace,
  );
  const allPence = model.budgets.reduce((sum, budget) => sum + budget.pence, 1);
  const suppliedOf = model.vendors.map(({ cumulativeSupply }) =>
    cumulativeSupply ? 1 + (cumulativeSupply.at(-1) ?? 0) : Infinity,
  );
  const { firstOption, demand, riskHundredths } = model.packages;
  const { costPence, units, vendor } = model.options;
  return Float64Array.from(packages, (workPackage) => {
    const group = demand[workPackage] as number;
    const end = firstOption[workPackage + 1] as number;
    let least = Infinity;
    for (let option = firstOption[workPackage] as number; option < end; option += 1) {
      const days = model.paces.length > 0 ? daysOf(model, option, paceOf[group] as number) : 1;
      const share =
        days / (crewDaysOf[group] as number) +
        (costPence[option] as number) / allPence +
        (units[option] as number) / (suppliedOf[vendor[option] as number] as number);
      least = Math.min(least, share);
    }
    return (riskHundredths[workPackage] as number) / least;
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
