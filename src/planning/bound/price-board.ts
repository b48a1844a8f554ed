import type { CrewGroup } from './crew-groups.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';
import type { PhasePrices } from './phase-prices.js';
import type { Segments } from './segments.js';
import type { GroupPaid } from './window-table.js';

/** Prices laid out as the search for cheapest choices reads them. */
export class PriceBoard {
  /** Running sums of day prices: of each group, then of each of its lines. */
  readonly paid: Float64Array;
  readonly groups: GroupPaid[] = [];
  /** What a unit pays for work that starts in the month, at `vendor * monthCount + month`. */
  readonly unit: Float64Array;
  /**
   * What a penny costs, itself included, of work that finishes in the segment, at
   * `budgetSet * finishCount + segment`; Infinity where no budget of the set holds the segment.
   */
  readonly penny: Float64Array;
  /** The budget that asks it. */
  readonly payer: Int32Array;

  constructor(
    private readonly room: PhaseRoom,
    private readonly crewGroups: CrewGroup[],
    private readonly segments: Segments,
    private readonly budgetSets: Int32Array[],
  ) {
    let length = 0;
    const bases = crewGroups.map(({ days, lines }) => {
      const base = length;
      length += days.length + 1;
      const lineBase = Int32Array.from(lines, (line) => {
        const at = length;
        length += line.days.length + 1;
        return at;
      });
      return { base, lineBase };
    });
    this.paid = new Float64Array(length);
    this.groups = bases.map((base) => ({ paid: this.paid, ...base }));
    this.unit = new Float64Array(room.model.vendors.length * segments.monthCount);
    this.penny = new Float64Array(budgetSets.length * segments.finishCount);
    this.payer = new Int32Array(this.penny.length);
  }

  set({ crewDay, unit, penny }: PhasePrices): void {
    const { paid, segments } = this;
    this.crewGroups.forEach((group, index) => {
      const prices = crewDay[index] as Float64Array;
      const { base, lineBase } = this.groups[index] as GroupPaid;
      let sum = 0;
      for (let day = 0; day < prices.length; day += 1) {
        sum += prices[day] as number;
        paid[base + day + 1] = sum;
      }
      group.lines.forEach(({ days }, line) => {
        const from = lineBase[line] as number;
        sum = 0;
        for (let at = 0; at < days.length; at += 1) {
          sum += prices[days[at] as number] as number;
          paid[from + at + 1] = sum;
        }
      });
    });
    unit.forEach((prices, vendor) => this.unit.set(prices, vendor * segments.monthCount));
    this.setPennies(penny);
  }

  private setPennies(penny: Float64Array): void {
    const { finishCount, segmentStart } = this.segments;
    const { budgets } = this.room.model;
    this.budgetSets.forEach((set, index) => {
      for (let segment = 0; segment < finishCount; segment += 1) {
        const day = segmentStart[segment] as number;
        let cheapest = Infinity;
        let payer = -1;
        for (const budget of set) {
          const { from, to } = budgets[budget] as (typeof budgets)[number];
          const price = penny[budget] as number;
          if (from > day || to < day || price >= cheapest) continue;
          cheapest = price;
          payer = budget;
        }
        this.penny[index * finishCount + segment] = MILLIPENCE_PER_PENNY + cheapest;
        this.payer[index * finishCount + segment] = payer;
      }
    });
  }
}
