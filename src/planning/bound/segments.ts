import type { PhaseRoom } from './phase-room.js';

/**
 * Days cut into pieces within which prices of units and money are the same: starts by month, finishes wherever a
 * budget begins or ends.
 */
export interface Segments {
  /** Days of the horizon. */
  dayCount: number;
  monthCount: number;
  /** By day. */
  monthOfDay: Int32Array;
  finishCount: number;
  /** By day. */
  segmentOfDay: Int32Array;
  /** The first day of each segment. */
  segmentStart: number[];
}

export function segmentsOf({ model }: PhaseRoom): Segments {
  const { horizon, originDay } = model;
  const cuts = new Set([0]);
  for (const { from, to } of model.budgets) {
    for (const cut of [from, to + 1]) if (cut > 0 && cut < horizon) cuts.add(cut);
  }
  const segmentStart = [...cuts].sort((a, b) => a - b);
  const segmentOfDay = new Int32Array(horizon);
  segmentStart.forEach((day, segment) => segmentOfDay.fill(segment, day));
  return {
    dayCount: horizon,
    monthCount: model.monthCount,
    monthOfDay: Int32Array.from(model.monthOfDay.subarray(-originDay)),
    finishCount: segmentStart.length,
    segmentOfDay,
    segmentStart,
  };
}
