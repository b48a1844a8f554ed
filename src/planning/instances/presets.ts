import { Dice } from './dice.js';
import { MIDDLING, type InstanceKnobs } from './knobs.js';

/**
 * 6 to 14 packages on a few crews over one to five months; every knob is drawn by the seed. A risk-day is dear,
 * because over so short a time little is gained by the work otherwise.
 */
export function tinyKnobs(seed: number): InstanceKnobs {
  const dice = new Dice(seed ^ 0x7a11);
  const packages = dice.whole(6, 14);
  return {
    ...MIDDLING,
    packages,
    sites: dice.whole(Math.ceil(packages / 2), packages),
    months: dice.whole(1, 5),
    rule: dice.pick(['STRICT_PHASES', 'FILL_IDLE_CAPACITY'] as const),
    penceForRiskDay: dice.pick([1200, 5000, 20_000]),
    devices: dice.pick([4, 10, 16]),
    regions: dice.whole(1, 2),
    vendors: dice.whole(1, 3),
    options: dice.whole(1, 3),
    organisations: dice.whole(1, 2),
    budgetMonths: dice.whole(1, 3),
    crewLoad: dice.pick([0.15, 0.3, 0.6, 0.9, 1.2]),
    supplyLoad: dice.pick([0, 0.4, 0.8, 1.2]),
    budgetLoad: dice.pick([0, 0.5, 0.9, 1.2]),
    oneCrewShare: dice.pick([0.3, 1]),
    sensitiveShare: dice.pick([0.3, 0.5, 0.8]),
    deadlineShare: dice.pick([0, 0.3, 0.7]),
    notBeforeShare: dice.pick([0, 0.2]),
    awaitingShare: dice.pick([0, 0.3]),
    pinnedShare: dice.pick([0, 0.15]),
    closedShare: dice.pick([0, 0.5]),
    leaveWeeks: dice.pick([0, 4, 12]),
    centralMoneyShare: dice.pick([0, 0.1]),
  };
}

/** 60 packages on a few crews; the seed draws which resource is short. */
export function sixtyKnobs(seed: number): InstanceKnobs {
  const dice = new Dice(seed ^ 0x60);
  return {
    ...MIDDLING,
    months: dice.whole(6, 12),
    rule: dice.pick(['STRICT_PHASES', 'FILL_IDLE_CAPACITY'] as const),
    budgetMonths: 3,
    crewLoad: dice.pick([0.4, 0.7, 0.9]),
    supplyLoad: dice.pick([0, 0.6, 0.9]),
    budgetLoad: dice.pick([0, 0.7, 0.95]),
    sensitiveShare: 0.4,
  };
}

/** 1,500 sites over four years with some of everything but deadlines, for the reason below. */
export const TOWN: InstanceKnobs = {
  ...MIDDLING,
  packages: 1800,
  sites: 1500,
  regions: 5,
  vendors: 5,
  organisations: 8,
  crewLoad: 0.8,
  supplyLoad: 0.8,
  budgetLoad: 0.85,
  deadlineShare: 0,
};

/**
 * Crews are all that is short, at any number of sites with ten devices on average. No deadlines: late risk goes
 * before the objective, so they bind as a resource does.
 */
export function crewsBindingKnobs(sites: number): InstanceKnobs {
  return {
    ...MIDDLING,
    packages: sites,
    sites,
    devices: 10.3,
    regions: growWith(sites, 12),
    vendors: 6,
    organisations: growWith(sites, 40),
    crewLoad: 0.85,
    supplyLoad: 0.3,
    budgetLoad: 0.3,
    deadlineShare: 0,
    pinnedShare: 0.001,
  };
}

/** Supply and money hold the programme back more than crews do. */
export function supplyAndBudgetsBindingKnobs(sites: number): InstanceKnobs {
  return { ...crewsBindingKnobs(sites), crewLoad: 0.6, supplyLoad: 0.95, budgetLoad: 0.95 };
}

/** One for every 2,000 sites or so, at least two and at most `most`. */
function growWith(sites: number, most: number): number {
  return Math.max(2, Math.min(most, Math.round(sites / 2000)));
}
