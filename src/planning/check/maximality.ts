import { UNSCHEDULED_REASONS, type UnscheduledReason } from '../plan.js';
import { findAdmission, NOTHING_DROPPED } from './admission.js';
import { writeDay } from './days.js';
import type { ReadPackage, Reading } from './reading.js';
import { measureRoom, type Room } from './room.js';
import type { Report } from './violation.js';

/**
 * Rule 9: nothing unscheduled could be added, and each reason is true. A plan that breaks another rule has no
 * meaning here, so this is asked last.
 *
 * Under FILL_IDLE_CAPACITY the phase 1 part is by rule 6 a finished plan of its own, so what phase 1 leaves
 * unscheduled is judged beside phase 1 and the pins alone.
 */
export function checkMaximality(reading: Reading, report: Report): void {
  if (reading.plan.unscheduled.length === 0) return;
  const finished = measureRoom(reading, reading.placed);
  const phase1 =
    reading.problem.rule === 'STRICT_PHASES'
      ? finished
      : measureRoom(
          reading,
          reading.placed.filter(({ subject }) => subject.phase === 1 || subject.work.pinned),
        );
  reading.plan.unscheduled.forEach(({ workPackageId, reason }, index) => {
    const subject = reading.packages.get(workPackageId);
    if (!subject) return;
    const room = subject.phase === 1 ? phase1 : finished;
    const path = `unscheduled[${index}]`;
    const admission = findAdmission(room, subject, NOTHING_DROPPED);
    if (admission) {
      const { option, crew, start } = admission;
      const how = `option "${option.id}" with crew "${crew.crew.id}" from ${writeDay(start)}`;
      report('MAXIMALITY', path, `"${workPackageId}" could be added: ${how}`);
    } else if (!isTrue(reason, room, subject)) {
      const message = `"${workPackageId}" could not be added without the rule behind ${reason} either`;
      report('REASON', `${path}.reason`, message);
    }
  });
}

/**
 * A reason is true when the package could be added without that rule alone. Where several rules must go at
 * once, it is true when it belongs to a smallest set of rules that must; and where even all of them would not
 * do (no crew at all, an effort beyond every calendar), any reason is as good as another.
 */
function isTrue(reason: UnscheduledReason, room: Room, subject: ReadPackage): boolean {
  if (findAdmission(room, subject, new Set([reason]))) return true;
  for (let size = 1; size <= UNSCHEDULED_REASONS.length; size += 1) {
    const admitting = subsets(size).filter((dropped) => findAdmission(room, subject, dropped));
    if (admitting.length > 0) return admitting.some((dropped) => dropped.has(reason));
  }
  return true;
}

function subsets(size: number): Set<UnscheduledReason>[] {
  const all = UNSCHEDULED_REASONS.map((_, index) => index);
  return all
    .reduce<number[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
    .filter((set) => set.length === size)
    .map((set) => new Set(set.map((index) => UNSCHEDULED_REASONS[index] as UnscheduledReason)));
}
