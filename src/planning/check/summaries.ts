import type { PhaseSummary } from '../plan.js';
import type { PhaseNumber } from '../problem.js';
import { readDay, writeDay, type Day } from './days.js';
import type { Reading } from './reading.js';
import type { Report } from './violation.js';

/** Risks are summed in hundredths, so that the sums are exact; risk has at most two decimals. */
interface Totals {
  lateHundredths: number;
  exposureHundredths: number;
  costPence: number;
  firstStart: Day;
  lastFinish: Day;
}

/** The two phase summaries against the lists, and each bound against its objective. */
export function checkSummaries(reading: Reading, report: Report): void {
  ([1, 2] as const).forEach((phase, index) => {
    const summary = reading.plan.phases[index];
    const path = `phases[${index}]`;
    if (summary?.phase !== phase) {
      report('SUMMARY', `${path}.phase`, `expected phase ${phase}, but got ${summary?.phase}`);
      return;
    }
    const totals = totalsOf(reading, phase);
    // A date that is no date has been reported already; no total can be told with it.
    if (Number.isNaN(totals.exposureHundredths) || Number.isNaN(totals.firstStart)) return;
    checkSummary(reading, summary, totals, path, report);
  });
}

function checkSummary(
  reading: Reading,
  summary: PhaseSummary,
  totals: Totals,
  path: string,
  report: Report,
): void {
  const compare = (
    field: 'lateRisk' | 'exposure' | 'costPence' | 'objective',
    expected: number,
    tolerance: number,
  ) => {
    if (isNear(summary[field], expected, tolerance)) return;
    report('SUMMARY', `${path}.${field}`, `expected ${expected}, but got ${summary[field]}`);
  };
  const exposurePence = (reading.problem.penceForRiskDay * totals.exposureHundredths) / 100;
  const objective = exposurePence + totals.costPence;
  compare('lateRisk', totals.lateHundredths / 100, 0.001);
  compare('exposure', totals.exposureHundredths / 100, 0.001);
  compare('costPence', totals.costPence, 0);
  compare('objective', objective, 0.01);

  const compareDay = (field: 'firstStart' | 'lastFinish', day: Day) => {
    const expected = Number.isFinite(day) ? writeDay(day) : null;
    if (summary[field] === expected) return;
    report('SUMMARY', `${path}.${field}`, `expected ${expected}, but got ${summary[field]}`);
  };
  compareDay('firstStart', totals.firstStart);
  compareDay('lastFinish', totals.lastFinish);

  const { lowerBound } = summary;
  if (!(lowerBound <= objective || isNear(lowerBound, objective, 0.01)) || !Number.isFinite(lowerBound)) {
    report(
      'BOUND',
      `${path}.lowerBound`,
      `expected at most the objective ${objective}, but got ${lowerBound}`,
    );
    return;
  }
  const gap = objective === 0 ? 0 : (objective - lowerBound) / objective;
  if (!(Math.abs(summary.gap - gap) <= 1e-9)) {
    report('SUMMARY', `${path}.gap`, `expected ${gap}, but got ${summary.gap}`);
  }
}

function totalsOf(reading: Reading, phase: PhaseNumber): Totals {
  const totals: Totals = {
    lateHundredths: 0,
    exposureHundredths: 0,
    costPence: 0,
    firstStart: Infinity,
    lastFinish: -Infinity,
  };
  const expose = (risk: number, until: Day) => {
    totals.exposureHundredths += hundredths(risk) * (until - reading.horizon.from + 1);
  };
  for (const { subject, assignment, start, finish } of reading.placed) {
    if (subject.phase !== phase) continue;
    const { risk, deadline } = subject.work;
    expose(risk, finish);
    totals.costPence += assignment.costPence;
    if (deadline !== undefined && finish > readDay(deadline)) totals.lateHundredths += hundredths(risk);
    totals.firstStart = Math.min(totals.firstStart, start);
    totals.lastFinish = Math.max(totals.lastFinish, finish);
  }
  for (const { workPackageId, on } of reading.plan.awaiting) {
    const subject = reading.packages.get(workPackageId);
    if (subject?.phase === phase) expose(subject.work.risk, readDay(on));
  }
  for (const { workPackageId } of reading.plan.unscheduled) {
    const subject = reading.packages.get(workPackageId);
    if (subject?.phase !== phase) continue;
    expose(subject.work.risk, reading.horizon.to);
    if (subject.work.deadline !== undefined) totals.lateHundredths += hundredths(subject.work.risk);
  }
  return totals;
}

function hundredths(risk: number): number {
  return Math.round(risk * 100);
}

/** Equal up to `tolerance`, or up to what a double can tell apart at that size. */
function isNear(got: number, expected: number, tolerance: number): boolean {
  return Math.abs(got - expected) <= Math.max(tolerance, Math.abs(expected) * 4 * Number.EPSILON);
}
