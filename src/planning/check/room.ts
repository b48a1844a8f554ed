import { UNSCHEDULED_REASONS, type UnscheduledReason } from '../plan.js';
import { isWithin, readDay, type Day, type Span } from './days.js';
import {
  daysNeeded,
  groupBy,
  isPublicWorkingDay,
  lastPhase1Finish,
  type Placed,
  type ReadCrew,
  type ReadPackage,
  type Reading,
} from './reading.js';
import { chargesOf } from './resources.js';
import { suppliesOf, type SupplyMonth } from './supply.js';

/** The rules that are left aside, each by the reason that names it. */
export type DroppedRules = ReadonlySet<UnscheduledReason>;

/** The days of a crew, and where on them further work could stand. */
export interface CrewDays {
  /** Working days, ascending. */
  days: Day[];
  /** The longest runs of free working days, as indices of `days`, both ends included. */
  gaps: { first: number; last: number }[];
}

/** What a set of assignments leaves over. */
export interface Room {
  reading: Reading;
  supplies: Map<string, SupplyMonth[]>;
  penceLeft: Map<string, number>;
  lastPhase1Finish: Day;
  /** The earliest start of an unpinned phase 2 assignment; Infinity where there is none. */
  firstPhase2Start: Day;
  crewDays: (crew: ReadCrew, dropped: DroppedRules) => CrewDays;
  /** Days on which a site is closed or has as many crews as it may, ascending by first day. */
  blockedAt: (subject: ReadPackage) => Span[];
}

/** Bounds the days that are looked at when the horizon is dropped, whatever dates a problem names. */
const FORTY_YEARS = 40 * 366;

/** The room beside `placed`; slow parts are worked out when first asked for. */
export function measureRoom(reading: Reading, placed: Placed[]): Room {
  const dated = placed.filter(({ start, finish }) => start <= finish);
  const workByCrew = groupBy(dated, ({ assignment }) => assignment.crewId);
  const workBySite = groupBy(dated, ({ subject }) => subject.work.siteId);
  const charges = chargesOf(placed);
  const publicDaysUntil = remember(
    (end: Day) => end,
    (end) => publicDays(reading, end),
  );
  const farEnd = remember(
    () => 0,
    () => farEndOf(reading),
  );
  return {
    reading,
    supplies: suppliesOf(reading, placed),
    penceLeft: new Map(
      [...reading.budgets].map(([id, { budget }]) => [id, budget.pence - (charges.get(id) ?? 0)]),
    ),
    lastPhase1Finish: lastPhase1Finish(placed),
    firstPhase2Start: firstPhase2Start(placed),
    crewDays: remember(
      (crew: ReadCrew, dropped: DroppedRules) =>
        crew.crew.id + UNSCHEDULED_REASONS.map((reason) => (dropped.has(reason) ? ' 1' : ' 0')).join(''),
      (crew, dropped) => {
        const days = publicDaysUntil(dropped.has('HORIZON') ? farEnd() : reading.horizon.to);
        return crewDaysOf(crew, dropped, days, workByCrew.get(crew.crew.id) ?? []);
      },
    ),
    blockedAt: remember(
      (subject: ReadPackage) => subject.work.siteId,
      (subject) => blockedSpans(subject, workBySite.get(subject.work.siteId) ?? []),
    ),
  };
}

function remember<A extends unknown[], V>(keyOf: (...given: A) => unknown, make: (...given: A) => V) {
  const made = new Map<unknown, V>();
  return (...given: A): V => {
    const key = keyOf(...given);
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(...given);
    made.set(key, value);
    return value;
  };
}

function publicDays(reading: Reading, end: Day): Day[] {
  const days: Day[] = [];
  for (let day = reading.horizon.from; day <= end; day += 1) {
    if (isPublicWorkingDay(reading, day)) days.push(day);
  }
  return days;
}

/** After every day that the problem names and that could hold up a package, with room for the longest work. */
function farEndOf(reading: Reading): Day {
  const { horizon } = reading;
  let latest = horizon.to;
  let longest = 0;
  const note = (day: Day) => {
    if (Number.isFinite(day) && day > latest) latest = day;
  };
  const minutesPerDay = new Map([...reading.crews.values()].map(({ crew }) => [crew.minutesPerDay, crew]));
  for (const { service, leave } of reading.crews.values()) {
    note(service.from);
    leave.forEach(({ to }) => note(to));
  }
  for (const { span } of reading.budgets.values()) note(span.from);
  reading.plan.unscheduled.forEach(({ workPackageId }) => {
    const subject = reading.packages.get(workPackageId);
    if (!subject) return;
    if (subject.work.notBefore !== undefined) note(readDay(subject.work.notBefore));
    subject.site.closures.forEach(({ to }) => note(to));
    for (const option of subject.work.options) {
      note(horizon.from + option.leadDays);
      for (const crew of minutesPerDay.values()) longest = Math.max(longest, daysNeeded(option, crew));
    }
  });
  const needed = 7 * (longest + reading.holidays.size + 1);
  return Math.min(latest + needed, horizon.to + FORTY_YEARS);
}

function firstPhase2Start(placed: Placed[]): Day {
  let first = Infinity;
  for (const { subject, start } of placed) {
    if (subject.phase === 2 && !subject.work.pinned && start < first) first = start;
  }
  return first;
}

function crewDaysOf(crew: ReadCrew, dropped: DroppedRules, publicDays: Day[], work: Placed[]): CrewDays {
  const isServing = (day: Day) =>
    dropped.has('NO_ELIGIBLE_CREW') || (day >= crew.service.from && day <= crew.service.to);
  if (dropped.has('NO_WINDOW')) return withGaps(publicDays.filter(isServing), []);
  const days = publicDays.filter((day) => isServing(day) && !isWithin(day, crew.leave));
  return withGaps(
    days,
    work.map(({ start, finish }) => ({ from: start, to: finish })),
  );
}

function withGaps(days: Day[], busy: Span[]): CrewDays {
  busy.sort((a, b) => a.from - b.from);
  const gaps: CrewDays['gaps'] = [];
  let next = 0;
  let busyUntil = -Infinity;
  let isOpen = false;
  days.forEach((day, index) => {
    for (let span = busy[next]; span && span.from <= day; span = busy[next]) {
      busyUntil = Math.max(busyUntil, span.to);
      next += 1;
    }
    if (day <= busyUntil) {
      isOpen = false;
      return;
    }
    const gap = gaps.at(-1);
    if (isOpen && gap) gap.last = index;
    else gaps.push({ first: index, last: index });
    isOpen = true;
  });
  return { days, gaps };
}

function blockedSpans({ site: { site, closures } }: ReadPackage, work: Placed[]): Span[] {
  const spans = [...closures];
  if (site.maxCrews < 1) spans.push({ from: -Infinity, to: Infinity });
  const steps = work
    .flatMap(({ start, finish }) => [
      { day: start, change: 1 },
      { day: finish + 1, change: -1 },
    ])
    .sort((a, b) => a.day - b.day || a.change - b.change);
  let present = 0;
  steps.forEach((step, index) => {
    present += step.change;
    const until = (steps[index + 1]?.day ?? Infinity) - 1;
    if (present >= site.maxCrews && until >= step.day) spans.push({ from: step.day, to: until });
  });
  return spans.sort((a, b) => a.from - b.from);
}
