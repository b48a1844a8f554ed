import { daysOf, type CrewClass, type Model, type ModelCrew } from '../model.js';
import type { Draft } from '../timetable/draft.js';
import type { Surcharge } from './best-fit.js';

/**
 * What a working day of a crew is worth to the work that queues for it, read off a plan: work that takes a day
 * more holds up all that the crew does later by a day. So a package's choice of option is charged, for each
 * working day, the risk that waits behind it, on average over the crews that could do it. The charge depends on
 * the number of days alone: which crew and when is left to what fits first.
 */
export function queuePrices(draft: Draft, packages: Int32Array): Surcharge {
  const { model, timetable } = draft;
  const waiting = waitingBehind(draft, packages);
  const byDemand = model.eligible.map((classes) => averageByDay(model, classes, waiting));
  const { demand } = model.packages;
  const dayPrice = new Float64Array(model.packages.count);
  for (const workPackage of packages) {
    if (!timetable.isPlaced(workPackage)) continue;
    const prices = byDemand[demand[workPackage] as number] as Float64Array;
    dayPrice[workPackage] = prices[timetable.start[workPackage] as number] as number;
  }
  return {
    of: (option, crewClass) =>
      (dayPrice[model.options.workPackage[option] as number] as number) *
      daysOf(model, option, (model.crewClasses[crewClass] as CrewClass).pace),
  };
}

/** By crew and rank: what a day's delay of all that the crew starts on that day or later costs by exposure. */
function waitingBehind({ model, timetable }: Draft, packages: Int32Array): Float64Array[] {
  const waiting = model.crews.map((crew) => new Float64Array(crew.calendar.days.length));
  for (const workPackage of packages) {
    if (!timetable.isPlaced(workPackage)) continue;
    const crew = timetable.crew[workPackage] as number;
    const rank = (model.crews[crew] as ModelCrew).calendar.rankFrom(timetable.start[workPackage] as number);
    const column = waiting[crew] as Float64Array;
    const weight = model.penceForRiskDay * (model.packages.riskHundredths[workPackage] as number);
    column[rank] = (column[rank] as number) + weight;
  }
  for (const column of waiting) {
    for (let rank = column.length - 2; rank >= 0; rank -= 1) {
      column[rank] = (column[rank] as number) + (column[rank + 1] as number);
    }
  }
  return waiting;
}

function averageByDay(model: Model, classes: Int32Array, waiting: Float64Array[]): Float64Array {
  const average = new Float64Array(model.horizon);
  let count = 0;
  for (const index of classes) {
    const { crews, calendar } = model.crewClasses[index] as CrewClass;
    for (const crew of crews) {
      count += 1;
      const column = waiting[crew] as Float64Array;
      for (let day = 0; day < model.horizon; day += 1) {
        average[day] = (average[day] as number) + (column[calendar.rankFrom(day)] ?? 0);
      }
    }
  }
  return average.map((sum) => sum / Math.max(1, count));
}
