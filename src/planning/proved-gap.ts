/**
 * What a lower bound proves of an objective, both in pence. No bound is above what was reached.
 *
 * @returns the bound that can be stated, and by what part of the objective it may still fall
 */
export function provedGap(objective: number, lowerBound: number): { lowerBound: number; gap: number } {
  const proved = Math.min(lowerBound, objective);
  return { lowerBound: proved, gap: objective === 0 ? 0 : (objective - proved) / objective };
}
