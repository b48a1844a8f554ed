import type { Day, DaySpan } from '../calendar.js';
import { NO_DAY, daysOf, type Model } from '../model.js';
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
  options: OptionColumns;
  /** By demand, then by pace: where in `options` those stand that take so many days; ascending. */
  runs: OptionRun[][][];
}

/** Options from `first` up to, not including, `end` all take `days` working days. */
export interface OptionRun {
  days: number;
  first: number;
  end: number;
}

/**
 * Options by demand, then by effort. What the search reads of an option's package stands beside it too, so that it
 * reads along its columns.
 */
export interface OptionColumns {
  /** Position in `ChoiceTable.packages`. */
  owner: Int32Array;
  /** Option index of the model. */
  option: Int32Array;
  vendor: Int32Array;
  units: Float64Array;
  costPence: Float64Array;
  earliestStart: Int32Array;
  /** Of the package. */
  weight: Float64Array;
  budgetSet: Int32Array;
}

/** The choices of some packages of a phase. */
export function choicesOf(room: PhaseRoom, packages: Int32Array): ChoiceTable {
  const { model, firstStart } = room;
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
  const weight = Float64Array.from(packages, (workPackage) => weightOf(model, workPackage));
  const order = orderOptions(model, packages, weight);
  const columns = columnsOf(model, order, firstStart);
  return {
    packages,
    weight,
    idleDays: packages.map((workPackage) => idleDaysOf(room, workPackage)),
    budgetSet,
    budgetSets,
    closures,
    options: {
      ...columns,
      weight: Float64Array.from(columns.owner, (owner) => weight[owner] as number),
      budgetSet: columns.owner.map((owner) => budgetSet[owner] as number),
    },
    runs: runsOf(model, packages, columns),
  };
}

/** Days of exposure of a package if nothing is done: to the horizon's end, or the upgrade day. */
export function idleDaysOf({ model, phase }: PhaseRoom, workPackage: number): number {
  const awaitDay = model.packages.awaitDay[workPackage] as number;
  return phase === 1 || awaitDay === NO_DAY ? model.horizon : Math.min(model.horizon, awaitDay + 1);
}

/**
 * All options by demand, then by effort, which orders durations the same way at every pace, then by falling weight;
 * with the position of the package that each is of.
 */
function orderOptions(
  model: Model,
  packages: Int32Array,
  weight: Float64Array,
): { option: Int32Array; owner: Int32Array } {
  const { firstOption, demand } = model.packages;
  const count = packages.reduce(
    (sum, workPackage) =>
      sum + (firstOption[workPackage + 1] as number) - (firstOption[workPackage] as number),
    0,
  );
  const options = new Int32Array(count);
  const owners = new Int32Array(count);
  const efforts = new Float64Array(count);
  const demands = new Int32Array(count);
  let at = 0;
  packages.forEach((workPackage, owner) => {
    const end = firstOption[workPackage + 1] as number;
    for (let option = firstOption[workPackage] as number; option < end; option += 1, at += 1) {
      options[at] = option;
      owners[at] = owner;
      demands[at] = demand[workPackage] as number;
      for (let pace = 0; pace < model.paces.length; pace += 1) {
        efforts[at] = (efforts[at] as number) + daysOf(model, option, pace);
      }
    }
  });
  const order = Int32Array.from(options.keys()).sort(
    (a, b) =>
      (demands[a] as number) - (demands[b] as number) ||
      (efforts[a] as number) - (efforts[b] as number) ||
      (weight[owners[b] as number] as number) - (weight[owners[a] as number] as number) ||
      (options[a] as number) - (options[b] as number),
  );
  return {
    option: order.map((position) => options[position] as number),
    owner: order.map((position) => owners[position] as number),
  };
}

function columnsOf(
  { options }: Model,
  { option, owner }: { option: Int32Array; owner: Int32Array },
  firstStart: Day,
): Omit<OptionColumns, 'weight' | 'budgetSet'> {
  return {
    owner,
    option,
    vendor: option.map((id) => options.vendor[id] as number),
    units: Float64Array.from(option, (id) => options.units[id] as number),
    costPence: Float64Array.from(option, (id) => options.costPence[id] as number),
    earliestStart: option.map((id) => Math.max(firstStart, options.earliestStart[id] as number)),
  };
}

function runsOf(
  model: Model,
  packages: Int32Array,
  { owner, option }: Pick<OptionColumns, 'owner' | 'option'>,
): OptionRun[][][] {
  const runs: OptionRun[][][] = model.eligible.map(() => model.paces.map(() => []));
  for (let at = 0; at < option.length; at += 1) {
    const demand = model.packages.demand[packages[owner[at] as number] as number] as number;
    for (let pace = 0; pace < model.paces.length; pace += 1) {
      const days = daysOf(model, option[at] as number, pace);
      const own = runs[demand]?.[pace] as OptionRun[];
      const last = own.at(-1);
      if (last?.days === days) last.end = at + 1;
      else own.push({ days, first: at, end: at + 1 });
    }
  }
  return runs;
}
