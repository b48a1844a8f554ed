import type { Certificate } from '../certificate.js';
import type { PhaseNumber } from '../problem.js';
import { readPrices, type Prices } from './prices.js';
import { groupBy, lastPhase1Finish, type Placed, type ReadPackage, type Reading } from './reading.js';
import type { Report } from './violation.js';
import { MILLIPENCE_PER_PENNY, crewCalendars, windowsOf, type CrewCalendar, type Window } from './windows.js';
import { readDay, type Day } from './days.js';

/** Millipence in a hundredth of a penny, of which every objective is a whole number. */
const MILLIPENCE_PER_HUNDREDTH = 10n;

/** Each lower bound, of the plan and of its certificate, against what the certificate's prices prove. */
export function checkCertificate(reading: Reading, certificate: Certificate, report: Report): void {
  ([1, 2] as const).forEach((phase, index) => {
    const path = `certificate.phases[${index}]`;
    const proof = certificate.phases[index];
    if (proof?.phase !== phase) {
      report('BOUND', `${path}.phase`, `expected phase ${phase}, but got ${proof?.phase}`);
      return;
    }
    const prices = readPrices(reading, proof, path, report);
    if (!prices) return;
    const proved = proveBound(reading, phase, prices);
    const compare = (wherefrom: string, lowerBound: number | undefined) => {
      if (lowerBound !== undefined && lowerBound <= proved) return;
      report('BOUND', wherefrom, `the certificate proves ${proved} pence, but the bound says ${lowerBound}`);
    };
    compare(`phases[${index}].lowerBound`, reading.plan.phases[index]?.lowerBound);
    compare(`${path}.lowerBound`, proof.lowerBound);
  });
}

/**
 * What the prices of a phase prove, in pence: no plan of the phase has a lower objective.
 *
 * Each package pays for what it takes: crew days, units, money. What is fixed before the phase is planned pays for
 * what it takes as planned; each other package pays for its cheapest choice, which may break any rule that says how
 * packages share (crews by day, site limits, supply, budgets), but none of its own (duration, closures, region,
 * clearance, lead time, the phase's first day, a budget that holds the finish day). Only what there is of crew
 * days, units and money can be paid for: less that, the sum bounds each plan's objective from below. Sums are whole
 * numbers; the last step rounds up to hundredths of a penny, of which every objective is a whole number.
 */
export function proveBound(reading: Reading, phase: PhaseNumber, prices: Prices): number {
  const fixed = reading.placed.filter((placed) => isFixed(reading, placed, phase));
  const fixedIds = new Set(fixed.map(({ subject }) => subject.work.id));
  const free = [...reading.packages.values()].filter(
    (subject) => subject.phase === phase && !fixedIds.has(subject.work.id),
  );
  const crews = crewCalendars(reading, prices, fixed);
  let total = -capacityValue(reading, prices, crews);
  for (const placed of fixed) total += BigInt(paymentOfFixed(reading, placed, phase, prices, crews));
  for (const payment of cheapestPayments(reading, phase, free, prices, crews)) total += BigInt(payment);
  // Division of whole numbers drops the fraction, which is rounding up for what is negative.
  const hundredths =
    total > 0n
      ? (total + MILLIPENCE_PER_HUNDREDTH - 1n) / MILLIPENCE_PER_HUNDREDTH
      : total / MILLIPENCE_PER_HUNDREDTH;
  return Number(hundredths) / 100;
}

/**
 * Pins are in every plan: those of phase 2 hold their room in phase 1 too, unless phase 1 is planned as if there
 * were no phase 2 (FILL_IDLE_CAPACITY). For phase 2, all of phase 1 stands as planned.
 */
function isFixed(reading: Reading, { subject }: Placed, phase: PhaseNumber): boolean {
  if (phase === 2 && subject.phase === 1) return true;
  if (subject.work.pinned === undefined) return false;
  return subject.phase === phase || reading.problem.rule === 'STRICT_PHASES';
}

/** Price × what there is, of everything that has a price. */
function capacityValue(reading: Reading, prices: Prices, crews: Map<string, CrewCalendar>): bigint {
  let total = 0n;
  for (const { days, paid } of crews.values()) total += BigInt(paid[days.length] ?? 0);
  for (const { vendorId, month, millipence } of prices.unitPrices) {
    for (const supply of reading.vendors.get(vendorId)?.supply ?? []) {
      if (supply.month <= month) total += BigInt(millipence) * BigInt(supply.units);
    }
  }
  for (const [budgetId, millipence] of prices.budgetPrices) {
    total += BigInt(millipence) * BigInt(reading.budgets.get(budgetId)?.budget.pence ?? 0);
  }
  return total;
}

