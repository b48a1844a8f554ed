import type { Day } from '../calendar.js';
import { NO_DAY, daysOf, monthOf, type Model, type ModelCrew, type Placement } from '../model.js';
import { CrewDays } from './crew-days.js';
import { CLEAR, SiteVisits } from './site-visits.js';
import { VendorStock } from './vendor-stock.js';

/** What other work may have taken that a placement needs. */
export type Obstacle = 'CREW' | 'SITE' | 'SUPPLY' | 'BUDGET';

/** In `Timetable.option`: the package is not placed. */
export const UNPLACED = -1;

/**
 * What is placed so far and what it takes of crews, sites, vendors and budgets. It finds the first start that
 * keeps rules 1 to 5, and places and removes work; what is best to place is for others to say.
 */
export class Timetable {
  /** By work package; what is not placed has option UNPLACED and no meaning elsewhere. */
  readonly option: Int32Array;
  readonly crew: Int32Array;
  readonly start: Int32Array;
  readonly finish: Int32Array;
  readonly budget: Int32Array;
  readonly costPence: Float64Array;
  /** Pence left, by budget. */
  readonly budgetLeft: Float64Array;
  readonly crewDays: CrewDays;
  readonly stock: VendorStock;
  readonly visits: SiteVisits;
  /** No start that is looked for may be before this day. */
  earliestDay: Day = 0;
  /** Where several budgets could pay, firstFit takes the one that ends last instead of the one that ends first. */
  isLastBudgetFirst = false;

  /** What firstFit found last. */
  foundStart: Day = 0;
  foundFinish: Day = 0;
  foundBudget = 0;
  foundCostPence = 0;

  constructor(readonly model: Model) {
    const { count } = model.packages;
    this.option = new Int32Array(count).fill(UNPLACED);
    this.crew = new Int32Array(count);
    this.start = new Int32Array(count);
    this.finish = new Int32Array(count);
    this.budget = new Int32Array(count);
    this.costPence = new Float64Array(count);
    this.budgetLeft = Float64Array.from(model.budgets.map((budget) => budget.pence));
    this.crewDays = new CrewDays(model.crews);
    this.stock = new VendorStock(model.vendors);
    this.visits = new SiteVisits(model, this.start, this.finish);
  }

  isPlaced(workPackage: number): boolean {
    return this.option[workPackage] !== UNPLACED;
  }

  place(placement: Placement): void {
    const { workPackage, option, crew, start } = placement;
    this.crewDays.take(crew, this.rankOf(crew, start), this.daysOf(option, crew), workPackage);
    this.note(placement);
  }

  /**
   * Places work that is only to be looked at: in a calendar with more working days than it was planned with, it
   * keeps its span, and it may leave its crew free. Not to be removed again.
   */
  placeSpan(placement: Placement, isCrewTaken: boolean): void {
    const { workPackage, crew, start, finish } = placement;
    const rank = this.rankOf(crew, start);
    if (isCrewTaken) this.crewDays.take(crew, rank, this.rankOf(crew, finish) - rank + 1, workPackage);
    this.note(placement);
  }

  private note(placement: Placement): void {
    const { workPackage, option, crew, start, finish, budget, costPence } = placement;
    this.option[workPackage] = option;
    this.crew[workPackage] = crew;
    this.start[workPackage] = start;
    this.finish[workPackage] = finish;
    this.budget[workPackage] = budget;
    this.costPence[workPackage] = costPence;
    this.visits.add(workPackage);
    this.takeGoods(placement, 1);
  }

  remove(workPackage: number): void {
    const placement = this.placementOf(workPackage);
    const { option, crew, start } = placement;
    this.crewDays.free(crew, this.rankOf(crew, start), this.daysOf(option, crew));
    this.visits.remove(workPackage);
    this.takeGoods(placement, -1);
    this.option[workPackage] = UNPLACED;
  }

  /**
   * What keeps a placement out, by its own start, finish and budget; undefined where it can be placed. Closures,
   * lead time and the phase are not asked: they do not depend on other work.
   */
  obstacleTo({
    workPackage,
    option,
    crew,
    start,
    finish,
    costPence,
    budget,
  }: Placement): Obstacle | undefined {
    const { model } = this;
    if (!this.crewDays.isFree(crew, this.rankOf(crew, start), this.daysOf(option, crew))) return 'CREW';
    const site = model.packages.site[workPackage] as number;
    if (this.visits.afterFullDays(site, start, finish) !== CLEAR) return 'SITE';
    const units = model.options.units[option] as number;
    const vendor = model.options.vendor[option] as number;
    if (units > 0 && this.stock.roomIn(vendor, monthOf(model, start)) < units) return 'SUPPLY';
    return budget < 0 || (this.budgetLeft[budget] as number) < costPence ? 'BUDGET' : undefined;
  }

  placementOf(workPackage: number): Placement {
    return {
      workPackage,
      option: this.option[workPackage] as number,
      crew: this.crew[workPackage] as number,
      start: this.start[workPackage] as number,
      finish: this.finish[workPackage] as number,
      costPence: this.costPence[workPackage] as number,
      budget: this.budget[workPackage] as number,
    };
  }

