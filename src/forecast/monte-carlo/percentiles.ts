/** Percentiles and correlations of draws. */

export interface Percentiles {
  p10: number;
  p50: number;
  p80: number;
  p90: number;
}

/**
 * By nearest rank: the smallest figure that at least so many in a hundred draws do not exceed. It is a figure that was
 * drawn, so that pence stay whole and dates are dates.
 */
export function percentilesOf(draws: ArrayLike<number>): Percentiles {
  const sorted = Float64Array.from(draws).sort();
  const at = (percent: number) =>
    sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] as number;
  return { p10: at(10), p50: at(50), p80: at(80), p90: at(90) };
}

export function meanOf(draws: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < draws.length; at += 1) sum += draws[at] as number;
  return sum / draws.length;
}

/** The mean of the products of what two figures are off their means. */
export function covarianceOf(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [a, b] = [meanOf(first), meanOf(second)];
  let sum = 0;
  for (let at = 0; at < first.length; at += 1)
    sum += ((first[at] as number) - a) * ((second[at] as number) - b);
  return sum / first.length;
}

/** Spearman's: the correlation of ranks, those of equals shared. Null where a figure never varies. */
export function rankCorrelationOf(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  const [a, b] = [ranksOf(first), ranksOf(second)];
  const varied = covarianceOf(a, a) * covarianceOf(b, b);
  return varied > 0 ? covarianceOf(a, b) / Math.sqrt(varied) : null;
}

function ranksOf(figures: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: figures.length }, (_, at) => at).sort(
    (a, b) => (figures[a] as number) - (figures[b] as number),
  );
  const ranks = new Float64Array(figures.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && figures[order[to + 1] as number] === figures[order[from] as number])
      to += 1;
    for (let at = from; at <= to; at += 1) ranks[order[at] as number] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}
