import { daysOf } from '../model.js';
import { idleDaysOf } from './choice-table.js';
import { ExactSum } from './exact-sum.js';
import { MILLIPENCE_PER_PENNY, weightOf, type PhaseRoom } from './phase-room.js';

/**
 * What the packages of a phase come to at least if each is alone and every day is a working day of the fastest and
 * of the cheapest crew, in millipence, exact. It takes one look at each option, so it bounds a phase for which there
 * is no time, and no price can prove less: at free prices each pays for a real window, which is no sooner.
 */
export function sumAlone(room: PhaseRoom): bigint {
  const { model } = room;
  const { firstOption } = model.packages;
  const { earliestStart, costPence } = model.options;
  const leastRate = model.crewClasses.reduce(
    (least, { dayRatePence }) => Math.min(least, dayRatePence),
    Infinity,
  );
  const sum = new ExactSum();
  sum.addBig(room.fixedMillipence);
  for (const workPackage of room.packages) {
    const weight = weightOf(model, workPackage);
    let least = weight * idleDaysOf(room, workPackage);
    const end = firstOption[workPackage + 1] as number;
    for (let option = firstOption[workPackage] as number; option < end; option += 1) {
      let days = Infinity;
      for (let pace = 0; pace < model.paces.length; pace += 1)
        days = Math.min(days, daysOf(model, option, pace));
      const start = Math.max(room.firstStart, earliestStart[option] as number);
      const pence = (costPence[option] as number) + days * leastRate;
      least = Math.min(least, weight * (start + days) + MILLIPENCE_PER_PENNY * pence);
    }
    sum.add(least);
  }
  return sum.total();
}
