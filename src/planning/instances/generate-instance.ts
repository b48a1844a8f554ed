import { isoDateOf } from '../calendar.js';
import type { Problem } from '../problem.js';
import { generateBudgets, generateCrews, generateVendors } from './capacity.js';
import { Dice } from './dice.js';
import { generateEstate } from './estate.js';
import { WEEKEND, frameOf } from './frame.js';
import type { InstanceKnobs } from './knobs.js';
import { pinSome } from './pins.js';

/**
 * A problem drawn at random: the same seed and knobs give the same problem on any machine.
 *
 * First the estate: sites by lot over regions, one package each (more by lot), sizes so that 70 % of the packages
 * are small, 25 % middling and 5 % large, effort of three hours a package and 50 to 90 minutes a device, cost of
 * £350 to £900 a device, both by vendor with some scatter, risk of 0.2 to 2 a device, 1 to 4 at sensitive sites. Then what there is to do it with, sized from the estate by the loads: crews from the working
 * days needed, supply from the units of the first options, budgets from the cheapest costs. So a load of 0.9
 * means the same whatever the size of the estate. At last the pins.
 */
export function generateInstance(seed: number, knobs: InstanceKnobs): Problem {
  const dice = new Dice(seed);
  const frame = frameOf(knobs);
  const estate = generateEstate(dice, knobs, frame);
  const problem: Problem = {
    start: isoDateOf(frame.firstDay),
    end: isoDateOf(frame.lastDay),
    rule: knobs.rule,
    penceForRiskDay: knobs.penceForRiskDay,
    holidays: frame.holidays.map(isoDateOf),
    weekend: WEEKEND,
    crews: generateCrews(dice, knobs, frame, estate),
    vendors: generateVendors(dice, knobs, frame, estate),
    budgets: generateBudgets(dice, knobs, frame, estate),
    ...estate,
  };
  pinSome(dice, knobs.pinnedShare, frame, problem);
  return problem;
}
