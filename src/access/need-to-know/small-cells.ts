/** Counts that tell of no single site: the arithmetic. docs/decisions/small-cells.md says why it is this one. */

/** What is counted, and how many sites it is counted over. */
export interface Cell {
  siteCount: number;
  deviceCount: number;
}

/** Whether a count would be over so few sites that it tells of each. */
export function isSmall({ siteCount }: Pick<Cell, 'siteCount'>, base: number): boolean {
  return siteCount < base;
}

/** The nearest multiple of the base. */
export function rounded(count: number, base: number): number {
  return Math.round(count / base) * base;
}

/**
 * The cells that may be shown of a group whose total is shown too: without the small ones, and without so many of the
 * next larger that what is missing from the total is no small cell either.
 */
export function showable<Some extends Cell>(cells: readonly Some[], base: number): Some[] {
  const bySize = [...cells].sort((a, b) => a.siteCount - b.siteCount || a.deviceCount - b.deviceCount);
  const hidden = new Set<Some>();
  let sites = 0;
  for (const cell of bySize) {
    if (!isSmall(cell, base) && (hidden.size === 0 || sites >= base)) break;
    hidden.add(cell);
    sites += cell.siteCount;
  }
  return cells.filter((cell) => !hidden.has(cell));
}
