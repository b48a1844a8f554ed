import { UNSCHEDULED_REASONS } from '../plan.js';
import type { Reading } from './reading.js';
import type { Report } from './violation.js';

/** Every work package in exactly one list; awaiting only as the problem allows; pins kept (rule 7). */
export function checkLists(reading: Reading, report: Report): void {
  const { problem, plan } = reading;
  const places = new Map<string, string[]>();
  const note = (id: string, path: string) => {
    if (!reading.packages.has(id)) {
      report('LISTS', `${path}.workPackageId`, `no work package "${id}" (with a known site) in the problem`);
      return;
    }
    const found = places.get(id);
    if (found) found.push(path);
    else places.set(id, [path]);
  };
  plan.assignments.forEach((entry, index) => note(entry.workPackageId, `assignments[${index}]`));
  plan.awaiting.forEach((entry, index) => note(entry.workPackageId, `awaiting[${index}]`));
  plan.unscheduled.forEach((entry, index) => note(entry.workPackageId, `unscheduled[${index}]`));

  problem.workPackages.forEach((work, index) => {
    const found = places.get(work.id) ?? [];
    if (found.length === 1) return;
    const where = found.length === 0 ? 'none' : found.join(' and ');
    report(
      'LISTS',
      `workPackages[${index}]`,
      `"${work.id}" must stand in exactly one list, but stands in ${where}`,
    );
  });
  for (const placed of reading.placed) {
    if (placed.option) continue;
    const { workPackageId, optionId } = placed.assignment;
    report('LISTS', `${placed.path}.optionId`, `work package "${workPackageId}" has no option "${optionId}"`);
  }
  checkAwaiting(reading, report);
  checkUnscheduled(reading, report);
  checkPins(reading, report);
}

function checkAwaiting(reading: Reading, report: Report): void {
  reading.plan.awaiting.forEach((entry, index) => {
    const subject = reading.packages.get(entry.workPackageId);
    if (!subject) return;
    const path = `awaiting[${index}]`;
    const planned = subject.work.awaitUpgradeOn;
    if (subject.phase === 1) {
      report('LISTS', path, `"${subject.work.id}" is of phase 1, and only phase 2 may await an upgrade`);
    }
    if (planned === undefined) {
      report('LISTS', path, `"${subject.work.id}" awaits an upgrade, but the problem schedules none`);
    } else if (planned !== entry.on) {
      report('LISTS', `${path}.on`, `expected the upgrade day ${planned}, but got ${entry.on}`);
    }
    if (subject.work.pinned) report('PINS', path, `"${subject.work.id}" is pinned, but awaits an upgrade`);
  });
}

function checkUnscheduled(reading: Reading, report: Report): void {
  reading.plan.unscheduled.forEach((entry, index) => {
    const subject = reading.packages.get(entry.workPackageId);
    if (!subject) return;
    const path = `unscheduled[${index}]`;
    if (subject.work.pinned) report('PINS', path, `"${subject.work.id}" is pinned, but is unscheduled`);
    if (!UNSCHEDULED_REASONS.includes(entry.reason)) {
      report('REASON', `${path}.reason`, `no reason "${String(entry.reason)}"`);
    }
    if (entry.detail.trim() === '') report('REASON', `${path}.detail`, 'expected a sentence, but got none');
  });
}

function checkPins(reading: Reading, report: Report): void {
  for (const { path, assignment, subject } of reading.placed) {
    const pin = subject.work.pinned;
    if (!pin) continue;
    const differ = (field: string, expected: string, got: string) => {
      if (expected === got) return;
      report('PINS', `${path}.${field}`, `pinned to ${expected}, but got ${got}`);
    };
    differ('optionId', pin.optionId, assignment.optionId);
    differ('crewId', pin.crewId, assignment.crewId);
    differ('start', pin.startDay, assignment.start);
  }
}
