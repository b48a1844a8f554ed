/** Search steps for a phase of that many packages: fewer where each one takes longer. */
export function defaultIterations(packages: number): number {
  if (packages === 0) return 0;
  return Math.min(20_000, Math.ceil(2_000_000 / packages));
}
