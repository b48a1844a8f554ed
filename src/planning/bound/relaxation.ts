import { daysOf } from '../model.js';
import type { ChoiceTable } from './choice-table.js';
import type { CrewGroup } from './crew-groups.js';
import { ExactSum } from './exact-sum.js';
import { MILLIPENCE_PER_PENNY, type PhaseRoom } from './phase-room.js';
import type { PhasePrices } from './phase-prices.js';
import { segmentsOf, type Segments } from './segments.js';
import { WindowTable } from './window-table.js';

/** Nothing is done: the package stays unscheduled, or awaits its upgrade. */
const IDLE = -1;

/** What the cheapest choices take together, of the packages that were asked. */
export interface Use {
  /** By crew group and index in its days: crew days. */
  crewDay: Float64Array[];
  /** By vendor and month of the start: units. */
  unit: Float64Array[];
  /** By budget: pence. */
  penny: Float64Array;
}

/**
 * The relaxation of a phase in which packages share nothing but pay for all that they take (see certificate.ts for
 * why that bounds every plan). It drops how packages share crews, sites, units and money; it keeps each package's
 * own rules. Two more relaxations make it fast, both on the safe side: work of a group is reckoned at the rate of
 * its cheapest crew, and a window may be any that some crew of the group has free.
 */
export class Relaxation {
  readonly segments: Segments;
  readonly use: Use;
  /** The sum of the cheapest payments of the packages asked, in millipence. */
  payments = 0n;
  private readonly table: WindowTable;
  /** Running sums of day prices: of each group, then of each of its lines. */
  private readonly paid: Float64Array;
  private readonly base: number[] = [];
  private readonly lineBase: Int32Array[] = [];
  /** By month, at `vendor * monthCount`. */
  private readonly unitPrice: Float64Array;
  /** What a penny costs that is paid for work with a finish in the segment, at `budgetSet * finishCount`. */
  private readonly pennyPrice: Float64Array;
  private readonly payer: Int32Array;
  private readonly best: Float64Array;
  /** The choice behind `best`: position of the option, or IDLE. */
  private readonly option: Int32Array;
  private readonly group: Int32Array;
  private readonly start: Int32Array;
  private readonly finish: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly daysTaken: Float64Array;

  constructor(
    readonly room: PhaseRoom,
    readonly groups: CrewGroup[],
    readonly choices: ChoiceTable,
  ) {
    const { model } = room;
    this.segments = segmentsOf(room);
    this.table = new WindowTable(this.segments);
    let length = 0;
    for (const group of groups) {
      this.base.push(length);
      length += group.days.length + 1;
      this.lineBase.push(
        Int32Array.from(group.lines, ({ days }) => {
          const at = length;
          length += days.length + 1;
          return at;
        }),
      );
    }
    this.paid = new Float64Array(length);
    this.daysTaken = new Float64Array(length);
    this.unitPrice = new Float64Array(model.vendors.length * this.segments.monthCount);
    this.pennyPrice = new Float64Array(choices.budgetSets.length * this.segments.finishCount);
    this.payer = new Int32Array(this.pennyPrice.length);
    const count = choices.packages.length;
    this.best = new Float64Array(count);
    this.option = new Int32Array(count).fill(IDLE);
    this.group = new Int32Array(count);
    this.start = new Int32Array(count);
    this.finish = new Int32Array(count);
    this.from = new Int32Array(count);
    this.to = new Int32Array(count);
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
    this.spread(prices);
    this.reconsider();
    this.groups.forEach((group, index) => this.searchGroup(group, index, stride));
    this.sumUp();
  }

  private spread({ crewDay, unit, penny }: PhasePrices): void {
    const { paid, segments } = this;
    this.groups.forEach((group, index) => {
      const prices = crewDay[index] as Float64Array;
      const base = this.base[index] as number;
      let sum = 0;
      paid[base] = 0;
      for (let day = 0; day < prices.length; day += 1) {
        sum += prices[day] as number;
        paid[base + day + 1] = sum;
      }
      group.lines.forEach(({ days }, line) => {
        const from = this.lineBase[index]?.[line] as number;
        sum = 0;
        paid[from] = 0;
        for (let at = 0; at < days.length; at += 1) {
          sum += prices[days[at] as number] as number;
          paid[from + at + 1] = sum;
        }
      });
    });
    unit.forEach((prices, vendor) => this.unitPrice.set(prices, vendor * segments.monthCount));
    const { budgets } = this.room.model;
    this.choices.budgetSets.forEach((set, index) => {
      for (let segment = 0; segment < segments.finishCount; segment += 1) {
        const day = segments.segmentStart[segment] as number;
        let cheapest = Infinity;
        let payer = -1;
        for (const budget of set) {
          const { from, to } = budgets[budget] as (typeof budgets)[number];
          const price = penny[budget] as number;
          if (from > day || to < day || price >= cheapest) continue;
          cheapest = price;
          payer = budget;
        }
        this.pennyPrice[index * segments.finishCount + segment] = MILLIPENCE_PER_PENNY + cheapest;
        this.payer[index * segments.finishCount + segment] = payer;
      }
    });
  }

