import type { DaySpan } from '../calendar.js';
import { daysOf, type Model } from '../model.js';
import type { ChoiceTable } from './choice-table.js';
import type { CrewGroup } from './crew-groups.js';
import { MILLIPENCE_PER_PENNY } from './phase-room.js';
import type { PriceBoard } from './price-board.js';
import type { Segments } from './segments.js';
import { WindowTable } from './window-table.js';

/** Nothing is done: the package stays unscheduled, or awaits its upgrade. */
export const IDLE = -1;

/**
 * The cheapest choice of each package at the prices of a board. The table of windows is made for one group and
 * duration at a time, and all options that it fits are tried with it.
 */
export class CheapestChoices {
  /** By position in the choice table: what the package pays, in millipence. */
  readonly payment: Float64Array;
  /** The option that it pays for, by position in the choice table, or IDLE. */
  readonly option: Int32Array;
  readonly group: Int32Array;
  readonly start: Int32Array;
  readonly finish: Int32Array;
  /** Where its window begins and ends in the board's running sums. */
  readonly paidFrom: Int32Array;
  readonly paidTo: Int32Array;
  private readonly table: WindowTable;

  constructor(
    private readonly model: Model,
    private readonly groups: CrewGroup[],
    private readonly choices: ChoiceTable,
    private readonly segments: Segments,
    private readonly board: PriceBoard,
  ) {
    const count = choices.packages.length;
    this.payment = new Float64Array(count);
    this.option = new Int32Array(count).fill(IDLE);
    this.group = new Int32Array(count);
    this.start = new Int32Array(count);
    this.finish = new Int32Array(count);
    this.paidFrom = new Int32Array(count);
    this.paidTo = new Int32Array(count);
    this.table = new WindowTable(segments);
  }

  /** Finds all cheapest choices at the prices that the board has now. */
  find(stride: number): void {
    this.reconsider();
    for (let group = 0; group < this.groups.length; group += 1) this.searchGroup(group, stride);
  }

  /** Pence that an option costs with a group. */
  costOf(option: number, group: number): number {
    const { pace, dayRatePence } = this.groups[group] as CrewGroup;
    const { options } = this.choices;
    const days = daysOf(this.model, options.option[option] as number, pace);
    return (options.costPence[option] as number) + days * dayRatePence;
  }

  /** What the last choices cost now: so the search has something to beat from the start. */
  private reconsider(): void {
    const { choices, segments, board, payment, option } = this;
    const { monthOfDay, segmentOfDay, monthCount, finishCount } = segments;
    const { vendor, units } = choices.options;
    for (let at = 0; at < payment.length; at += 1) {
      const weight = choices.weight[at] as number;
      const idle = weight * (choices.idleDays[at] as number);
      payment[at] = idle;
      const chosen = option[at] as number;
      if (chosen === IDLE) continue;
      const finish = this.finish[at] as number;
      const month = monthOfDay[this.start[at] as number] as number;
      const segment = segmentOfDay[finish] as number;
      const unitPrice = board.unit[(vendor[chosen] as number) * monthCount + month] as number;
      const pennyPrice = board.penny[(choices.budgetSet[at] as number) * finishCount + segment] as number;
      const crewPayment =
        (board.paid[this.paidTo[at] as number] as number) -
        (board.paid[this.paidFrom[at] as number] as number);
      const now =
        weight * (finish + 1) +
        crewPayment +
        (units[chosen] as number) * unitPrice +
        this.costOf(chosen, this.group[at] as number) * pennyPrice;
      if (now < idle) payment[at] = now;
      else option[at] = IDLE;
    }
  }

  private searchGroup(index: number, stride: number): void {
    const group = this.groups[index] as CrewGroup;
    const runs = Array.from(group.demands, (demand) => this.choices.runs[demand]?.[group.pace] ?? []);
    const next = runs.map(() => 0);
    for (;;) {
      let days = Infinity;
      runs.forEach((own, demand) => (days = Math.min(days, own[next[demand] as number]?.days ?? Infinity)));
      // Longer work than the group has days is nothing that it can do, and neither is what follows.
      if (days > group.days.length) return;
      this.table.fill(group, days, this.board.groups[index] as PriceBoard['groups'][number], stride);
      runs.forEach((own, demand) => {
        const run = own[next[demand] as number];
        if (run?.days !== days) return;
        next[demand] = (next[demand] as number) + 1;
        for (let option = run.first; option < run.end; option += 1) {
          this.searchOption(option, index, days * group.dayRatePence);
        }
      });
    }
  }

