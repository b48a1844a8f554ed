import { areOverlapping, writeDay, type Day } from './days.js';
import {
  coversSite,
  groupBy,
  isWorkingDay,
  lastPhase1Finish,
  type Placed,
  type ReadCrew,
  type Reading,
} from './reading.js';
import type { Report } from './violation.js';

/** Rules 1, 2, 3 and STRICT_PHASES of rule 6: the days and crews of the assignments. */
export function checkWork(reading: Reading, report: Report): void {
  for (const placed of reading.placed) {
    checkDuration(reading, placed, report);
    checkCrew(placed, report);
    checkLeadTime(reading, placed, report);
  }
  checkCrewDays(reading, report);
  checkSiteDays(reading, report);
  if (reading.problem.rule === 'STRICT_PHASES') checkStrictPhases(reading, report);
}

function checkDuration(reading: Reading, placed: Placed, report: Report): void {
  const { path, assignment, crew, start, finish, days } = placed;
  const { horizon, problem } = reading;
  if (Number.isNaN(start)) report('DURATION', `${path}.start`, `"${assignment.start}" is not a date`);
  if (Number.isNaN(finish)) report('DURATION', `${path}.finish`, `"${assignment.finish}" is not a date`);
  if (finish > horizon.to) {
    report('DURATION', `${path}.finish`, `${assignment.finish} is after the horizon's end ${problem.end}`);
    return;
  }
  for (const closure of placed.subject.site.closures) {
    if (!areOverlapping(closure, { from: start, to: finish })) continue;
    const closed = `${writeDay(closure.from)}..${writeDay(closure.to)}`;
    report(
      'DURATION',
      path,
      `${assignment.start}..${assignment.finish} touches the site's closure ${closed}`,
    );
  }
  if (!crew || !placed.option || Number.isNaN(start)) return;
  if (!(days >= 1 && Number.isFinite(days))) {
    report('DURATION', path, `expected a duration of one or more working days, but got ${days}`);
    return;
  }
  if (!isWorkingDay(reading, crew, start)) {
    const message = `${assignment.start} is not a working day of crew "${crew.crew.id}"`;
    report('DURATION', `${path}.start`, message);
    return;
  }
  const due = lastWorkingDay(reading, crew, start, days);
  if (due !== finish && !Number.isNaN(finish)) {
    const expected = due === undefined ? `after the horizon's end ${problem.end}` : `on ${writeDay(due)}`;
    const message = `${days} working days from ${assignment.start} finish ${expected}, but got ${assignment.finish}`;
    report('DURATION', `${path}.finish`, message);
  }
}

/** The day on which the last of `days` working days falls; undefined where that is after the horizon. */
function lastWorkingDay(reading: Reading, crew: ReadCrew, start: Day, days: number): Day | undefined {
  let worked = 0;
  for (let day = start; day <= reading.horizon.to; day += 1) {
    if (isWorkingDay(reading, crew, day)) worked += 1;
    if (worked === days) return day;
  }
  return undefined;
}

function checkCrew(placed: Placed, report: Report): void {
  const { path, assignment, crew, start, finish } = placed;
  const { site } = placed.subject.site;
  if (!crew) {
    report('CREWS', `${path}.crewId`, `no crew "${assignment.crewId}" in the problem`);
    return;
  }
  if (!coversSite(crew.crew, site)) {
    const has = `regions ${crew.crew.regions.join(', ')} and clearance ${crew.crew.clearance}`;
    const needs = `region ${site.region} with clearance ${site.clearance}`;
    report('CREWS', `${path}.crewId`, `the site needs ${needs}, but crew "${crew.crew.id}" has ${has}`);
  }
  if (start < crew.service.from) {
    report(
      'CREWS',
      `${path}.start`,
      `crew "${crew.crew.id}" begins on ${crew.crew.from}, after ${assignment.start}`,
    );
  }
  if (finish > crew.service.to) {
    report(
      'CREWS',
      `${path}.finish`,
      `crew "${crew.crew.id}" ends on ${crew.crew.to}, before ${assignment.finish}`,
    );
  }
}

function checkLeadTime(reading: Reading, placed: Placed, report: Report): void {
  const { path, assignment, option, start } = placed;
  const { pinned, notBefore } = placed.subject.work;
  if (pinned) return;
  const earliest = reading.horizon.from + Math.max(0, option?.leadDays ?? 0);
  if (start < earliest) {
    const message = `expected no start before ${writeDay(earliest)} (plan start and lead time), but got ${assignment.start}`;
    report('LEAD_TIME', `${path}.start`, message);
  }
  if (notBefore !== undefined && assignment.start < notBefore && !Number.isNaN(start)) {
    const message = `expected no start before ${notBefore} (notBefore), but got ${assignment.start}`;
    report('LEAD_TIME', `${path}.start`, message);
  }
}

/** A crew's assignments begin and end on its working days, so two that overlap share one. */
function checkCrewDays(reading: Reading, report: Report): void {
  const dated = reading.placed.filter((placed) => placed.start <= placed.finish);
  for (const [crewId, work] of groupBy(dated, (placed) => placed.assignment.crewId)) {
    work.sort((a, b) => a.start - b.start);
    let latest: Placed | undefined;
    for (const placed of work) {
      if (latest && placed.start <= latest.finish) {
        const message = `crew "${crewId}" is still at "${latest.subject.work.id}" until ${latest.assignment.finish}`;
        report('CREWS', placed.path, message);
      }
      if (!latest || placed.finish > latest.finish) latest = placed;
    }
  }
}

function checkSiteDays(reading: Reading, report: Report): void {
  const dated = reading.placed.filter((placed) => placed.start <= placed.finish);
  for (const [siteId, work] of groupBy(dated, (placed) => placed.subject.work.siteId)) {
    work.sort((a, b) => a.start - b.start);
    let open: Placed[] = [];
    for (const placed of work) {
      open = open.filter((other) => other.finish >= placed.start);
      open.push(placed);
      const allowed = placed.subject.site.site.maxCrews;
      if (open.length <= allowed) continue;
      const message = `${open.length} work packages at site "${siteId}" on ${placed.assignment.start}, but at most ${allowed} may be`;
      report('CREWS', placed.path, message);
    }
  }
}

function checkStrictPhases(reading: Reading, report: Report): void {
  const last = lastPhase1Finish(reading.placed);
  for (const { path, assignment, subject, start } of reading.placed) {
    if (subject.phase === 1 || subject.work.pinned || !(start <= last)) continue;
    const message = `phase 2 starts on ${assignment.start}, but phase 1 lasts until ${writeDay(last)}`;
    report('PHASES', `${path}.start`, message);
  }
}
