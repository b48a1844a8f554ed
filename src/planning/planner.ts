import { compileModel } from './compile-model.js';
import { causesOf, type PhaseLimits } from './explain/reasons.js';
import { NO_DAY, type Model, type Placement } from './model.js';
import { phase1Only, toWholeProblem } from './phase1-only.js';
import { placePins } from './pins.js';
import { planPhase, type SearchControl } from './plan-phase.js';
import type { Plan } from './plan.js';
import type { PhaseNumber, Problem } from './problem.js';
import { Draft } from './timetable/draft.js';
import { Timetable } from './timetable/timetable.js';
import { writePlan } from './write-plan.js';

export interface PlanningOptions {
  /** Unsigned 32-bit. */
  seed: number;
  /** Search steps for each phase; by default they depend on the size of the phase, never on a clock. */
  iterations?: number;
  onProgress?: (progress: PlanningProgress) => void;
  /** Asked often; once it says true the search ends with the best plan so far. */
  shouldStop?: () => boolean;
  /**
   * Awaited between turns of the search, so that signals and timers of the process get theirs. The engine has no
   * timer of its own to do it with: `() => new Promise((resume) => setImmediate(resume))` will do.
   */
  pause?: () => Promise<void>;
}

export interface PlanningProgress {
  stage: string;
  done: number;
  total: number;
}

export interface PlanningResult {
  plan: Plan;
}

/**
 * Plans a problem that parseProblem accepts: phase 1, then phase 2 on what phase 1 leaves. The same problem, seed
 * and iterations give the same plan. Rejects with RangeError where a pin breaks a rule or an id is unknown.
 */
export async function planProblem(problem: Problem, options: PlanningOptions): Promise<PlanningResult> {
  const model = compileModel(problem);
  const timetable = await planFirstPhase(model, options);
  const isStrict = problem.rule === 'STRICT_PHASES';
  const anyTime: PhaseLimits = { earliestStart: 0, latestFinish: NO_DAY };
  const phase1 = new Draft(timetable, model.packagesOfPhase[1]);
  const fillCauses = isStrict ? [] : causesOf(timetable, openOf(phase1), anyTime);

  if (isStrict) timetable.earliestDay = lastFinishOf(phase1) + 1;
  const phase2 = await planPhase(timetable, 2, controlOf(options, 2));
  const limits2: PhaseLimits = { earliestStart: timetable.earliestDay, latestFinish: NO_DAY };
  const limits1: PhaseLimits = { earliestStart: 0, latestFinish: firstUnpinnedStartOf(phase2) - 1 };
  const plan = writePlan(model, {
    1: {
      draft: phase1,
      lowerBound: 0,
      causes: isStrict ? causesOf(timetable, openOf(phase1), limits1) : fillCauses,
    },
    2: { draft: phase2, lowerBound: 0, causes: causesOf(timetable, openOf(phase2), limits2) },
  });
  return { plan };
}

/**
 * A timetable with phase 1 planned and all pins in it. Under FILL_IDLE_CAPACITY phase 1 is planned from a
 * problem that has no phase 2 at all, so that nothing of phase 2 can reach it. Only where pins of phase 2 then
 * find their room taken is it planned again with them in place: pins (rule 7) go before phases (rule 6).
 */
async function planFirstPhase(model: Model, options: PlanningOptions): Promise<Timetable> {
  const pins = pinsOf(model);
  const timetable = new Timetable(model);
  if (model.problem.rule === 'FILL_IDLE_CAPACITY') {
    const alone = new Timetable(compileModel(phase1Only(model.problem)));
    for (const pin of pinsOf(alone.model)) alone.place(pin);
    await planPhase(alone, 1, controlOf(options, 1));
    for (const placement of toWholeProblem(model, alone)) timetable.place(placement);
    const phase2Pins = pins.filter(({ workPackage }) => model.packages.phase[workPackage] === 2);
    if (phase2Pins.every((pin) => placeIfFree(timetable, pin))) return timetable;
  }
  const beside = new Timetable(model);
  for (const pin of pins) beside.place(pin);
  await planPhase(beside, 1, controlOf(options, 1));
  return beside;
}

function pinsOf(model: Model): Placement[] {
  const { placements, faults } = placePins(model);
  const [fault] = faults;
  if (fault) throw new RangeError(`workPackages[${fault.workPackage}].pinned ${fault.message}`);
  return placements;
}

function placeIfFree(timetable: Timetable, pin: Placement): boolean {
  const isFree = timetable.obstacleTo(pin) === undefined;
  if (isFree) timetable.place(pin);
  return isFree;
}

function openOf(draft: Draft): Int32Array {
  return draft.packages.filter((workPackage) => draft.isOpen(workPackage));
}

/** -1 where nothing of the phase is placed. */
function lastFinishOf({ timetable, packages }: Draft): number {
  let last = -1;
  for (const workPackage of packages) {
    if (timetable.isPlaced(workPackage)) last = Math.max(last, timetable.finish[workPackage] as number);
  }
  return last;
}

/** NO_DAY where nothing but pins of the phase is placed. */
function firstUnpinnedStartOf({ timetable, packages, model }: Draft): number {
  const pinned = new Set(model.pins.map((pin) => pin.workPackage));
  let first = NO_DAY;
  for (const workPackage of packages) {
    if (!timetable.isPlaced(workPackage) || pinned.has(workPackage)) continue;
    first = Math.min(first, timetable.start[workPackage] as number);
  }
  return first;
}

function controlOf(options: PlanningOptions, phase: PhaseNumber): SearchControl {
  return {
    seed: options.seed,
    iterations: options.iterations,
    shouldStop: options.shouldStop ?? (() => false),
    pause: options.pause ?? (() => Promise.resolve()),
    onProgress: (stage, done, total) =>
      options.onProgress?.({ stage: `phase ${phase}: ${stage}`, done, total }),
  };
}
