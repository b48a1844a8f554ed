import { NO_DAY } from '../model.js';
import { CheapestChoices, IDLE } from './cheapest-choices.js';
import type { ChoiceTable } from './choice-table.js';
import type { CrewGroup } from './crew-groups.js';
import { ExactSum } from './exact-sum.js';
import type { PhaseRoom } from './phase-room.js';
import type { PhasePrices } from './phase-prices.js';
import { PriceBoard } from './price-board.js';
import { segmentsOf, type Segments } from './segments.js';

/** What the cheapest choices take together. */
export interface Use {
  /** By crew group and index in its days: crew days. */
  crewDay: Float64Array[];
  /** By vendor and month of the start: units. */
  unit: Float64Array[];
  /** By budget: pence. */
  penny: Float64Array;
}

/**
 * The relaxation of a phase in which packages share nothing but pay for all that they take; certificate.ts says why
 * that bounds every plan. It drops how packages share crews, sites, units and money, and keeps each package's own
 * rules. Two more relaxations make it fast, both on the safe side: work of a group is reckoned at the rate of its
 * cheapest crew, and a window may be any that some crew of the group has free.
 */
export class Relaxation {
  readonly use: Use;
  /** The sum of the cheapest payments, in millipence. */
  payments = 0n;
  private readonly segments: Segments;
  private readonly board: PriceBoard;
  private readonly cheapest: CheapestChoices;
  /** Where windows begin, less where they end, in the board's running sums. */
  private readonly begun: Float64Array;

  constructor(
    readonly room: PhaseRoom,
    readonly groups: CrewGroup[],
    private readonly choices: ChoiceTable,
  ) {
    const { model } = room;
    this.segments = segmentsOf(room);
    this.board = new PriceBoard(room, groups, this.segments, choices.budgetSets);
    this.cheapest = new CheapestChoices(model, groups, choices, this.segments, this.board);
    this.begun = new Float64Array(this.board.paid.length);
    this.use = {
      crewDay: groups.map(({ days }) => new Float64Array(days.length)),
      unit: model.vendors.map(() => new Float64Array(this.segments.monthCount)),
      penny: new Float64Array(model.budgets.length),
    };
  }

  /**
   * Finds each package's cheapest choice at these prices: `payments` and `use` tell of them all. A `stride` above 1
   * looks at some of the windows only, for a quick impression that is no bound.
   */
  evaluate(prices: PhasePrices, stride = 1): void {
    this.board.set(prices);
    this.cheapest.find(stride);
    this.sumUp();
  }

  /** By work package of the model: when its cheapest choice starts; NO_DAY where that is to do nothing. */
  wishedStarts(): Int32Array {
    const { choices, cheapest, room } = this;
    const starts = new Int32Array(room.model.packages.count).fill(NO_DAY);
    choices.packages.forEach((workPackage, at) => {
      if (cheapest.option[at] !== IDLE) starts[workPackage] = cheapest.start[at] as number;
    });
    return starts;
  }

  private sumUp(): void {
    const { choices, segments, board, cheapest, use, begun } = this;
    const sum = new ExactSum();
    begun.fill(0);
    for (const units of use.unit) units.fill(0);
    use.penny.fill(0);
    for (let at = 0; at < cheapest.option.length; at += 1) {
      sum.add(cheapest.payment[at] as number);
      const option = cheapest.option[at] as number;
      if (option === IDLE) continue;
      const from = cheapest.paidFrom[at] as number;
      const to = cheapest.paidTo[at] as number;
      begun[from] = (begun[from] as number) + 1;
      begun[to] = (begun[to] as number) - 1;
      const units = use.unit[choices.options.vendor[option] as number] as Float64Array;
      const month = segments.monthOfDay[cheapest.start[at] as number] as number;
      units[month] = (units[month] as number) + (choices.options.units[option] as number);
      const segment = segments.segmentOfDay[cheapest.finish[at] as number] as number;
      const payer = board.payer[(choices.budgetSet[at] as number) * segments.finishCount + segment] as number;
      const pence = cheapest.costOf(option, cheapest.group[at] as number);
      use.penny[payer] = (use.penny[payer] as number) + pence;
    }
    this.payments = sum.total();
    this.groups.forEach((group, index) => this.countCrewDays(group, index));
  }

  private countCrewDays(group: CrewGroup, index: number): void {
    const { begun } = this;
    const { base, lineBase } = this.board.groups[index] as PriceBoard['groups'][number];
    const used = this.use.crewDay[index] as Float64Array;
    let open = 0;
    for (let day = 0; day < used.length; day += 1) {
      open += begun[base + day] as number;
      used[day] = open;
    }
    group.lines.forEach(({ days }, line) => {
      const from = lineBase[line] as number;
      open = 0;
      for (let at = 0; at < days.length; at += 1) {
        open += begun[from + at] as number;
        const day = days[at] as number;
        used[day] = (used[day] as number) + open;
      }
    });
  }
}
