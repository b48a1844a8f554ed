import type { Day } from '../calendar.js';
import { NO_DAY, daysOf, type CrewClass, type Model } from '../model.js';
import type { Draft } from '../timetable/draft.js';

/** What a placement takes from others, in hundredths of a penny, on top of its own exposure and cost. */
export interface Surcharge {
  /** Never below zero. */
  of(option: number, crewClass: number, start: Day, finish: Day, budget: number, costPence: number): number;
}

/** What may be chosen; everything is where nothing is said. */
export interface Choice {
  /** Only this option. */
  option?: number;
  /** No start before this day. */
  from?: Day;
  /** Asked for each candidate crew: true passes it over. */
  skip?: () => boolean;
}

/**
 * Finds the placement of one package that adds least to the score as things stand, over all options and crews,
 * each at its first fitting start. Ties go to the earlier option, then to the earlier crew.
 */
export class BestFit {
  option = 0;
  crew = 0;
  isLate = false;
  /** Exposure, cost and surcharge, in hundredths of a penny. */
  value = 0;
  private start: Day = 0;
  private finish: Day = 0;
  private budget = 0;
  private costPence = 0;

  constructor(
    private readonly draft: Draft,
    private readonly surcharge?: Surcharge,
  ) {}

  /** True where the package fits at all; the best placement then stands in the fields. */
  find(workPackage: number, choice: Choice = {}): boolean {
    const { model } = this.draft;
    const { firstOption, demand } = model.packages;
    const classes = model.eligible[demand[workPackage] as number] as Int32Array;
    this.value = Infinity;
    this.isLate = true;
    const [first, end] =
      choice.option === undefined
        ? [firstOption[workPackage] as number, firstOption[workPackage + 1] as number]
        : [choice.option, choice.option + 1];
    for (let option = first; option < end; option += 1) {
      const earliest = this.draft.timetable.earliestStart(option, choice.from ?? 0);
      if (earliest === NO_DAY) continue;
      for (const crewClass of classes) this.tryClass(workPackage, option, crewClass, earliest, choice.skip);
    }
    return this.value < Infinity;
  }

  /** Places what was found; nothing may have changed since. */
  place(workPackage: number): void {
    const { option, crew, start, finish, budget, costPence } = this;
    this.draft.place({ workPackage, option, crew, start, finish, budget, costPence });
  }

  private tryClass(
    workPackage: number,
    option: number,
    crewClass: number,
    earliest: Day,
    skip: Choice['skip'],
  ): void {
    const { model, timetable } = this.draft;
    const { crews, calendar, pace, dayRatePence } = model.crewClasses[crewClass] as CrewClass;
    const weight = model.penceForRiskDay * (model.packages.riskHundredths[workPackage] as number);
    const days = daysOf(model, option, pace);
    const costPence = (model.options.costPence[option] as number) + days * dayRatePence;
    if (!timetable.isAffordable(workPackage, earliest, costPence)) return;
    const soonest = calendar.days[calendar.rankFrom(earliest) + days - 1];
    if (soonest === undefined) return;
    const cost = 100 * costPence;
    const deadline = model.packages.deadline[workPackage] as number;
    for (const crew of crews) {
      const latest = this.latestUseful(model, weight, cost, deadline);
      if (latest < soonest) return;
      if (skip?.()) continue;
      if (!timetable.firstFitFrom(option, crew, earliest, latest)) continue;
      const { foundStart, foundFinish, foundBudget, foundCostPence } = timetable;
      const extra = this.surcharge
        ? this.surcharge.of(option, crewClass, foundStart, foundFinish, foundBudget, foundCostPence)
        : 0;
      const value = weight * (foundFinish + 1) + cost + extra;
      const isLate = foundFinish > deadline;
      if (isLate === this.isLate ? value >= this.value : isLate) continue;
      this.value = value;
      this.isLate = isLate;
      this.option = option;
      this.crew = crew;
      this.start = foundStart;
      this.finish = foundFinish;
      this.budget = foundBudget;
      this.costPence = foundCostPence;
    }
  }

  /** The last finish with which a placement at this cost could be better than the best so far. */
  private latestUseful(model: Model, weight: number, cost: number, deadline: number): Day {
    const last = model.horizon - 1;
    if (this.value === Infinity) return last;
    const spare = this.value - cost;
    const cheaper = spare <= 0 ? -1 : weight === 0 ? last : Math.min(last, Math.ceil(spare / weight) - 2);
    if (deadline === NO_DAY) return cheaper;
    return this.isLate ? Math.max(cheaper, Math.min(last, deadline)) : Math.min(cheaper, deadline);
  }
}
