import type { PhaseSummary } from '../../../src/planning/index.js';

/** How the plans of a case stand to what they are held against, in one phase. */
export interface PhaseGaps {
  /** Instances whose reference is known. */
  compared: number;
  meanPercent: number;
  worstPercent: number;
  /** The instance with the worst gap; 0 where no plan is above its reference. */
  worstSeed: number;
  /** Plans with more late risk than the reference; they count in no mean. */
  lateWorse: number;
  /** Plans better than the reference: with an optimum, a fault of the bench. */
  better: number;
  /** Lower bounds above the objective of the reference. */
  boundsAbove: number;
  meanCertifiedPercent: number;
  worstCertifiedPercent: number;
}

/** A relative difference below this is the arithmetic's, not the plan's. */
const NOISE = 1e-7;

export interface Comparison {
  seed: number;
  planned: PhaseSummary;
  /** Undefined where there is none. */
  reference: PhaseSummary | undefined;
}

export function gapsOf(comparisons: Comparison[]): PhaseGaps {
  const known = comparisons.flatMap(({ seed, planned, reference }) =>
    reference ? [{ seed, planned, reference }] : [],
  );
  const isLater = (a: PhaseSummary, b: PhaseSummary) => a.lateRisk > b.lateRisk + 1e-6;
  const even = known.filter(
    ({ planned, reference }) => !isLater(planned, reference) && !isLater(reference, planned),
  );
  const percents = even.map(({ planned, reference }) => percentAbove(planned, reference));
  const worst = Math.max(0, ...percents);
  const certified = comparisons.map(({ planned }) => 100 * planned.gap);
  return {
    compared: known.length,
    meanPercent: mean(percents),
    worstPercent: worst,
    worstSeed: worst > 0 ? (even[percents.indexOf(worst)]?.seed ?? 0) : 0,
    lateWorse: known.filter(({ planned, reference }) => isLater(planned, reference)).length,
    better:
      percents.filter((percent) => percent < -100 * NOISE).length +
      known.filter(({ planned, reference }) => isLater(reference, planned)).length,
    boundsAbove: known.filter(
      ({ planned, reference }) =>
        planned.lowerBound > reference.objective + NOISE * Math.abs(reference.objective),
    ).length,
    meanCertifiedPercent: mean(certified),
    worstCertifiedPercent: Math.max(0, ...certified),
  };
}

function percentAbove(planned: PhaseSummary, reference: PhaseSummary): number {
  const difference = planned.objective - reference.objective;
  const size = Math.abs(reference.objective);
  if (Math.abs(difference) <= NOISE * size) return 0;
  return (100 * difference) / Math.max(size, 1);
}

function mean(numbers: number[]): number {
  if (numbers.length === 0) return 0;
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
