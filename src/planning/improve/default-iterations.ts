/** Search steps by the largest number of packages that they are for; found by measuring where more stop paying. */
const STEPS: [packages: number, iterations: number][] = [
  [0, 0],
  [20, 40_000],
  [100, 65_000],
  [10_000, 200_000],
  [50_000, 25_000],
  [Infinity, 8_000],
];

/** Search steps for a phase of that many packages to place. It sees nothing but their number. */
export function defaultIterations(packages: number): number {
  return STEPS.find(([most]) => packages <= most)?.[1] ?? 0;
}