  /** What the last choices cost now: the search then has something to beat from the start. */
  private reconsider(): void {
    const { choices, segments, best, option, paid } = this;
    const { monthOfDay, segmentOfDay, monthCount, finishCount } = segments;
    const { vendor, units } = choices.options;
    for (let at = 0; at < best.length; at += 1) {
      const weight = choices.weight[at] as number;
      let least = weight * (choices.idleDays[at] as number);
      const chosen = option[at] as number;
      if (chosen !== IDLE) {
        const finish = this.finish[at] as number;
        const month = monthOfDay[this.start[at] as number] as number;
        const segment = segmentOfDay[finish] as number;
        const payment =
          weight * (finish + 1) +
          (paid[this.to[at] as number] as number) -
          (paid[this.from[at] as number] as number) +
          (units[chosen] as number) *
            (this.unitPrice[(vendor[chosen] as number) * monthCount + month] as number) +
          this.costOf(chosen, this.group[at] as number) *
            (this.pennyPrice[(choices.budgetSet[at] as number) * finishCount + segment] as number);
        if (payment < least) least = payment;
        else option[at] = IDLE;
      }
      best[at] = least;
    }
  }

  private costOf(option: number, group: number): number {
    const crews = this.groups[group] as CrewGroup;
    const { options } = this.choices;
    const days = daysOf(this.room.model, options.option[option] as number, crews.pace);
    return (options.costPence[option] as number) + days * crews.dayRatePence;
  }

  private searchGroup(group: CrewGroup, index: number, stride: number): void {
    const { model } = this.room;
    const { firstOption, options } = this.choices;
    const next = group.demands.map((demand) => firstOption[demand] as number);
    const end = group.demands.map((demand) => firstOption[demand + 1] as number);
    const daysAt = (at: number) => daysOf(model, options.option[at] as number, group.pace);
    for (;;) {
      let days = Infinity;
      next.forEach((at, demand) => {
        if (at < (end[demand] as number)) days = Math.min(days, daysAt(at));
      });
      // Longer work than the group has days left is nothing that it can do, and neither is what follows.
      if (days > group.days.length) return;
      this.table.fill(
        group,
        days,
        this.paid,
        this.base[index] as number,
        this.lineBase[index] as Int32Array,
        stride,
      );
      const hasWindows = this.table.monthCount > 0;
      for (let demand = 0; demand < next.length; demand += 1) {
        let at = next[demand] as number;
        for (; at < (end[demand] as number) && daysAt(at) === days; at += 1) {
          if (hasWindows) this.searchOption(at, index, days * group.dayRatePence);
        }
        next[demand] = at;
      }
    }
  }

