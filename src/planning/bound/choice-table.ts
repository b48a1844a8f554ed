import type { Day, DaySpan } from '../calendar.js';
import { NO_DAY, type Model } from '../model.js';
import { weightOf, type PhaseRoom } from './phase-room.js';

/** The packages whose cheapest choice is looked for, and their options in the order in which that is done. */
export interface ChoiceTable {
  /** Package indices of the model. */
  packages: Int32Array;
  /** By position in `packages`: what a day of exposure costs, in millipence. */
  weight: Float64Array;
  /** Days of exposure if nothing is done: to the horizon's end, or the upgrade day. */
  idleDays: Int32Array;
  /** Index in `budgetSets`: packages that the same budgets may pay for share it. */
  budgetSet: Int32Array;
  budgetSets: Int32Array[];
  closures: (DaySpan[] | undefined)[];
  /** By demand: options in `options`, ascending by effort, so that those of one duration stand together. */
  firstOption: Int32Array;
  options: OptionColumns;
}

export interface OptionColumns {
  /** Position in `ChoiceTable.packages`. */
  owner: Int32Array;
  /** Option index of the model. */
  option: Int32Array;
  vendor: Int32Array;
  units: Float64Array;
  costPence: Float64Array;
  earliestStart: Int32Array;
}

/** The choices of some packages of a phase. */
export function choicesOf({ model, phase, firstStart }: PhaseRoom, packages: Int32Array): ChoiceTable {
  const table = model.packages;
  const setByKey = new Map<string, number>();
  const budgetSets: Int32Array[] = [];
  const budgetSet = packages.map((workPackage) => {
    const budgets = table.budgets.subarray(
      table.firstBudget[workPackage],
      table.firstBudget[workPackage + 1],
    );
    const key = budgets.join();
    const known = setByKey.get(key);
    if (known !== undefined) return known;
    setByKey.set(key, budgetSets.length);
    budgetSets.push(budgets);
    return budgetSets.length - 1;
  });
  const closures = Array.from(packages, (workPackage) => {
    const site = model.sites[table.site[workPackage] as number] as Model['sites'][number];
    return site.closures.length > 0 ? site.closures : undefined;
  });
  return {
    packages,
    weight: Float64Array.from(packages, (workPackage) => weightOf(model, workPackage)),
    idleDays: packages.map((workPackage) => {
      const awaitDay = table.awaitDay[workPackage] as number;
      return phase === 1 || awaitDay === NO_DAY ? model.horizon : Math.min(model.horizon, awaitDay + 1);
    }),
    budgetSet,
    budgetSets,
    closures,
    ...sortOptions(model, packages, firstStart),
  };
}

function sortOptions(
  model: Model,
  packages: Int32Array,
  firstStart: Day,
): Pick<ChoiceTable, 'firstOption' | 'options'> {
  const { packages: table, options } = model;
  const ownerOf: number[] = [];
  const ids: number[] = [];
  packages.forEach((workPackage, position) => {
    for (
      let id = table.firstOption[workPackage] as number;
      id < (table.firstOption[workPackage + 1] as number);
      id += 1
    ) {
      ownerOf.push(position);
      ids.push(id);
    }
  });
  const demandOf = (at: number) => table.demand[packages[ownerOf[at] as number] as number] as number;
  // Effort orders durations the same way at every pace.
  const effortOf = (at: number) => {
    let effort = 0;
    for (let pace = 0; pace < model.paces.length; pace += 1) {
      effort += options.days[(ids[at] as number) * model.paces.length + pace] as number;
    }
    return effort;
  };
  const order = Int32Array.from(ids.keys());
  const demands = order.map(demandOf);
  const efforts = Float64Array.from(order, effortOf);
  order.sort(
    (a, b) =>
      (demands[a] as number) - (demands[b] as number) ||
      (efforts[a] as number) - (efforts[b] as number) ||
      a - b,
  );
  const sorted = order.map((at) => ids[at] as number);
  const firstOption = new Int32Array(model.eligible.length + 1);
  for (const demand of demands) firstOption[demand + 1] = (firstOption[demand + 1] as number) + 1;
  for (let demand = 0; demand < model.eligible.length; demand += 1) {
    firstOption[demand + 1] = (firstOption[demand + 1] as number) + (firstOption[demand] as number);
  }
  return {
    firstOption,
    options: {
      owner: order.map((at) => ownerOf[at] as number),
      option: sorted,
      vendor: sorted.map((id) => options.vendor[id] as number),
      units: Float64Array.from(sorted, (id) => options.units[id] as number),
      costPence: Float64Array.from(sorted, (id) => options.costPence[id] as number),
      earliestStart: sorted.map((id) => Math.max(firstStart, options.earliestStart[id] as number)),
    },
  };
}
