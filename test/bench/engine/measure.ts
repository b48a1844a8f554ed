import { checkPlan, planProblem, type PlanningResult, type Problem } from '../../../src/planning/index.js';

export interface Measured extends PlanningResult {
  wallSeconds: number;
  /** Of all threads, garbage collection included. */
  cpuSeconds: number;
}

/** Plans a problem by the clock; with `isFirstPlan`, stopped as soon as there is a plan at all. */
export async function measurePlan(
  problem: Problem,
  seed: number,
  { isFirstPlan = false, iterations }: { isFirstPlan?: boolean; iterations?: number } = {},
): Promise<Measured> {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  const shouldStop = () => isFirstPlan;
  const result = await planProblem(problem, { seed, iterations, shouldStop });
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...result,
    wallSeconds: (performance.now() - wall) / 1000,
    cpuSeconds: (user + system) / 1e6,
  };
}

/** The most memory that this process has held so far. */
export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** What the checker finds wrong with a plan and its bounds. */
export function countViolations(problem: Problem, { plan, certificate }: Measured): number {
  return checkPlan(problem, plan, certificate).length;
}
