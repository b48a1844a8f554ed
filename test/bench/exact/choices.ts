import type { Assignment, Plan } from '../../../src/planning/plan.js';
import type { PhaseNumber, Problem } from '../../../src/planning/problem.js';
import { areOverlapping, isWithin, readDay, writeDay, type Day } from '../../../src/planning/check/days.js';
import {
  costOf,
  coversSite,
  daysNeeded,
  isWorkingDay,
  read,
  type ReadCrew,
  type ReadPackage,
  type Reading,
} from '../../../src/planning/check/reading.js';
import type { Option } from '../../../src/planning/problem.js';

/** One way to do a work package: an assignment as a plan would have it, with its days. */
export interface Choice {
  subject: ReadPackage;
  option: Option;
  assignment: Assignment;
  start: Day;
  finish: Day;
  /** The crew's working days from start to finish. */
  workDays: Day[];
}

/** The problem by id; the plan in it is empty but for what is given. */
export function readProblem(problem: Problem, given: Assignment[]): Reading {
  const empty = { awaiting: [], unscheduled: [], phases: [] } as unknown as Omit<Plan, 'assignments'>;
  return read(problem, { assignments: given, ...empty });
}

/** Every choice of a package that breaks no rule of its own: 1 to 3, the dates of 5, 7, and 6 beside `given`. */
export function choicesOf(reading: Reading, subject: ReadPackage, afterPhase1: Day): Choice[] {
  const { pinned } = subject.work;
  return subject.work.options.flatMap((option) =>
    pinned && pinned.optionId !== option.id
      ? []
      : [...reading.crews.values()].flatMap((crew) =>
          pinned && pinned.crewId !== crew.crew.id
            ? []
            : startsOf(reading, subject, option, crew, afterPhase1),
        ),
  );
}

function startsOf(
  reading: Reading,
  subject: ReadPackage,
  option: Option,
  crew: ReadCrew,
  afterPhase1: Day,
): Choice[] {
  const { pinned, notBefore } = subject.work;
  if (!coversSite(crew.crew, subject.site.site)) return [];
  const isPhase2 = subject.phase === 2 && reading.problem.rule === 'STRICT_PHASES';
  const earliest = Math.max(
    reading.horizon.from + Math.max(0, option.leadDays),
    notBefore === undefined ? -Infinity : readDay(notBefore),
    isPhase2 ? afterPhase1 + 1 : -Infinity,
  );
  const from = pinned ? readDay(pinned.startDay) : earliest;
  const to = pinned ? from : reading.horizon.to;
  const choices: Choice[] = [];
  for (let start = from; start <= to; start += 1) {
    const workDays = workDaysFrom(reading, crew, start, daysNeeded(option, crew.crew));
    const finish = workDays.at(-1);
    if (finish === undefined || workDays[0] !== start) continue;
    if (start < crew.service.from || finish > crew.service.to) continue;
    if (subject.site.closures.some((closure) => areOverlapping(closure, { from: start, to: finish })))
      continue;
    for (const budgetId of subject.work.budgetIds) {
      const span = reading.budgets.get(budgetId)?.span;
      if (!span || !isWithin(finish, [span])) continue;
      const assignment: Assignment = {
        workPackageId: subject.work.id,
        optionId: option.id,
        crewId: crew.crew.id,
        start: writeDay(start),
        finish: writeDay(finish),
        costPence: costOf(option, crew.crew),
        budgetId,
      };
      choices.push({ subject, option, assignment, start, finish, workDays });
    }
  }
  return choices;
}

/** The first `count` working days from `start` on; none where the horizon has not so many. */
function workDaysFrom(reading: Reading, crew: ReadCrew, start: Day, count: number): Day[] {
  const days: Day[] = [];
  for (let day = start; day <= reading.horizon.to && days.length < count; day += 1) {
    if (isWorkingDay(reading, crew, day)) days.push(day);
  }
  return days.length === count ? days : [];
}

/** The packages that a phase decides about, and the pins of the other phase that hold their room beside it. */
export function packagesOf(reading: Reading, phase: PhaseNumber): ReadPackage[] {
  return [...reading.packages.values()].filter(
    (subject) =>
      subject.phase === phase ||
      (phase === 1 && subject.work.pinned !== undefined && reading.problem.rule === 'STRICT_PHASES'),
  );
}