  private searchOption(at: number, group: number, crewPence: number): void {
    const { table, choices, segments, best } = this;
    const { options } = choices;
    const owner = options.owner[at] as number;
    const earliest = options.earliestStart[at] as number;
    const weight = choices.weight[owner] as number;
    const units = options.units[at] as number;
    const costPence = (options.costPence[at] as number) + crewPence;
    const unitBase = (options.vendor[at] as number) * segments.monthCount;
    const pennyBase = (choices.budgetSet[owner] as number) * segments.finishCount;
    const closures = choices.closures[owner];
    let least = best[owner] as number;
    for (let position = 0; position < table.monthCount; position += 1) {
      if ((table.lastStart[position] as number) < earliest) continue;
      if (weight * (table.soonest[position] as number) >= least) break;
      const month = table.months[position] as number;
      const unitPayment = units * (this.unitPrice[unitBase + month] as number);
      const isCut = (table.firstStart[position] as number) < earliest;
      const lastCell = table.firstCell[position + 1] as number;
      for (let cell = table.firstCell[position] as number; cell < lastCell; cell += 1) {
        const pennyPrice = this.pennyPrice[pennyBase + (table.cellSegment[cell] as number)] as number;
        if (pennyPrice === Infinity) continue;
        const shared = unitPayment + costPence * pennyPrice;
        const floor =
          shared + weight * (table.cellSoonest[cell] as number) + (table.cellPrice[cell] as number);
        if (floor >= least) continue;
        let corner = table.firstCorner[cell] as number;
        const lastCorner = (table.firstCorner[cell + 1] as number) - 1;
        let value = weight * (table.cornerDays[corner] as number) + (table.cornerPrice[corner] as number);
        while (corner < lastCorner) {
          const later =
            weight * (table.cornerDays[corner + 1] as number) + (table.cornerPrice[corner + 1] as number);
          if (later > value) break;
          value = later;
          corner += 1;
        }
        if (shared + value >= least) continue;
        const window = table.cornerWindow[corner] as number;
        if (isCut || (closures && this.isClosed(closures, window))) {
          const found = this.scanMonth(
            month,
            segments.segmentOfDay,
            table.cellSegment[cell] as number,
            weight,
            earliest,
            closures,
            least - shared,
          );
          if (found < 0) continue;
          least = shared + weight * ((table.finish[found] as number) + 1) + (table.price[found] as number);
          this.choose(owner, at, group, found);
        } else {
          least = shared + value;
          this.choose(owner, at, group, window);
        }
      }
    }
    best[owner] = least;
  }

  /** The cheapest window of a cell that the lead time and the site's closures allow, if it is below `limit`; or -1. */
  private scanMonth(
    month: number,
    segmentOfDay: Int32Array,
    segment: number,
    weight: number,
    earliest: number,
    closures: { from: number; to: number }[] | undefined,
    limit: number,
  ): number {
    const { table } = this;
    let found = -1;
    let least = limit;
    for (let at = table.first[month] as number; at < (table.first[month + 1] as number); at += 1) {
      const finish = table.finish[at] as number;
      const value = weight * (finish + 1) + (table.price[at] as number);
      if (value >= least || (table.start[at] as number) < earliest || segmentOfDay[finish] !== segment)
        continue;
      if (closures && this.isClosed(closures, at)) continue;
      least = value;
      found = at;
    }
    return found;
  }

  private isClosed(closures: { from: number; to: number }[], window: number): boolean {
    const start = this.table.start[window] as number;
    const finish = this.table.finish[window] as number;
    for (const closure of closures) {
      if (closure.from > finish) return false;
      if (closure.to >= start) return true;
    }
    return false;
  }

  private choose(owner: number, option: number, group: number, window: number): void {
    const { table } = this;
    this.option[owner] = option;
    this.group[owner] = group;
    this.start[owner] = table.start[window] as number;
    this.finish[owner] = table.finish[window] as number;
    this.from[owner] = table.from[window] as number;
    this.to[owner] = table.to[window] as number;
  }

  private sumUp(): void {
    const { choices, segments, option, use, daysTaken } = this;
    const sum = new ExactSum();
    daysTaken.fill(0);
    for (const units of use.unit) units.fill(0);
    use.penny.fill(0);
    for (let at = 0; at < option.length; at += 1) {
      sum.add(this.best[at] as number);
      const chosen = option[at] as number;
      if (chosen === IDLE) continue;
      const from = this.from[at] as number;
      const to = this.to[at] as number;
      daysTaken[from] = (daysTaken[from] as number) + 1;
      daysTaken[to] = (daysTaken[to] as number) - 1;
      const units = use.unit[choices.options.vendor[chosen] as number] as Float64Array;
      const month = segments.monthOfDay[this.start[at] as number] as number;
      units[month] = (units[month] as number) + (choices.options.units[chosen] as number);
      const segment = segments.segmentOfDay[this.finish[at] as number] as number;
      const payer = this.payer[(choices.budgetSet[at] as number) * segments.finishCount + segment] as number;
      use.penny[payer] = (use.penny[payer] as number) + this.costOf(chosen, this.group[at] as number);
    }
    this.payments = sum.total();
    this.groups.forEach((group, index) => {
      const taken = use.crewDay[index] as Float64Array;
      let running = 0;
      const base = this.base[index] as number;
      for (let day = 0; day < taken.length; day += 1) {
        running += daysTaken[base + day] as number;
        taken[day] = running;
      }
      group.lines.forEach(({ days }, line) => {
        const from = this.lineBase[index]?.[line] as number;
        running = 0;
        for (let at = 0; at < days.length; at += 1) {
          running += daysTaken[from + at] as number;
          const day = days[at] as number;
          taken[day] = (taken[day] as number) + running;
        }
      });
    });
  }
}
