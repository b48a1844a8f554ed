/**
 * One case of the bench in a process of its own, so that its peak of memory is its own: a JSON line out. Its first
 * plans are timed in another process, as cold as this one.
 */
import { generateInstance } from '../../../src/planning/instances/index.js';
import type { PhaseNumber, PhaseSummary, Plan, Problem } from '../../../src/planning/index.js';
import { CASES, type BenchCase } from './cases.js';
import { gapsOf, type Comparison, type PhaseGaps } from './gaps.js';
import { countViolations, measurePlan, peakMegabytes, type Measured } from './measure.js';
import { bestKnown, optimumOf } from './references.js';

export interface CaseResult {
  name: string;
  seeds: number[];
  packages: number;
  devices: number;
  phases: [PhaseGaps, PhaseGaps];
  /** Of the longest instance. */
  wallSeconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  checkSeconds: number;
  violations: number;
}

async function runCase(given: BenchCase): Promise<CaseResult> {
  const comparisons: [Comparison[], Comparison[]] = [[], []];
  const result: Omit<CaseResult, 'phases'> = {
    name: given.name,
    seeds: given.seeds,
    packages: 0,
    devices: 0,
    wallSeconds: 0,
    cpuSeconds: 0,
    peakMegabytes: 0,
    checkSeconds: 0,
    violations: 0,
  };
  const planned: { seed: number; problem: Problem; measured: Measured }[] = [];
  for (const seed of given.seeds) {
    const problem = generateInstance(seed, given.knobs(seed));
    const measured = await measurePlan(problem, seed);
    planned.push({ seed, problem, measured });
    const units = problem.workPackages.map(({ options }) => options[0]?.units ?? 0);
    result.packages = Math.max(result.packages, units.length);
    result.devices = Math.max(
      result.devices,
      units.reduce((sum, count) => sum + count, 0),
    );
    result.wallSeconds = Math.max(result.wallSeconds, measured.wallSeconds);
    result.cpuSeconds = Math.max(result.cpuSeconds, measured.cpuSeconds);
  }
  // Before the checker and the solver take memory of their own.
  result.peakMegabytes = peakMegabytes();
  for (const { seed, problem, measured } of planned) {
    const start = performance.now();
    result.violations += countViolations(problem, measured);
    result.checkSeconds = Math.max(result.checkSeconds, (performance.now() - start) / 1000);
    for (const phase of [1, 2] as const) {
      const reference = await referenceOf(given, problem, measured.plan, phase);
      comparisons[phase - 1]?.push({
        seed,
        planned: measured.plan.phases[phase - 1] as PhaseSummary,
        reference,
      });
    }
  }
  return { ...result, phases: [gapsOf(comparisons[0]), gapsOf(comparisons[1])] };
}

async function referenceOf(
  { against }: BenchCase,
  problem: Problem,
  plan: Plan,
  phase: PhaseNumber,
): Promise<PhaseSummary | undefined> {
  switch (against) {
    case 'OPTIMUM':
      return optimumOf(problem, plan, phase);
    case 'BEST_KNOWN':
      return bestKnown(problem, plan, phase);
    case 'BOUND':
      return undefined;
  }
}

/** The longest time until there is a plan at all, in seconds. */
async function timeFirstPlans({ seeds, knobs }: BenchCase): Promise<number> {
  let longest = 0;
  for (const seed of seeds) {
    const { wallSeconds } = await measurePlan(generateInstance(seed, knobs(seed)), seed, {
      isFirstPlan: true,
    });
    longest = Math.max(longest, wallSeconds);
  }
  return longest;
}

const [, , name, seeds, what] = process.argv;
const found = CASES.find((candidate) => candidate.name === name);
if (!found) throw new RangeError(`no case "${name}"`);
const limited = { ...found, seeds: found.seeds.slice(0, Number(seeds)) };
const answer = what === 'FIRST_PLAN' ? await timeFirstPlans(limited) : await runCase(limited);
process.stdout.write(`${JSON.stringify(answer)}\n`);