  /**
   * The first day from `from` on at which the option may start with any crew, by lead time, phase and supply;
   * NO_DAY where its vendor has not the units in any month.
   */
  earliestStart(option: number, from: Day): Day {
    const { options, monthCount, monthStart } = this.model;
    const month = this.stock.firstMonthFor(options.vendor[option] as number, options.units[option] as number);
    if (month === monthCount) return NO_DAY;
    const open = Math.max(options.earliestStart[option] as number, monthStart[month] as number);
    return Math.max(from, this.earliestDay, open);
  }

  /**
   * Looks for the first start from `from` on at which the option can be done by the crew, with a finish not
   * after `latestFinish`. The crew must be eligible. True where there is one: it stands in the found fields.
   */
  firstFit(option: number, crew: number, from: Day, latestFinish: Day): boolean {
    return this.firstFitFrom(option, crew, this.earliestStart(option, from), latestFinish);
  }

  /** The same with `earliest` from `earliestStart`, for those who ask of many crews. */
  firstFitFrom(option: number, crew: number, earliest: Day, latestFinish: Day): boolean {
    if (earliest > latestFinish) return false;
    const { model } = this;
    const { calendar, pace, dayRatePence } = model.crews[crew] as ModelCrew;
    const days = daysOf(model, option, pace);
    let rank = this.crewDays.firstFree(crew, calendar.rankFrom(earliest), days);
    if (rank < 0 || (calendar.days[rank] as number) > latestFinish) return false;
    const costPence = (model.options.costPence[option] as number) + days * dayRatePence;
    const workPackage = model.options.workPackage[option] as number;
    const site = model.packages.site[workPackage] as number;
    while (rank >= 0) {
      const start = calendar.days[rank] as number;
      const finish = calendar.days[rank + days - 1] as number;
      if (finish > latestFinish) return false;
      const open = this.afterBlock(site, start, finish);
      let next: number;
      if (open !== CLEAR) next = calendar.rankFrom(open);
      else {
        const budget = this.payingBudget(workPackage, finish, costPence);
        if (budget >= 0) {
          this.foundStart = start;
          this.foundFinish = finish;
          this.foundBudget = budget;
          this.foundCostPence = costPence;
          return true;
        }
        const payday = this.nextPayday(workPackage, finish, costPence);
        if (payday > latestFinish) return false;
        next = Math.max(rank + 1, calendar.rankFrom(payday) - days + 1);
      }
      rank = this.crewDays.firstFree(crew, next, days);
    }
    return false;
  }

  /** CLEAR, or the first day on which work blocked by the site in `start`..`finish` may start at best. */
  private afterBlock(site: number, start: Day, finish: Day): Day {
    const afterClosure = this.visits.afterClosure(site, start, finish);
    return afterClosure !== CLEAR ? afterClosure : this.visits.afterFullDays(site, start, finish);
  }

  /**
   * The budget that pays for work that finishes on `finish`: of those with the money, the one that ends first,
   * so that money lasts for work that may finish later, or the other way round; -1 where none has it.
   */
  payingBudget(workPackage: number, finish: Day, costPence: number): number {
    const { firstBudget, budgets } = this.model.packages;
    let paying = -1;
    let end = NO_DAY;
    for (
      let at = firstBudget[workPackage] as number;
      at < (firstBudget[workPackage + 1] as number);
      at += 1
    ) {
      const index = budgets[at] as number;
      const budget = this.model.budgets[index] as Model['budgets'][number];
      if (finish < budget.from || finish > budget.to || (this.budgetLeft[index] as number) < costPence)
        continue;
      if (paying >= 0 && (this.isLastBudgetFirst ? budget.to <= end : budget.to >= end)) continue;
      paying = index;
      end = budget.to;
    }
    return paying;
  }

  /** Whether any budget could pay for work that starts on `earliest` or later: false spares a search. */
  isAffordable(workPackage: number, earliest: Day, costPence: number): boolean {
    const { firstBudget, budgets } = this.model.packages;
    const end = firstBudget[workPackage + 1] as number;
    for (let at = firstBudget[workPackage] as number; at < end; at += 1) {
      const index = budgets[at] as number;
      if ((this.budgetLeft[index] as number) < costPence) continue;
      if ((this.model.budgets[index] as Model['budgets'][number]).to >= earliest) return true;
    }
    return false;
  }

  /** The first day after `finish` on which a budget that has the money begins; NO_DAY where none does. */
  private nextPayday(workPackage: number, finish: Day, costPence: number): Day {
    const { firstBudget, budgets } = this.model.packages;
    let next = NO_DAY;
    for (
      let at = firstBudget[workPackage] as number;
      at < (firstBudget[workPackage + 1] as number);
      at += 1
    ) {
      const index = budgets[at] as number;
      const { from } = this.model.budgets[index] as Model['budgets'][number];
      if (from > finish && from < next && (this.budgetLeft[index] as number) >= costPence) next = from;
    }
    return next;
  }

  private rankOf(crew: number, start: Day): number {
    return (this.model.crews[crew] as ModelCrew).calendar.rankFrom(start);
  }

  private daysOf(option: number, crew: number): number {
    return daysOf(this.model, option, (this.model.crews[crew] as ModelCrew).pace);
  }

  /** Takes the units and money of a placement; gives them back with -1. */
  private takeGoods({ option, start, budget, costPence }: Placement, sign: 1 | -1): void {
    const { vendor, units } = this.model.options;
    const taken = units[option] as number;
    if (taken > 0) this.stock.take(vendor[option] as number, monthOf(this.model, start), sign * taken);
    this.budgetLeft[budget] = (this.budgetLeft[budget] as number) - sign * costPence;
  }
}
