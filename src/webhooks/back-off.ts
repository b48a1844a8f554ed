const FACTOR = 5;
const LONGEST_MS = 6 * 3_600_000;

/**
 * How long to wait after an attempt that failed: five times as long each time, and by chance up to a half less, so that
 * what failed together does not come again together.
 *
 * @param attempt 1 for the first
 * @param chance from 0 to 1
 */
export function backOffMs(attempt: number, firstMs: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, firstMs * FACTOR ** (attempt - 1));
  return Math.round(whole * (1 - chance / 2));
}
