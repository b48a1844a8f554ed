import type { Day } from '../calendar.js';
import { NO_DAY, type CrewClass } from '../model.js';
import type { Random } from '../random.js';
import { IDLE } from '../timetable/crew-days.js';
import type { Draft } from '../timetable/draft.js';

/** Of packages without a place, this many at most are tried along with those taken out. */
const MOST_OPEN = 12;
/** Of crews that could trade work with each other, this many at most are looked at. */
const MOST_CREWS = 6;
/** Steps after which the list of packages without a place is made anew where it is long to make. */
const STEPS_PER_LOOK = 200;
/** Up to this many packages all may be taken out at once. */
const SMALL = 60;

/**
 * Chooses which packages are taken out of a draft together, so that what is put back can trade places: those that
 * compete for the same crews, days, money or units. Its cost does not depend on the size of the problem.
 */
export class Ruin {
  private readonly isMovable: Uint8Array;
  private readonly isChosen: Uint8Array;
  private chosen: number[] = [];
  private most = 0;
  private open: number[] = [];
  private steps = 0;

  constructor(
    private readonly draft: Draft,
    private readonly movable: Int32Array,
    private readonly random: Random,
  ) {
    const { count } = draft.model.packages;
    this.isMovable = new Uint8Array(count);
    for (const workPackage of movable) this.isMovable[workPackage] = 1;
    this.isChosen = new Uint8Array(count);
  }

  /** Packages of one random kind of ruin, ascending by start, those without a place last. */
  choose(): number[] {
    const { random } = this;
    this.chosen = [];
    this.most = this.movable.length <= SMALL ? SMALL : 5 + random.below(random.oneIn(4) ? 40 : 15);
    const kind = random.below(10);
    if (kind < 2) this.addAny();
    else if (kind < 5) this.addWork(this.anyPlaced(), 0, random.oneIn(3));
    else if (kind < 7) this.addWork(this.anyPlaced(), random.below(60), random.oneIn(2));
    else if (kind < 8) this.addRivalsForUnits(this.anyPlaced());
    else if (kind < 9) this.addRivalsForMoney(this.anyPlaced());
    else this.addAroundWorst();
    this.addOpen();
    const { start } = this.draft.timetable;
    const when = (workPackage: number) =>
      this.draft.timetable.isPlaced(workPackage) ? (start[workPackage] as number) : NO_DAY;
    this.chosen.sort((a, b) => when(a) - when(b) || a - b);
    for (const workPackage of this.chosen) this.isChosen[workPackage] = 0;
    return this.chosen;
  }

  private add(workPackage: number): void {
    if (this.isChosen[workPackage] === 1 || this.isMovable[workPackage] === 0) return;
    if (this.chosen.length >= this.most) return;
    this.isChosen[workPackage] = 1;
    this.chosen.push(workPackage);
  }

  private any(): number {
    return this.movable[this.random.below(this.movable.length)] as number;
  }

  private anyPlaced(): number {
    let workPackage = this.any();
    for (let tries = 0; tries < 8 && !this.draft.timetable.isPlaced(workPackage); tries += 1) {
      workPackage = this.any();
    }
    return workPackage;
  }

  private addAny(): void {
    const count = 1 + this.random.below(Math.min(8, this.movable.length));
    for (let at = 0; at < count; at += 1) this.add(this.any());
  }

  /**
   * Work from some days before a package's start on, until enough is taken out: of its crew, or of several crews
   * that could do it.
   */
  private addWork(seed: number, daysBefore: number, isOneCrew: boolean): void {
    const { timetable } = this.draft;
    if (!timetable.isPlaced(seed)) return;
    const crew = timetable.crew[seed] as number;
    const crews = isOneCrew ? [crew] : this.rivalCrews(seed, crew);
    const from = (timetable.start[seed] as number) - daysBefore;
    this.add(seed);
    // A share each, so that one crew's work does not use up what may be taken out.
    const share = Math.ceil(this.most / crews.length);
    for (const rival of crews) this.addWorkOf(rival, from, share);
  }

