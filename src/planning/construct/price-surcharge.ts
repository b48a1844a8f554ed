import type { RoomPrices } from '../bound/index.js';
import { daysOf, monthOf, type CrewClass, type Model } from '../model.js';
import type { Draft } from '../timetable/draft.js';
import type { Surcharge } from './best-fit.js';

const HUNDREDTHS_PER_MILLIPENCE = 0.1;

/**
 * How much of a crew's days is charged as on the days themselves, the rest as on the package's front. Measured:
 * from 0.6 to 0.9 plans are about alike, at 0 and at 1 they are clearly worse.
 */
const OWN_DAY_SHARE = 0.8;

/**
 * What a placement takes from others at the prices of the bound: units by the month of the start, money by the
 * budget, and the crew's days. Early days are dear, because all work after them would wait: so work gives way to
 * what has more use of an early day. Yet days that nobody takes in the end were free, and prices never tell: with
 * nothing but the days' own prices too many would be left over. So a part is charged as on the day on which the
 * package was expected, its front: that part is the same whenever it starts, and only spares scarce crews.
 */
export class PriceSurcharge implements Surcharge {
  private readonly front: Int32Array;
  /** By crew class and day: hundredths of a penny for the crew's first working day from there on. */
  private readonly dayPrice: Float64Array[];
  /** By crew class: hundredths of a penny for all its working days below a rank. */
  private readonly paidBefore: Float64Array[];

  constructor(
    private readonly model: Model,
    private readonly prices: RoomPrices,
  ) {
    this.front = new Int32Array(model.packages.count);
    this.dayPrice = model.crewClasses.map((crewClass) => dayPricesOf(model, crewClass, prices));
    this.paidBefore = model.crewClasses.map((crewClass) => runningPricesOf(crewClass, prices));
  }

  /** Takes the fronts of packages from where they stand; what has no place is at the horizon's end. */
  readFronts({ timetable }: Draft, packages: Int32Array): void {
    for (const workPackage of packages) {
      this.front[workPackage] = timetable.isPlaced(workPackage)
        ? (timetable.start[workPackage] as number)
        : this.model.horizon - 1;
    }
  }

  /** Takes the fronts of packages from the days on which they would start at the prices. */
  readWishes(wishedStart: Int32Array, packages: Int32Array): void {
    for (const workPackage of packages) {
      this.front[workPackage] = Math.min(this.model.horizon - 1, wishedStart[workPackage] as number);
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
    const { pace, calendar } = model.crewClasses[crewClass] as CrewClass;
    const unitPrices = prices.unit[model.options.vendor[option] as number] as Float64Array;
    const goods =
      (model.options.units[option] as number) * (unitPrices[monthOf(model, start)] as number) +
      costPence * (prices.penny[budget] as number);
    const days = daysOf(model, option, pace);
    const front = this.front[model.options.workPackage[option] as number] as number;
    const atFront = days * ((this.dayPrice[crewClass] as Float64Array)[front] as number);
    const paidBefore = this.paidBefore[crewClass] as Float64Array;
    const rank = calendar.rankFrom(start);
    const ownDays = (paidBefore[rank + days] as number) - (paidBefore[rank] as number);
    return OWN_DAY_SHARE * ownDays + (1 - OWN_DAY_SHARE) * atFront + goods * HUNDREDTHS_PER_MILLIPENCE;
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

function runningPricesOf({ crews, calendar }: CrewClass, { crewDay }: RoomPrices): Float64Array {
  const own = crewDay[crews[0] as number] as Float64Array;
  const paidBefore = new Float64Array(calendar.days.length + 1);
  calendar.days.forEach((day, rank) => {
    // Only pins work on days before the plan's start.
    const price = day < 0 ? 0 : (own[day] as number) * HUNDREDTHS_PER_MILLIPENCE;
    paidBefore[rank + 1] = (paidBefore[rank] as number) + price;
  });
  return paidBefore;
}
