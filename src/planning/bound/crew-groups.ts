import { monthOf, type CrewClass, type Model } from '../model.js';
import type { PhaseRoom } from './phase-room.js';

/**
 * Crews that may do the same work at the same pace. They share one price for a day, day rate included: a crew with
 * a lower rate than another is worth the difference more, so the price that a crew's own limit bears is what the
 * shared price exceeds its rate.
 */
export interface CrewGroup {
  /** Crew indices, ascending. */
  crews: Int32Array;
  /** Ascending. */
  regions: string[];
  clearance: number;
  pace: number;
  /** The lowest among its crews, in pence: what all of its work is reckoned to cost, which is never too much. */
  dayRatePence: number;
  /** Days on which one of the crews works at least, from the phase's first day on, ascending. */
  days: Int32Array;
  /** By month of the model: the index in `days` of its first day; one more entry for the end. */
  monthIndex: Int32Array;
  /** By index in `days`: the longest run of days from there on which one crew has them all free. */
  longestRun: Int32Array;
  /** Crews with gaps in those days. */
  lines: CrewLine[];
  /** How many crews have a day free, by how much their rate is above the lowest; ascending. */
  steps: CapacityStep[];
  /** Demands (`Model.eligible`) whose work the crews may do. */
  demands: Int32Array;
}

/** One crew's own working days, where they differ from the group's. */
export interface CrewLine {
  /** Indices in the group's `days`, ascending. */
  days: Int32Array;
  /** Of the first n days, how many are taken by fixed work, at n; undefined where none is. */
  takenBefore: Int32Array | undefined;
  /** Positions in `days` before which at least one day of the group is left out. */
  gaps: Int32Array;
}

export interface CapacityStep {
  /** Day rate above the group's lowest, in pence. */
  extraPence: number;
  /** Crews free, by index in the group's `days`. */
  free: Float64Array;
}

/** The crews of a model as groups, those that no day is left for aside. */
export function groupCrews(room: PhaseRoom): CrewGroup[] {
  const { model } = room;
  const members = new Map<string, number[]>();
  model.crewClasses.forEach((crewClass, index) => {
    const key = JSON.stringify([[...crewClass.regions].sort(), crewClass.clearance, crewClass.pace]);
    const found = members.get(key);
    if (found) found.push(index);
    else members.set(key, [index]);
  });
  return [...members.values()]
    .map((classes) => groupOf(room, classes))
    .filter((group) => group.days.length > 0 && group.demands.length > 0);
}

function groupOf(room: PhaseRoom, classIndices: number[]): CrewGroup {
  const { model, taken, firstStart } = room;
  const classes = classIndices.map((index) => model.crewClasses[index] as CrewClass);
  const [first] = classes as [CrewClass];
  const isWorked = new Uint8Array(model.horizon);
  for (const { calendar } of classes) {
    for (const day of calendar.days) if (day >= firstStart) isWorked[day] = 1;
  }
  const days = Int32Array.from(isWorked.keys()).filter((day) => isWorked[day] === 1);
  const indexOfDay = new Int32Array(model.horizon);
  days.forEach((day, index) => (indexOfDay[day] = index));
  const dayRatePence = Math.min(...classes.map((crewClass) => crewClass.dayRatePence));
  const longestRun = new Int32Array(days.length);
  const lines: CrewLine[] = [];
  const free = new Map<number, Float64Array>();
  for (const crewClass of classes) {
    const extraPence = crewClass.dayRatePence - dayRatePence;
    const step = free.get(extraPence) ?? new Float64Array(days.length);
    free.set(extraPence, step);
    const skipped = crewClass.calendar.rankFrom(firstStart);
    const ownDays = crewClass.calendar.days.subarray(skipped).map((day) => indexOfDay[day] as number);
    for (const day of ownDays) step[day] = (step[day] as number) + crewClass.crews.length;
    const takenDaysOfBusy = Array.from(crewClass.crews, (crew) => taken[crew]?.subarray(skipped)).filter(
      (takenDays) => takenDays?.includes(1),
    );
    // Crews that are free throughout are alike: one line stands for them.
    const areAllBusy = takenDaysOfBusy.length === crewClass.crews.length;
    for (const takenDays of areAllBusy ? takenDaysOfBusy : [undefined, ...takenDaysOfBusy]) {
      if (takenDays) takeFrom(step, ownDays, takenDays);
      const line = lineOf(ownDays, takenDays);
      lengthenRuns(longestRun, line);
      if (line.gaps.length > 0) lines.push(line);
    }
  }
  const crews = classes.flatMap((crewClass) => [...crewClass.crews]).sort((a, b) => a - b);
  return {
    crews: Int32Array.from(crews),
    regions: [...first.regions].sort(),
    clearance: first.clearance,
    pace: first.pace,
    dayRatePence,
    days,
    monthIndex: monthIndexOf(model, days),
    longestRun,
    lines,
    steps: [...free]
      .map(([extraPence, counts]) => ({ extraPence, free: counts }))
      .sort((a, b) => a.extraPence - b.extraPence),
    demands: Int32Array.from(model.eligible.keys()).filter((demand) =>
      (model.eligible[demand] as Int32Array).includes(classIndices[0] as number),
    ),
  };
}

function takeFrom(free: Float64Array, days: Int32Array, takenDays: Uint8Array): void {
  for (let at = 0; at < days.length; at += 1) {
    const day = days[at] as number;
    free[day] = (free[day] as number) - (takenDays[at] as number);
  }
}

function monthIndexOf(model: Model, days: Int32Array): Int32Array {
  const monthIndex = new Int32Array(model.monthCount + 1);
  for (const day of days) {
    const next = monthOf(model, day) + 1;
    monthIndex[next] = (monthIndex[next] as number) + 1;
  }
  for (let month = 0; month < model.monthCount; month += 1) {
    monthIndex[month + 1] = (monthIndex[month + 1] as number) + (monthIndex[month] as number);
  }
  return monthIndex;
}

function lineOf(days: Int32Array, takenDays: Uint8Array | undefined): CrewLine {
  const gaps: number[] = [];
  for (let at = 1; at < days.length; at += 1) {
    if ((days[at] as number) !== (days[at - 1] as number) + 1) gaps.push(at);
  }
  let takenBefore: Int32Array | undefined;
  if (takenDays) {
    takenBefore = new Int32Array(days.length + 1);
    for (let at = 0; at < days.length; at += 1) {
      takenBefore[at + 1] = (takenBefore[at] as number) + (takenDays[at] as number);
    }
  }
  return { days, takenBefore, gaps: Int32Array.from(gaps) };
}

/** Takes a crew's runs of free days in a row into the longest ones of its group. */
function lengthenRuns(longestRun: Int32Array, { days, takenBefore }: CrewLine): void {
  let run = 0;
  for (let at = days.length - 1; at >= 0; at -= 1) {
    const day = days[at] as number;
    const isTaken = takenBefore !== undefined && takenBefore[at + 1] !== takenBefore[at];
    const isFollowed = days[at + 1] === day + 1;
    run = isTaken ? 0 : isFollowed ? run + 1 : 1;
    if (run > (longestRun[day] as number)) longestRun[day] = run;
  }
}