  private searchOption(option: number, group: number, crewPence: number): void {
    const { table, choices, segments, board, payment } = this;
    const owner = choices.options.owner[option] as number;
    const earliest = choices.options.earliestStart[option] as number;
    const weight = choices.options.weight[option] as number;
    const units = choices.options.units[option] as number;
    const costPence = (choices.options.costPence[option] as number) + crewPence;
    const unitBase = (choices.options.vendor[option] as number) * segments.monthCount;
    const pennyBase = (choices.options.budgetSet[option] as number) * segments.finishCount;
    const { blocks } = table;
    const ideal = blocks.leastOfAll(weight);
    if (ideal === undefined) return;
    const least = weight * (blocks.all.days[ideal] as number) + (blocks.all.price[ideal] as number);
    const leastShared = costPence * MILLIPENCE_PER_PENNY;
    if (least + leastShared >= (payment[owner] as number)) return;
    // Often that window is the one, and most of the table need not be read then.
    const window = blocks.all.window[ideal] as number;
    const shared = this.sharedPayment(window, units, unitBase, costPence, pennyBase);
    if (shared + least < (payment[owner] as number) && this.isAllowed(owner, earliest, window)) {
      payment[owner] = shared + least;
      this.choose(owner, option, group, window);
      if (shared <= leastShared) return;
    }
    let position = 0;
    for (let block = 0; block < blocks.count; block += 1) {
      const end = blocks.end[block] as number;
      if (weight * (blocks.soonest[block] as number) >= (payment[owner] as number)) return;
      if ((table.lastStart[end - 1] as number) >= earliest) {
        // Unit prices never rise, so the last month has the lowest.
        const unitPrice = board.unit[unitBase + (table.month[end - 1] as number)] as number;
        const limit = (payment[owner] as number) - units * unitPrice;
        if (this.isPromising(block, weight, costPence, pennyBase, limit)) {
          for (let at = position; at < end; at += 1) {
            const monthPrice = board.unit[unitBase + (table.month[at] as number)] as number;
            this.searchMonth(at, option, group, earliest, weight, units * monthPrice, costPence, pennyBase);
          }
        }
      }
      position = end;
    }
  }

  /** Whether exposure, crew days and money of a window of a block may come to less than `limit`. */
  private isPromising(
    block: number,
    weight: number,
    costPence: number,
    pennyBase: number,
    limit: number,
  ): boolean {
    const { blocks } = this.table;
    let pennyPrice = Infinity;
    const last = blocks.lastSegment[block] as number;
    for (let segment = blocks.firstSegment[block] as number; segment <= last; segment += 1) {
      pennyPrice = Math.min(pennyPrice, this.board.penny[pennyBase + segment] as number);
    }
    if (pennyPrice === Infinity) return false;
    const rest = limit - costPence * pennyPrice;
    return blocks.floorOf(block, weight) < rest && blocks.leastOf(block, weight) < rest;
  }

  private searchMonth(
    position: number,
    option: number,
    group: number,
    earliest: number,
    weight: number,
    unitPayment: number,
    costPence: number,
    pennyBase: number,
  ): void {
    const { table, choices, board, payment } = this;
    if ((table.lastStart[position] as number) < earliest) return;
    const owner = choices.options.owner[option] as number;
    const closures = choices.closures[owner];
    const isCut = (table.firstStart[position] as number) < earliest;
    const lastCell = table.firstCell[position + 1] as number;
    for (let cell = table.firstCell[position] as number; cell < lastCell; cell += 1) {
      const segment = table.cellSegment[cell] as number;
      const pennyPrice = board.penny[pennyBase + segment] as number;
      if (pennyPrice === Infinity) continue;
      const shared = unitPayment + costPence * pennyPrice;
      const limit = (payment[owner] as number) - shared;
      if (weight * (table.cellSoonest[cell] as number) + (table.cellPrice[cell] as number) >= limit) continue;
      const { corners, firstCorner } = table;
      const corner = corners.cheapest(firstCorner[cell] as number, firstCorner[cell + 1] as number, weight);
      let own = weight * (corners.days[corner] as number) + (corners.price[corner] as number);
      if (own >= limit) continue;
      let window = corners.window[corner] as number;
      if (isCut || (closures && this.isClosed(closures, window))) {
        const open = this.cheapestOpen(position, segment, weight, earliest, closures, limit);
        if (open === undefined) continue;
        window = open;
        own = weight * (table.finishOf(window) + 1) + table.priceOf(window);
      }
      payment[owner] = shared + own;
      this.choose(owner, option, group, window);
    }
  }

  /** The cheapest window of a cell, below `limit`, that the lead time and the site's closures allow. */
  private cheapestOpen(
    position: number,
    segment: number,
    weight: number,
    earliest: number,
    closures: DaySpan[] | undefined,
    limit: number,
  ): number | undefined {
    const { table, segments } = this;
    let found: number | undefined;
    let least = limit;
    for (const window of table.windowsAt(position)) {
      const finish = table.finishOf(window);
      if (segments.segmentOfDay[finish] !== segment || table.startOf(window) < earliest) continue;
      const own = weight * (finish + 1) + table.priceOf(window);
      if (own >= least || (closures && this.isClosed(closures, window))) continue;
      least = own;
      found = window;
    }
    return found;
  }

  /** What units and money of a window come to; not a number, or Infinity, where no budget may pay. */
  private sharedPayment(
    window: number,
    units: number,
    unitBase: number,
    costPence: number,
    pennyBase: number,
  ): number {
    const { table, segments, board } = this;
    const month = segments.monthOfDay[table.startOf(window)] as number;
    const segment = segments.segmentOfDay[table.finishOf(window)] as number;
    const unitPrice = board.unit[unitBase + month] as number;
    return units * unitPrice + costPence * (board.penny[pennyBase + segment] as number);
  }

  private isAllowed(owner: number, earliest: number, window: number): boolean {
    const closures = this.choices.closures[owner];
    return this.table.startOf(window) >= earliest && !(closures && this.isClosed(closures, window));
  }

  private isClosed(closures: DaySpan[], window: number): boolean {
    const start = this.table.startOf(window);
    const finish = this.table.finishOf(window);
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
    this.start[owner] = table.startOf(window);
    this.finish[owner] = table.finishOf(window);
    this.paidFrom[owner] = table.paidFrom(window);
    this.paidTo[owner] = table.paidTo(window);
  }
}
