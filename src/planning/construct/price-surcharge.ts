import type { RoomPrices } from '../bound/index.js';
import { daysOf, monthOf, type CrewClass, type Model } from '../model.js';
import type { Draft } from '../timetable/draft.js';
import type { Surcharge } from './best-fit.js';

const HUNDREDTHS_PER_MILLIPENCE = 0.1;

/**
 * What a placement takes from others at the prices of the bound: units by the month of the start, money by the
 * budget, and the crew's days. A crew-day is charged as on the day on which the package stood before, its front:
 * charged by its own day, later starts would look cheaper than they are, because what makes a day cheap is that
 * the work before it is done. So of the crews it is the scarce ones that are spared, not the early days.
 */
export class PriceSurcharge implements Surcharge {
  private readonly front: Int32Array;
  /** By crew class and day: hundredths of a penny for the crew's first working day from there on. */
  private readonly dayPrice: Float64Array[];

  constructor(
    private readonly model: Model,
    private readonly prices: RoomPrices,
  ) {
    this.front = new Int32Array(model.packages.count);
    this.dayPrice = model.crewClasses.map((crewClass) => dayPricesOf(model, crewClass, prices));
  }

  /** Takes the fronts of packages from where they stand; what has no place is at the horizon's end. */
  readFronts({ timetable }: Draft, packages: Int32Array): void {
    for (const workPackage of packages) {
      this.front[workPackage] = timetable.isPlaced(workPackage)
        ? (timetable.start[workPackage] as number)
        : this.model.horizon - 1;
    }
  }

  of(
    option: number,
    crewClass: number,
    start: number,
    _finish: number,
    budget: number,
    costPence: number,
  ): number {
    const { model, prices } = this;
    const { pace } = model.crewClasses[crewClass] as CrewClass;
    const front = this.front[model.options.workPackage[option] as number] as number;
    const unitPrices = prices.unit[model.options.vendor[option] as number] as Float64Array;
    const goods =
      (model.options.units[option] as number) * (unitPrices[monthOf(model, start)] as number) +
      costPence * (prices.penny[budget] as number);
    const day = (this.dayPrice[crewClass] as Float64Array)[front] as number;
    return daysOf(model, option, pace) * day + goods * HUNDREDTHS_PER_MILLIPENCE;
  }
}

function dayPricesOf(model: Model, { crews, calendar }: CrewClass, { crewDay }: RoomPrices): Float64Array {
  const own = crewDay[crews[0] as number] as Float64Array;
  const fromDay = new Float64Array(model.horizon);
  for (let day = 0; day < model.horizon; day += 1) {
    const next = calendar.days[calendar.rankFrom(day)];
    if (next !== undefined) fromDay[day] = (own[next] as number) * HUNDREDTHS_PER_MILLIPENCE;
  }
  return fromDay;
}
