/**
 * One price vector of a phase, in whole millipence. Work pays for what it takes; prices of the room that a phase
 * does not use are 0.
 */
export interface PhasePrices {
  /**
   * By crew group and index in its days: what a day of the group's cheapest crew costs above its day rate. A crew
   * with a higher rate costs that much less above its own.
   */
  crewDay: Float64Array[];
  /** By vendor and month: what a unit pays whose work starts in the month. It never rises from month to month. */
  unit: Float64Array[];
  /** By budget: what a penny pays on top of itself. */
  penny: Float64Array;
}
