import type { UnscheduledReason } from '../plan.js';
import type { Option } from '../problem.js';
import { readDay, type Day, type Span } from './days.js';
import { costOf, coversSite, daysNeeded, type ReadCrew, type ReadPackage } from './reading.js';
import type { CrewDays, DroppedRules, Room } from './room.js';
import { firstSuppliedDay } from './supply.js';

/** A way to add a package to a plan. */
export interface Admission {
  option: Option;
  crew: ReadCrew;
  start: Day;
}

export const NOTHING_DROPPED: DroppedRules = new Set<UnscheduledReason>();

/**
 * An option, crew and start day with which the package could stand beside what the room was measured with, if
 * the dropped rules did not hold; undefined where there is none. What each reason drops:
 *
 * - NO_ELIGIBLE_CREW: the crew's regions, clearance and `from`..`to` (rule 2)
 * - BUDGET_EXHAUSTED: rule 5
 * - SUPPLY_EXHAUSTED: rule 4
 * - NO_WINDOW: the site's closures (rule 1) and limit, the crew's leave and other work (rule 2)
 * - PHASE_BLOCKED: rule 6
 * - HORIZON: lead time and notBefore (rule 3), and the horizon's end
 */
export function findAdmission(
  room: Room,
  subject: ReadPackage,
  dropped: DroppedRules,
): Admission | undefined {
  const blocked = dropped.has('NO_WINDOW') ? [] : room.blockedAt(subject);
  for (const option of subject.work.options) {
    const earliest = earliestStart(room, subject, option, dropped);
    if (earliest === Infinity) continue;
    for (const crew of room.reading.crews.values()) {
      if (!dropped.has('NO_ELIGIBLE_CREW') && !coversSite(crew.crew, subject.site.site)) continue;
      const windows = finishWindows(room, subject, costOf(option, crew.crew), dropped);
      if (windows.length === 0) continue;
      const length = daysNeeded(option, crew.crew);
      const start = findStart(room.crewDays(crew, dropped), length, earliest, windows, blocked);
      if (start !== undefined) return { option, crew, start };
    }
  }
  return undefined;
}

function earliestStart(room: Room, subject: ReadPackage, option: Option, dropped: DroppedRules): Day {
  const { horizon, problem } = room.reading;
  let earliest = horizon.from;
  if (!dropped.has('HORIZON')) {
    earliest += Math.max(0, option.leadDays);
    if (subject.work.notBefore !== undefined) earliest = Math.max(earliest, readDay(subject.work.notBefore));
  }
  const supply = room.supplies.get(option.vendorId);
  if (supply && !dropped.has('SUPPLY_EXHAUSTED')) {
    earliest = Math.max(earliest, firstSuppliedDay(supply, option.units));
  }
  if (problem.rule === 'STRICT_PHASES' && subject.phase === 2 && !dropped.has('PHASE_BLOCKED')) {
    earliest = Math.max(earliest, room.lastPhase1Finish + 1);
  }
  return earliest;
}

/** Spans in one of which the finish day must lie. */
function finishWindows(room: Room, subject: ReadPackage, pence: number, dropped: DroppedRules): Span[] {
  const { horizon, problem, budgets } = room.reading;
  let latest = dropped.has('HORIZON') ? Infinity : horizon.to;
  if (problem.rule === 'STRICT_PHASES' && subject.phase === 1 && !dropped.has('PHASE_BLOCKED')) {
    latest = Math.min(latest, room.firstPhase2Start - 1);
  }
  if (dropped.has('BUDGET_EXHAUSTED')) return [{ from: -Infinity, to: latest }];
  return subject.work.budgetIds.flatMap((id) => {
    const span = budgets.get(id)?.span;
    if (!span || (room.penceLeft.get(id) ?? 0) < pence || span.from > latest) return [];
    return [{ from: span.from, to: Math.min(span.to, latest) }];
  });
}

/** The first start of `length` free working days in a row that finish in a window and touch nothing blocked. */
function findStart(
  { days, gaps }: CrewDays,
  length: number,
  earliest: Day,
  windows: Span[],
  blocked: Span[],
): Day | undefined {
  if (!(length >= 1)) return undefined;
  const firstIndex = indexFrom(days, earliest);
  for (const window of windows) {
    const fromIndex = Math.max(firstIndex, indexFrom(days, window.from) - length + 1);
    for (const gap of gaps) {
      if (gap.last < fromIndex + length - 1 || gap.last - gap.first + 1 < length) continue;
      const start = firstUnblocked(days, Math.max(gap.first, fromIndex), length, blocked);
      const finishIndex = start + length - 1;
      if (finishIndex <= gap.last && (days[finishIndex] as Day) <= window.to) return days[start];
      if ((days[gap.first] as Day) > window.to) break;
    }
  }
  return undefined;
}

/** The first index from `start` on whose work touches no blocked span; beyond the end where there is none. */
function firstUnblocked(days: Day[], start: number, length: number, blocked: Span[]): number {
  let index = start;
  for (;;) {
    const from = days[index];
    const to = days[index + length - 1];
    if (from === undefined || to === undefined) return days.length;
    const touched = blocked.find((span) => span.from <= to && from <= span.to);
    if (!touched) return index;
    index = indexFrom(days, touched.to + 1);
  }
}

/** The index of the first day on or after `day`. */
function indexFrom(days: Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as Day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