function paymentOfFixed(
  reading: Reading,
  { subject, assignment, option, start, finish, costPence }: Placed,
  phase: PhaseNumber,
  prices: Prices,
  crews: Map<string, CrewCalendar>,
): number {
  const isOwn = subject.phase === phase;
  const isGiven = phase === 2 && subject.phase === 1;
  const crew = crews.get(assignment.crewId);
  const forDays = crew ? crew.paidUntil(finish) - crew.paidUntil(start - 1) : 0;
  const forUnits = (option?.units ?? 0) * prices.unitPriceOn(option?.vendorId ?? '', start);
  // A pin does not say which budget pays, so it may look for the cheapest.
  const forPenny = isGiven
    ? (prices.budgetPrices.get(assignment.budgetId) ?? 0)
    : prices.budgetPriceOn(subject.work.budgetIds, finish);
  const own = isOwn ? exposureOf(reading, subject, finish) + MILLIPENCE_PER_PENNY * costPence : 0;
  return whole(own + forDays + forUnits + (Number.isFinite(forPenny) ? forPenny : 0) * costPence);
}

/** For each package that is not fixed: the least that it may pay, whatever the others do. */
function cheapestPayments(
  reading: Reading,
  phase: PhaseNumber,
  free: ReadPackage[],
  prices: Prices,
  crews: Map<string, CrewCalendar>,
): Iterable<number> {
  const { horizon, problem } = reading;
  const lastPhase1 = lastPhase1Finish(reading.placed);
  const isAfterPhase1 = phase === 2 && problem.rule === 'STRICT_PHASES' && Number.isFinite(lastPhase1);
  const firstStart = isAfterPhase1 ? Math.max(horizon.from, lastPhase1 + 1) : horizon.from;
  const cheapest = new Map<ReadPackage, number>();
  for (const subject of free) {
    const { awaitUpgradeOn } = subject.work;
    const unscheduled = exposureOf(reading, subject, horizon.to);
    const isAwaiting = phase === 2 && awaitUpgradeOn !== undefined;
    const awaiting = isAwaiting ? exposureOf(reading, subject, readDay(awaitUpgradeOn)) : Infinity;
    cheapest.set(subject, whole(Math.min(unscheduled, awaiting)));
  }
  const paces = [...new Set(problem.crews.map((crew) => crew.minutesPerDay))];
  const choices = free.flatMap((subject) => subject.work.options.map((option) => ({ subject, option })));
  const likeChoices = groupBy(choices, ({ subject: { site }, option }) => {
    const days = paces.map((pace) => Math.ceil(option.minutes / pace));
    return JSON.stringify([site.site.region, site.site.clearance, days]);
  });
  for (const like of likeChoices.values()) {
    const [{ subject: first, option: firstOption }] = like as [(typeof like)[0]];
    const windows = windowsOf([...crews.values()], first.site.site, firstOption, firstStart);
    for (const { subject, option } of like) {
      const unitPrice = prices.unitPricesByDay(option.vendorId);
      const budgetPrice = prices.budgetPricesByDay(subject.work.budgetIds);
      const { notBefore } = subject.work;
      const earliest = Math.max(
        horizon.from + option.leadDays,
        notBefore === undefined ? firstStart : readDay(notBefore),
      );
      const dayValue = exposureOf(reading, subject, horizon.from);
      const leastCost = MILLIPENCE_PER_PENNY * option.costPence;
      let best = cheapest.get(subject) as number;
      const isOpen = ({ start, finish }: Window) =>
        !subject.site.closures.some((closure) => closure.from <= finish && closure.to >= start);
      for (const window of windows) {
        const startIndex = window.start - horizon.from;
        // Nothing is paid for with less than nothing, and exposure only grows: no later start is cheaper.
        if (dayValue * (startIndex + 1) + leastCost >= best) break;
        if (window.start < earliest) continue;
        const finishIndex = window.finish - horizon.from;
        const withoutMoney = dayValue * (finishIndex + 1) + window.price;
        if (withoutMoney + leastCost >= best) continue;
        const forPenny = budgetPrice[finishIndex] as number;
        if (!Number.isFinite(forPenny)) continue;
        const pence = option.costPence + window.costPence;
        const payment =
          withoutMoney +
          option.units * (unitPrice[startIndex] as number) +
          pence * (MILLIPENCE_PER_PENNY + forPenny);
        if (payment < best && isOpen(window)) best = whole(payment);
      }
      cheapest.set(subject, best);
    }
  }
  return cheapest.values();
}

/** What a package's risk costs if it is exposed up to and including a day, in millipence. */
function exposureOf({ problem, horizon }: Reading, { work }: ReadPackage, day: Day): number {
  const riskHundredths = Math.round(work.risk * 100);
  return (
    problem.penceForRiskDay * riskHundredths * Number(MILLIPENCE_PER_HUNDREDTH) * (day - horizon.from + 1)
  );
}

/** Sums that doubles cannot tell exactly prove nothing: they count as less than any bound. */
function whole(millipence: number): number {
  return Number.isSafeInteger(millipence) ? millipence : -Number.MAX_SAFE_INTEGER;
}
