import { costOf, daysOf, type Model, type ModelPin, type Placement } from './model.js';
import { Timetable, type Obstacle } from './timetable/timetable.js';

/** A pin that breaks a rule which binds pins too. */
export interface PinFault {
  workPackage: number;
  /** A sentence that names the rule. */
  message: string;
}

export interface PlacedPins {
  /** Of the pins without fault, in document order. */
  placements: Placement[];
  faults: PinFault[];
}

/** A search for budgets that pay for all pins gives up after so many tries and calls the money short. */
const MAX_PAYMENT_TRIES = 100_000;
/** Of more pins with a choice of budgets than this, each takes the first budget that has the money. */
const MAX_PINS_TO_SEARCH = 500;

/**
 * Places the pins of a problem as they say, and tells which break rule 1 (duration), 2 (crews), 4 (supply) or
 * 5 (budget). Of two pins that cannot both be kept, the later one in the document is at fault.
 */
export function placePins(model: Model): PlacedPins {
  const faults: PinFault[] = [];
  const placements: Placement[] = [];
  for (const pin of model.pins) {
    const message = faultByItself(model, pin);
    if (message === undefined) placements.push(placementOf(model, pin));
    else faults.push({ workPackage: pin.workPackage, message });
  }
  const budgets = payFor(model, placements);
  const timetable = new Timetable(model);
  const kept = placements.filter((placement, index) => {
    placement.budget = budgets[index] as number;
    const obstacle = timetable.obstacleTo(placement);
    if (obstacle) faults.push({ workPackage: placement.workPackage, message: OBSTACLES[obstacle] });
    else timetable.place(placement);
    return !obstacle;
  });
  faults.sort((a, b) => a.workPackage - b.workPackage);
  return { placements: kept, faults };
}

function placementOf(model: Model, { workPackage, option, crew, start }: ModelPin): Placement {
  const worker = model.crews[crew] as Model['crews'][number];
  const finish = worker.calendar.finishOf(start, daysOf(model, option, worker.pace)) as number;
  return { workPackage, option, crew, start, finish, costPence: costOf(model, option, worker), budget: -1 };
}

/** What is wrong with a pin even if it were the only one. */
function faultByItself(model: Model, { workPackage, option, crew, start }: ModelPin): string | undefined {
  const { crewClass, calendar, pace } = model.crews[crew] as Model['crews'][number];
  const { id, from, to } = model.problem.crews[crew] as Model['problem']['crews'][number];
  const { startDay } = model.problem.workPackages[workPackage]?.pinned ?? { startDay: '' };
  const demand = model.packages.demand[workPackage] as number;
  if (!(model.eligible[demand] as Int32Array).includes(crewClass)) {
    return `breaks rule 2 (crews): crew "${id}" has not the region or the clearance for the site`;
  }
  if (from !== undefined && startDay < from) {
    return `breaks rule 2 (crews): crew "${id}" begins on ${from}, after ${startDay}`;
  }
  if (to !== undefined && startDay > to) {
    return `breaks rule 2 (crews): crew "${id}" ends on ${to}, before ${startDay}`;
  }
  if (start < model.horizon && !calendar.isWorking(start)) {
    return `breaks rule 1 (duration): ${startDay} is not a working day of crew "${id}"`;
  }
  const finish = calendar.finishOf(start, daysOf(model, option, pace));
  if (finish === undefined) {
    return `breaks rule 1 (duration): crew "${id}" has not enough working days from ${startDay} on`;
  }
  const site = model.packages.site[workPackage] as number;
  const { closures } = model.sites[site] as Model['sites'][number];
  if (closures.some((closure) => closure.from <= finish && closure.to >= start)) {
    return `breaks rule 1 (duration): the work from ${startDay} on touches a closure of the site`;
  }
  return undefined;
}

const OBSTACLES: Record<Obstacle, string> = {
  CREW: 'breaks rule 2 (crews): the crew has other pinned work on one of its days',
  SITE: 'breaks rule 2 (crews): the site has as much pinned work on one of its days as it admits',
  SUPPLY: 'breaks rule 4 (supply): the vendor has not the units for all work pinned to it by some month',
  BUDGET: 'breaks rule 5 (budget): none of its budgets holds the finish day and has the money for it',
};

/**
 * A budget for each placement, or -1 where the money does not reach. Work with one budget to choose from takes it
 * first; for the rest, all choices are tried if need be.
 */
function payFor(model: Model, placements: Placement[]): number[] {
  const left = model.budgets.map((budget) => budget.pence);
  const choices = placements.map(({ workPackage, finish }) => budgetsAt(model, workPackage, finish));
  const paid = placements.map(() => -1);
  const pay = (index: number, budget: number, sign: 1 | -1) => {
    left[budget] = (left[budget] as number) - sign * (placements[index]?.costPence ?? 0);
    paid[index] = sign === 1 ? budget : -1;
  };
  const affords = (index: number, budget: number) =>
    (left[budget] as number) >= (placements[index]?.costPence ?? 0);
  const open: number[] = [];
  choices.forEach((budgets, index) => {
    const [only] = budgets;
    if (budgets.length > 1) open.push(index);
    else if (only !== undefined && affords(index, only)) pay(index, only, 1);
  });
  let tries = 0;
  const payRest = (at: number): boolean => {
    const index = open[at];
    if (index === undefined) return true;
    for (const budget of choices[index] as number[]) {
      if (!affords(index, budget)) continue;
      tries += 1;
      if (tries > MAX_PAYMENT_TRIES) return false;
      pay(index, budget, 1);
      if (payRest(at + 1)) return true;
      pay(index, budget, -1);
    }
    return false;
  };
  const payGreedily = () => {
    for (const index of open) {
      const budget = (choices[index] as number[]).find((candidate) => affords(index, candidate));
      if (budget !== undefined) pay(index, budget, 1);
    }
  };
  payGreedily();
  if (open.some((index) => paid[index] === -1) && open.length <= MAX_PINS_TO_SEARCH) {
    for (const index of open) if (paid[index] !== -1) pay(index, paid[index] as number, -1);
    if (!payRest(0)) payGreedily();
  }
  return paid;
}

function budgetsAt(model: Model, workPackage: number, finish: number): number[] {
  const { firstBudget, budgets } = model.packages;
  return Array.from(budgets.subarray(firstBudget[workPackage], firstBudget[workPackage + 1])).filter(
    (index) => {
      const { from, to } = model.budgets[index] as Model['budgets'][number];
      return from <= finish && finish <= to;
    },
  );
}
