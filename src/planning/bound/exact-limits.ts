import { MILLIPENCE_PER_PENNY, weightOf, type PhaseRoom } from './phase-room.js';

/** The greatest price of each kind with which all sums of whole millipence stay exact. */
export interface PriceLimits {
  crewDay: number;
  unit: number;
  penny: number;
}

/** Doubles tell whole numbers exactly up to 2^53; payments of one package are kept well below. */
const EXACT = 2 ** 50;

/** Undefined where exposure or cost alone is too large to be told exactly. */
export function exactLimitsOf({ model, phase }: PhaseRoom): PriceLimits | undefined {
  const { options, packagesOfPhase, packages } = model;
  let mostWeight = 0;
  let lastDay = model.horizon;
  for (const workPackage of packagesOfPhase[phase]) {
    mostWeight = Math.max(mostWeight, weightOf(model, workPackage));
    lastDay = Math.max(lastDay, model.horizon - model.originDay);
  }
  let mostPence = 1;
  let mostUnits = 1;
  let mostDays = 1;
  const mostRate = model.crewClasses.reduce((most, { dayRatePence }) => Math.max(most, dayRatePence), 0);
  for (let option = 0; option < options.count; option += 1) {
    if (packages.phase[options.workPackage[option] as number] !== phase) continue;
    let days = 1;
    for (let pace = 0; pace < model.paces.length; pace += 1) {
      days = Math.max(days, Math.min(lastDay, options.days[option * model.paces.length + pace] as number));
    }
    mostDays = Math.max(mostDays, days);
    mostUnits = Math.max(mostUnits, options.units[option] as number);
    mostPence = Math.max(mostPence, (options.costPence[option] as number) + days * mostRate);
  }
  if (mostWeight * lastDay > EXACT || mostPence * MILLIPENCE_PER_PENNY > EXACT) return undefined;
  return {
    // A hull compares prices of windows times days between finishes.
    crewDay: Math.floor(EXACT / (mostDays * lastDay)),
    unit: Math.floor(EXACT / mostUnits),
    penny: Math.floor(EXACT / mostPence),
  };
}
