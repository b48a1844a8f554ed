import { isoDateOf } from '../calendar.js';
import type { Budget, Clearance, Crew, DateRange, Option, Vendor, WorkPackage } from '../problem.js';
import type { Dice } from './dice.js';
import type { Estate } from './estate.js';
import { countWorkingDays, type Frame } from './frame.js';
import type { InstanceKnobs } from './knobs.js';

const USUAL_MINUTES_PER_DAY = 450;
const USUAL_DAY_RATE_PENCE = 55_000;
/** Sums no plan can spend or use up. */
const PLENTY_OF_PENCE = 1_000_000_000_000;

/** As many crews as the crew load asks for, dealt over the regions; one at least in each. */
export function generateCrews(dice: Dice, knobs: InstanceKnobs, frame: Frame, estate: Estate): Crew[] {
  const needed = sum(estate.workPackages.map((work) => usualDays(work.options[0] as Option)));
  const leaveDays = (5 * knobs.leaveWeeks * knobs.months) / 12;
  const daysOfCrew = Math.max(1, countWorkingDays(frame) - leaveDays);
  const count = Math.max(knobs.regions, Math.round(needed / (knobs.crewLoad * daysOfCrew)));
  return Array.from({ length: count }, (_, index) => {
    const home = frame.regions[index % knobs.regions] as string;
    const others = frame.regions.filter((region) => region !== home);
    const isFirstOfRegion = index < knobs.regions;
    const crew: Crew = {
      id: `C${index + 1}`,
      regions: others.length > 0 && dice.chance(0.25) ? [home, dice.pick(others)] : [home],
      clearance: dice.pick<Clearance>(isFirstOfRegion ? [2, 3, 3] : [0, 1, 2, 2, 3, 3]),
      minutesPerDay: dice.pick([USUAL_MINUTES_PER_DAY, USUAL_MINUTES_PER_DAY, 420, 480, 300]),
      dayRatePence: dice.whole(40, 70) * 1000,
    };
    if (dice.chance(0.1)) crew.from = isoDateOf(frame.firstDay + dice.whole(0, 120));
    if (dice.chance(0.1)) crew.to = isoDateOf(frame.lastDay - dice.whole(0, 120));
    const leave = generateLeave(dice, knobs, frame);
    if (leave.length > 0) crew.leave = leave;
    return crew;
  });
}

/** Leave a week at a time, Monday to Sunday; two blocks may meet. */
function generateLeave(dice: Dice, knobs: InstanceKnobs, frame: Frame): DateRange[] {
  const weeks = Math.round((knobs.leaveWeeks * knobs.months) / 12);
  return Array.from({ length: weeks }, (): DateRange => {
    const day = dice.whole(frame.firstDay, frame.lastDay);
    const monday = day - ((day + 3) % 7);
    return [isoDateOf(monday), isoDateOf(monday + 6)];
  });
}

/**
 * Each package is counted at its first option, and what a vendor delivers is the units counted there / the
 * load, in even months with a tenth of jitter.
 */
export function generateVendors(dice: Dice, knobs: InstanceKnobs, frame: Frame, estate: Estate): Vendor[] {
  const units = new Map<string, number>();
  for (const { options } of estate.workPackages) {
    const { vendorId, units: more } = options[0] as Option;
    units.set(vendorId, (units.get(vendorId) ?? 0) + more);
  }
  return frame.vendorIds.map((id) => {
    if (knobs.supplyLoad === 0) return { id };
    const perMonth = (units.get(id) ?? 0) / knobs.supplyLoad / knobs.months;
    let due = 0;
    let delivered = 0;
    const supply = frame.monthStarts.slice(0, -1).map((day) => {
      due += perMonth * dice.between(0.9, 1.1);
      const now = Math.floor(due) - delivered;
      delivered += now;
      return { month: isoDateOf(day).slice(0, 7), units: now };
    });
    return { id, supply };
  });
}

/** Gives each package to a budget holder, and makes the budgets: what is needed / the load, in even parts. */
export function generateBudgets(dice: Dice, knobs: InstanceKnobs, frame: Frame, estate: Estate): Budget[] {
  const sensitive = new Set(estate.sites.filter((site) => site.sensitive).map(({ id }) => id));
  const starts = frame.monthStarts.filter(
    (_, month) => month % knobs.budgetMonths === 0 && month < knobs.months,
  );
  const ends = [...starts.slice(1).map((day) => day - 1), frame.lastDay];
  const needed = new Map<string, number>();
  const isCentral = knobs.centralMoneyShare > 0;
  for (const work of estate.workPackages) {
    const organisation = dice.pick(frame.organisations);
    needed.set(organisation, (needed.get(organisation) ?? 0) + cheapestPence(work));
    work.budgetIds = starts.map((_, year) => `${organisation}-${year + 1}`);
    if (isCentral && sensitive.has(work.siteId)) work.budgetIds.push('CENTRAL');
  }
  const holds = (share: number) =>
    knobs.budgetLoad === 0
      ? PLENTY_OF_PENCE
      : Math.round((share / knobs.budgetLoad) * dice.between(0.9, 1.1));
  const budgets = frame.organisations.flatMap((organisation) => {
    const share = ((needed.get(organisation) ?? 0) * (1 - knobs.centralMoneyShare)) / starts.length;
    return starts.map((start, year) => ({
      id: `${organisation}-${year + 1}`,
      from: isoDateOf(start),
      to: isoDateOf(ends[year] as number),
      pence: holds(share),
    }));
  });
  if (!isCentral) return budgets;
  const pence = holds(sum([...needed.values()]) * knobs.centralMoneyShare);
  const [from, to] = [isoDateOf(frame.firstDay), isoDateOf(frame.lastDay)];
  return [...budgets, { id: 'CENTRAL', from, to, pence }];
}

function usualDays(option: Option): number {
  return Math.ceil(option.minutes / USUAL_MINUTES_PER_DAY);
}

function cheapestPence(work: WorkPackage): number {
  return Math.min(
    ...work.options.map((option) => option.costPence + usualDays(option) * USUAL_DAY_RATE_PENCE),
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
