import type { CrewGroup } from './crew-groups.js';
import { weightOf, type PhaseRoom } from './phase-room.js';

/** The sizes that prices are likely to have, in millipence: how far a first step of the search may go. */
export interface TypicalPrices {
  /** By crew group and index in its days. */
  crewDay: Float64Array[];
  /** By vendor. */
  unit: Float64Array;
  /** By budget. */
  penny: Float64Array;
}

/** Prices smaller than this are not worth a step, in millipence. */
const LEAST = 1000;

/**
 * For a crew day: what the fluid asks, on the day and at its dearest. For units and money: what a package is worth
 * that is done a quarter of the horizon sooner, over what it takes of them.
 */
export function typicalPrices(room: PhaseRoom, groups: CrewGroup[], fluid: Float64Array[]): TypicalPrices {
  const { model } = room;
  const { firstOption, firstBudget, budgets } = model.packages;
  const unit = new Ratio(model.vendors.length);
  const penny = new Ratio(model.budgets.length);
  for (const workPackage of room.packages) {
    const worth = (weightOf(model, workPackage) * model.horizon) / 4;
    const first = firstOption[workPackage] as number;
    for (let option = first; option < (firstOption[workPackage + 1] as number); option += 1) {
      unit.add(model.options.vendor[option] as number, worth, model.options.units[option] as number);
    }
    for (
      let at = firstBudget[workPackage] as number;
      at < (firstBudget[workPackage + 1] as number);
      at += 1
    ) {
      penny.add(budgets[at] as number, worth, model.options.costPence[first] as number);
    }
  }
  return {
    crewDay: groups.map((_, group) => {
      const prices = fluid[group] as Float64Array;
      const dearest = prices.reduce((most, price) => Math.max(most, price), LEAST);
      return prices.map((price) => 0.25 * dearest + 0.5 * price);
    }),
    unit: unit.values(),
    penny: penny.values(),
  };
}

class Ratio {
  private readonly above: Float64Array;
  private readonly below: Float64Array;

  constructor(size: number) {
    this.above = new Float64Array(size);
    this.below = new Float64Array(size);
  }

  add(at: number, above: number, below: number): void {
    this.above[at] = (this.above[at] as number) + above;
    this.below[at] = (this.below[at] as number) + below;
  }

  values(): Float64Array {
    return this.above.map((above, at) => Math.max(1, above / Math.max(1, this.below[at] as number)));
  }
}
