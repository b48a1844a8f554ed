import { isoDateOf, type Day } from '../calendar.js';
import type { Clearance, DateRange, Option, Site, WorkPackage } from '../problem.js';
import type { Dice } from './dice.js';
import type { Frame } from './frame.js';
import type { InstanceKnobs } from './knobs.js';

/** A vendor's way of doing business: what its options have in common. */
interface Trade {
  id: string;
  pencePerDevice: number;
  minutesPerDevice: number;
  leadDays: number;
}

/** Sites in regions and work packages at them, with options; without budgets and pins. */
export interface Estate {
  sites: Site[];
  workPackages: WorkPackage[];
}

export function generateEstate(dice: Dice, knobs: InstanceKnobs, frame: Frame): Estate {
  const trades = frame.vendorIds.map((id) => generateTrade(dice, id));
  const sites = Array.from({ length: Math.min(knobs.sites, knobs.packages) }, (_, index) =>
    generateSite(dice, knobs, frame, index),
  );
  const workPackages = Array.from({ length: knobs.packages }, (_, index) =>
    generatePackage(dice, knobs, frame, trades, sites[index] ?? dice.pick(sites), index),
  );
  return { sites, workPackages };
}

function generateTrade(dice: Dice, id: string): Trade {
  return {
    id,
    pencePerDevice: dice.whole(350, 900) * 100,
    minutesPerDevice: dice.whole(50, 90),
    leadDays: dice.whole(2, 12) * 7,
  };
}

function generateSite(dice: Dice, knobs: InstanceKnobs, frame: Frame, index: number): Site {
  const sensitive = dice.chance(knobs.sensitiveShare);
  const site: Site = {
    id: `S${index + 1}`,
    region: dice.pick(frame.regions),
    sensitive,
    clearance: dice.pick<Clearance>(sensitive ? [0, 1, 1, 1, 2, 2, 2, 3] : [0, 0, 0, 0, 0, 0, 0, 1]),
    maxCrews: dice.chance(knobs.oneCrewShare) ? 1 : dice.whole(2, 3),
  };
  if (dice.chance(knobs.closedShare)) site.closures = generateClosures(dice, knobs, frame);
  return site;
}

function generateClosures(dice: Dice, knobs: InstanceKnobs, frame: Frame): DateRange[] {
  const count = Math.ceil((dice.whole(1, 3) * knobs.months) / 12);
  return Array.from({ length: count }, (): DateRange => {
    const from = dice.whole(frame.firstDay, frame.lastDay);
    return [isoDateOf(from), isoDateOf(from + dice.whole(0, 20))];
  });
}

function generatePackage(
  dice: Dice,
  knobs: InstanceKnobs,
  frame: Frame,
  trades: Trade[],
  site: Site,
  index: number,
): WorkPackage {
  const devices = generateSize(dice, knobs.devices);
  const riskOfDevice = site.sensitive ? dice.between(1, 4) : dice.between(0.2, 2);
  const optionCount = dice.whole(1, Math.min(knobs.options, trades.length));
  const work: WorkPackage = {
    id: `W${index + 1}`,
    siteId: site.id,
    budgetIds: [],
    risk: Math.round(devices * riskOfDevice * 100) / 100,
    options: dice.some(trades, optionCount).map((trade) => generateOption(dice, trade, devices)),
  };
  const dayAt = (from: number, to: number): Day =>
    frame.firstDay + Math.floor(dice.between(from, to) * (frame.lastDay - frame.firstDay));
  if (dice.chance(knobs.deadlineShare)) {
    work.deadline = isoDateOf(site.sensitive ? dayAt(0.1, 0.7) : dayAt(0.3, 1));
  }
  // A late phase 1 package would hold up all of phase 2 under STRICT_PHASES.
  if (dice.chance(knobs.notBeforeShare)) work.notBefore = isoDateOf(dayAt(0, site.sensitive ? 0.05 : 0.5));
  if (!site.sensitive && dice.chance(knobs.awaitingShare)) work.awaitUpgradeOn = isoDateOf(dayAt(0.2, 1.1));
  return work;
}

/** Many small, some middling, a few large: means of 0.45, 1.6 and 5.2 in shares of 70, 25 and 5 %. */
function generateSize(dice: Dice, mean: number): number {
  const kind = dice.between(0, 1);
  const [from, to] = kind < 0.7 ? [0.1, 0.8] : kind < 0.95 ? [0.8, 2.4] : [2.4, 8];
  return Math.max(1, Math.round(dice.between(from, to) * mean));
}

/** The recorder's cut-over and an hour for travel and escort, then so long for each device. */
function generateOption(dice: Dice, trade: Trade, devices: number): Option {
  return {
    id: `${trade.id}-${devices}`,
    vendorId: trade.id,
    units: devices,
    minutes: 120 + 60 + Math.round(devices * trade.minutesPerDevice * dice.between(0.9, 1.1)),
    costPence: Math.round(devices * trade.pencePerDevice * dice.between(0.95, 1.05)),
    leadDays: trade.leadDays + dice.whole(-7, 7),
  };
}
