/** Replaces values by the nearest ones that never rise: neighbours that rise are pooled to their mean until none does. */
export function neverRise(values: Float64Array): void {
  const means: number[] = [];
  const counts: number[] = [];
  for (const value of values) {
    let mean = value;
    let count = 1;
    while (means.length > 0 && (means[means.length - 1] as number) < mean) {
      const before = counts.pop() as number;
      mean = (mean * count + (means.pop() as number) * before) / (count + before);
      count += before;
    }
    means.push(mean);
    counts.push(count);
  }
  let at = 0;
  means.forEach((mean, index) => {
    const count = counts[index] as number;
    values.fill(mean, at, at + count);
    at += count;
  });
}