  private addWorkOf(crew: number, from: Day, count: number): void {
    const { crewDays, model } = this.draft.timetable;
    const { calendar } = model.crews[crew] as (typeof model.crews)[number];
    let previous = IDLE;
    let left = count;
    for (let rank = calendar.rankFrom(from); rank < calendar.days.length && left > 0; rank += 1) {
      const workPackage = crewDays.workAt(crew, rank);
      if (workPackage === previous) continue;
      previous = workPackage;
      if (workPackage === IDLE) continue;
      this.add(workPackage);
      left -= 1;
    }
  }

  private rivalCrews(seed: number, seedCrew: number): number[] {
    const { eligible, packages, crewClasses } = this.draft.model;
    const crews = [...(eligible[packages.demand[seed] as number] as Int32Array)].flatMap((index) => [
      ...(crewClasses[index] as CrewClass).crews,
    ]);
    if (crews.length <= MOST_CREWS) return crews;
    const rivals = [seedCrew];
    while (rivals.length < MOST_CREWS) rivals.push(crews[this.random.below(crews.length)] as number);
    return rivals;
  }

  /** Work that takes units of the same vendor. */
  private addRivalsForUnits(seed: number): void {
    const { option } = this.draft.timetable;
    const { vendor } = this.draft.model.options;
    if (!this.draft.timetable.isPlaced(seed)) return;
    const wanted = vendor[option[seed] as number];
    this.add(seed);
    this.addSome(
      (other) => this.draft.timetable.isPlaced(other) && vendor[option[other] as number] === wanted,
    );
  }

  /** Work that the same budget may pay for. */
  private addRivalsForMoney(seed: number): void {
    const { budget } = this.draft.timetable;
    const { firstBudget, budgets } = this.draft.model.packages;
    if (!this.draft.timetable.isPlaced(seed)) return;
    const wanted = budget[seed] as number;
    this.add(seed);
    this.addSome((other) => {
      for (let at = firstBudget[other] as number; at < (firstBudget[other + 1] as number); at += 1) {
        if (budgets[at] === wanted) return true;
      }
      return false;
    });
  }

  /** A package with much exposure, and work that starts before it where it could have been. */
  private addAroundWorst(): void {
    let worst = this.any();
    for (let tries = 0; tries < 4; tries += 1) {
      const other = this.any();
      if (this.exposureOf(other) > this.exposureOf(worst)) worst = other;
    }
    const { timetable, model } = this.draft;
    const until = timetable.isPlaced(worst) ? (timetable.start[worst] as number) : NO_DAY;
    const { demand } = model.packages;
    this.add(worst);
    this.addSome(
      (other) =>
        demand[other] === demand[worst] &&
        timetable.isPlaced(other) &&
        (timetable.start[other] as number) <= until,
    );
  }

  /** A few of those that match, so that some of what they compete for stays taken. */
  private addSome(isMatch: (workPackage: number) => boolean): void {
    let left = 1 + this.random.below(12);
    for (let tries = 0; tries < 100 && left > 0; tries += 1) {
      const workPackage = this.any();
      if (this.isChosen[workPackage] === 1 || !isMatch(workPackage)) continue;
      this.add(workPackage);
      left -= 1;
    }
  }

  private exposureOf(workPackage: number): number {
    const risk = this.draft.model.packages.riskHundredths[workPackage] as number;
    return risk * this.draft.exposedUntil(workPackage);
  }

  private addOpen(): void {
    if (this.movable.length <= SMALL || this.steps % STEPS_PER_LOOK === 0) {
      this.open = Array.from(this.movable.filter((workPackage) => this.draft.isOpen(workPackage)));
    }
    this.steps += 1;
    const { open } = this;
    this.most = Infinity;
    if (open.length <= MOST_OPEN) {
      for (const workPackage of open) if (this.draft.isOpen(workPackage)) this.add(workPackage);
      return;
    }
    const count = this.random.below(MOST_OPEN);
    for (let at = 0; at < count; at += 1) {
      const workPackage = open[this.random.below(open.length)] as number;
      if (this.draft.isOpen(workPackage)) this.add(workPackage);
    }
  }
}
