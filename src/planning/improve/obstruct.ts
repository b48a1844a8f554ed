import { BestFit, type Surcharge } from '../construct/best-fit.js';
import { placeBest } from '../construct/place-best.js';
import { NO_DAY, type CrewClass, type Placement } from '../model.js';
import type { Random } from '../random.js';
import type { Draft } from '../timetable/draft.js';

/** This many packages at most are put in the way of another one. */
const MOST_OBSTACLES = 5;
/** Places that are tried for each of them. */
const TRIES = 8;
const MOST_DAYS_LATER = 14;

/**
 * Steps for phases that are small enough to look for what only rule 9 makes worth while. Work that costs more than
 * its delay is better left out, but it may be left out only where it does not fit. So other work is put in its
 * way: on its crews' days, at its site, or by taking its units or its money. What is put there stays put while the
 * step lasts, and all that is left over is tried last.
 */
export class Obstruct {
  private readonly bestFit: BestFit;
  private readonly pricedFit: BestFit;
  private readonly order: number[];
  /** By demand: the crews that may work there. */
  private readonly crewsFor: number[][];

  constructor(
    private readonly draft: Draft,
    movable: Int32Array,
    private readonly random: Random,
    prices: Surcharge,
  ) {
    this.bestFit = new BestFit(draft);
    this.pricedFit = new BestFit(draft, prices);
    this.order = Array.from(movable);
    const { eligible, crewClasses } = draft.model;
    this.crewsFor = eligible.map((classes) =>
      Array.from(classes).flatMap((index) => [...(crewClasses[index] as CrewClass).crews]),
    );
  }

  step(): void {
    const { random, order } = this;
    random.shuffle(order);
    const unwanted = random.oneIn(2)
      ? order.find((workPackage) => this.isBetterOpen(workPackage))
      : undefined;
    if (unwanted === undefined) this.shift();
    else this.keepOut(unwanted);
  }

  /** Moves a few packages to other places, early or late, and leaves the others where they are. */
  private shift(): void {
    const { random, draft, order } = this;
    const count = 1 + random.below(Math.min(3, order.length));
    const moved = order.slice(0, count);
    const starts = moved.map((workPackage) => this.startOf(workPackage));
    for (const workPackage of moved) draft.clear(workPackage);
    moved.forEach((workPackage, at) => {
      const start = starts[at] as number;
      const from = random.oneIn(2)
        ? random.below(draft.model.horizon)
        : start - MOST_DAYS_LATER + random.below(2 * MOST_DAYS_LATER);
      if (random.oneIn(6)) placeBest(draft, this.bestFit, workPackage);
      else this.placeFrom(workPackage, from);
    });
    this.complete();
  }

  /** Puts others in the way of one package, from where it first fits to where it fits next, until it fits nowhere. */
  private keepOut(unwanted: number): void {
    const { random, draft, order } = this;
    draft.clear(unwanted);
    const others = order.filter((workPackage) => workPackage !== unwanted);
    const loose = random.below(Math.min(4, order.length));
    for (const other of others.slice(0, loose)) draft.clear(other);
    for (const obstacle of others.slice(0, MOST_OBSTACLES)) {
      const wanted = this.anyFit(unwanted);
      if (!wanted) break;
      this.putInTheWay(obstacle, wanted);
    }
    this.complete(unwanted);
  }

  private putInTheWay(obstacle: number, wanted: Placement): void {
    const { random, draft } = this;
    draft.clear(obstacle);
    const reach = 1 + wanted.finish - wanted.start + MOST_DAYS_LATER;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      // Work that begins on the other's last day is in its way and leaves too few days before it.
      let from = wanted.finish;
      const kind = random.below(4);
      if (kind === 0) from = random.below(draft.model.horizon);
      else if (kind === 1) from -= random.below(reach);
      if (!this.placeFrom(obstacle, from)) continue;
      if (draft.timetable.obstacleTo(wanted)) return;
      draft.clear(obstacle);
    }
  }

  /** Places with any option and crew, at the first start from a day on that fits. */
  private placeFrom(workPackage: number, from: number): boolean {
    const { random, draft } = this;
    const { firstOption, demand } = draft.model.packages;
    const first = firstOption[workPackage] as number;
    const crews = this.crewsFor[demand[workPackage] as number] as number[];
    if (crews.length === 0) return false;
    const option = first + random.below((firstOption[workPackage + 1] as number) - first);
    const placement = this.fit(workPackage, option, crews[random.below(crews.length)] as number, from);
    if (placement) draft.place(placement);
    return placement !== undefined;
  }

  /** A first place of a package, of any option and crew; undefined where it fits nowhere. */
  private anyFit(workPackage: number): Placement | undefined {
    const { firstOption, demand } = this.draft.model.packages;
    const first = firstOption[workPackage] as number;
    const crews = this.crewsFor[demand[workPackage] as number] as number[];
    const pairs = crews.length * ((firstOption[workPackage + 1] as number) - first);
    if (pairs === 0) return undefined;
    const offset = this.random.below(pairs);
    for (let step = 0; step < pairs; step += 1) {
      const pair = (offset + step) % pairs;
      const option = first + Math.floor(pair / crews.length);
      const placement = this.fit(workPackage, option, crews[pair % crews.length] as number, 0);
      if (placement) return placement;
    }
    return undefined;
  }

  private fit(workPackage: number, option: number, crew: number, from: number): Placement | undefined {
    const { timetable, model } = this.draft;
    const earliest = timetable.earliestStart(option, from);
    if (earliest === NO_DAY) return undefined;
    timetable.isLastBudgetFirst = this.random.oneIn(3);
    const isFitting = timetable.firstFitFrom(option, crew, earliest, model.horizon - 1);
    timetable.isLastBudgetFirst = false;
    if (!isFitting) return undefined;
    const { foundStart, foundFinish, foundBudget, foundCostPence } = timetable;
    return {
      workPackage,
      option,
      crew,
      start: foundStart,
      finish: foundFinish,
      budget: foundBudget,
      costPence: foundCostPence,
    };
  }

  /** Gives all that is open its best place, one package last. */
  private complete(last = -1): void {
    const { random, draft, order } = this;
    const bestFit = random.oneIn(3) ? this.pricedFit : this.bestFit;
    random.shuffle(order);
    for (const workPackage of order) {
      if (workPackage !== last && draft.isOpen(workPackage)) placeBest(draft, bestFit, workPackage);
    }
    if (last >= 0 && draft.isOpen(last)) placeBest(draft, bestFit, last);
  }

  /** Whether the score would be better without the package, if only it did not fit. */
  private isBetterOpen(workPackage: number): boolean {
    const { model, timetable, awaiting } = this.draft;
    const { deadline, riskHundredths, awaitDay } = model.packages;
    const last = model.horizon - 1;
    // Only where it cannot be late: awaiting never is.
    if (awaiting[workPackage] === 1) {
      return (awaitDay[workPackage] as number) > last && deadline[workPackage] === NO_DAY;
    }
    if (!timetable.isPlaced(workPackage)) return false;
    const finish = timetable.finish[workPackage] as number;
    const due = deadline[workPackage] as number;
    if (due !== NO_DAY && finish <= due) return false;
    const saved = model.penceForRiskDay * (riskHundredths[workPackage] as number) * (last - finish);
    return 100 * (timetable.costPence[workPackage] as number) > saved;
  }

  private startOf(workPackage: number): number {
    const { timetable, model } = this.draft;
    return timetable.isPlaced(workPackage) ? (timetable.start[workPackage] as number) : model.horizon - 1;
  }
}
