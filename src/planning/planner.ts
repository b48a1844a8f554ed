import { boundPhase, type PhaseBound } from './bound/index.js';
import type { Certificate } from './certificate.js';
import { compileModel } from './compile-model.js';
import { causesOf } from './explain/reasons.js';
import type { PhaseWindow } from './explain/relaxed-timetable.js';
import { NO_DAY, type Model, type Placement } from './model.js';
import { phase1Only, toWholeProblem } from './phase1-only.js';
import { placePins } from './pins.js';
import { planPhase, type SearchControl } from './plan-phase.js';
import type { Assignment, Plan } from './plan.js';
import type { PhaseNumber, Problem } from './problem.js';
import { provedGap } from './proved-gap.js';
import { TooManyMoves } from './replan/keep-former.js';
import { Draft } from './timetable/draft.js';
import { FormerPlaces } from './timetable/former-places.js';
import { Timetable } from './timetable/timetable.js';
import { writePlan } from './write-plan.js';

const ANY_TIME: PhaseWindow = { earliestStart: 0, latestFinish: NO_DAY };

export interface PlanningOptions {
  /** Unsigned 32-bit. */
  seed: number;
  /** The plan before this one: no more of its work moves than makes the plan better. By default there is none. */
  former?: readonly Assignment[];
  /** Of the packages with a place in the plan before, so many at most may move. */
  mostMoved?: number;
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

/** How far the planning has come. What is not known yet is null, and nothing is estimated. */
export interface PlanningProgress {
  phase: PhaseNumber;
  stage: string;
  /** Steps of the stage: they begin anew with each. */
  done: number;
  total: number;
  /** Steps of the search for a better plan. */
  iteration: number | null;
  /** Pence: of the best plan of the phase so far. */
  objective: number | null;
  /** Pence: what no plan of the phase is below, as far as it is proved. */
  lowerBound: number | null;
  /** As in the plan, between these two. */
  gap: number | null;
}

export interface PlanningResult {
  plan: Plan;
  /** Proves the plan's lower bounds; a document of its own. */
  certificate: Certificate;
}

/**
 * Plans a problem that parseProblem accepts: phase 1, then phase 2 on what phase 1 leaves. The same problem, seed
 * and iterations give the same plan. Rejects with RangeError where a pin breaks a rule or an id is unknown, and with
 * TooManyMoves where more than `mostMoved` packages cannot stay where they were.
 */
export async function planProblem(problem: Problem, options: PlanningOptions): Promise<PlanningResult> {
  const most = options.mostMoved ?? Infinity;
  try {
    return await planWithin(problem, options, most);
  } catch (error) {
    const isOfPhase2 = error instanceof TooManyMoves && error.phase === 2 && error.needed <= most;
    // Under the other rule phase 1 must not know of phase 2.
    if (!isOfPhase2 || problem.rule !== 'STRICT_PHASES') throw error;
    // Phase 1 has used moves up that phase 2 cannot do without: once more, with those left to phase 2.
    return planWithin(problem, options, most - error.needed);
  }
}

/** @param mostOfPhase1 so many packages of phase 1 may move */
async function planWithin(
  problem: Problem,
  options: PlanningOptions,
  mostOfPhase1: number,
): Promise<PlanningResult> {
  const model = compileModel(problem);
  const isStrict = problem.rule === 'STRICT_PHASES';
  const control1 = controlOf(options, 1, mostOfPhase1);
  const { timetable, bound: bound1 } = isStrict
    ? await planBesidePins(model, options.former, control1)
    : await planApart(model, options.former, control1);
  const former = formerPlaces(model, options.former);
  const phase1 = new Draft(timetable, model.packagesOfPhase[1], former);
  const causesApart = isStrict ? [] : causesOf(timetable, openOf(phase1), ANY_TIME);

  if (isStrict) timetable.earliestDay = lastFinishOf(phase1) + 1;
  const control = controlOf(options, 2, (options.mostMoved ?? Infinity) - phase1.moved);
  const bound2 = proveBound(model, 2, placementsOf(phase1), control);
  const phase2 = await planPhase(timetable, 2, bound2, control, former);
  const window1: PhaseWindow = { earliestStart: 0, latestFinish: firstUnpinnedStartOf(phase2) - 1 };
  const window2: PhaseWindow = { earliestStart: timetable.earliestDay, latestFinish: NO_DAY };
  const plan = writePlan(model, {
    1: {
      draft: phase1,
      lowerBound: bound1.lowerBound,
      causes: isStrict ? causesOf(timetable, openOf(phase1), window1) : causesApart,
    },
    2: { draft: phase2, lowerBound: bound2.lowerBound, causes: causesOf(timetable, openOf(phase2), window2) },
  });
  return { plan, certificate: { phases: [bound1.certificate, bound2.certificate] } };
}

interface FirstPhase {
  /** Holds phase 1 as planned, and all pins. */
  timetable: Timetable;
  bound: PhaseBound;
}

/**
 * FILL_IDLE_CAPACITY: phase 1 is planned from a problem that has no phase 2 at all, so that nothing of phase 2 can
 * reach it. Only where pins of phase 2 then find their room taken is it planned again with them in place: pins
 * (rule 7) go before phases (rule 6).
 */
async function planApart(
  model: Model,
  former: PlanningOptions['former'],
  control: SearchControl,
): Promise<FirstPhase> {
  const alone = new Timetable(compileModel(phase1Only(model.problem)));
  for (const pin of pinsOf(alone.model)) alone.place(pin);
  const bound = proveBound(alone.model, 1, [], control);
  await planPhase(alone, 1, bound, control, formerPlaces(alone.model, former));
  const timetable = new Timetable(model);
  for (const placement of toWholeProblem(model, alone)) timetable.place(placement);
  const phase2Pins = pinsOf(model).filter(({ workPackage }) => model.packages.phase[workPackage] === 2);
  const isRoomLeft = phase2Pins.every((pin) => placeIfFree(timetable, pin));
  return isRoomLeft ? { timetable, bound } : planBesidePins(model, former, control);
}

/** STRICT_PHASES: all pins hold their room from the start. */
async function planBesidePins(
  model: Model,
  former: PlanningOptions['former'],
  control: SearchControl,
): Promise<FirstPhase> {
  const timetable = new Timetable(model);
  for (const pin of pinsOf(model)) timetable.place(pin);
  const bound = proveBound(model, 1, [], control);
  await planPhase(timetable, 1, bound, control, formerPlaces(model, former));
  return { timetable, bound };
}

function formerPlaces(model: Model, former: PlanningOptions['former']): FormerPlaces | undefined {
  return former && new FormerPlaces(model, former);
}

function proveBound(
  model: Model,
  phase: PhaseNumber,
  given: Placement[],
  control: SearchControl,
): PhaseBound {
  control.onProgress({ stage: 'bound', done: 0, total: 1, lowerBound: null });
  const bound = boundPhase(model, phase, given, { shouldStop: control.shouldStop });
  control.onProgress({ stage: 'bound', done: 1, total: 1, lowerBound: bound.lowerBound });
  return bound;
}

function placementsOf({ timetable, packages }: Draft): Placement[] {
  return Array.from(packages)
    .filter((workPackage) => timetable.isPlaced(workPackage))
    .map((workPackage) => timetable.placementOf(workPackage));
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

function controlOf(options: PlanningOptions, phase: PhaseNumber, mostMoved: number): SearchControl {
  return {
    seed: options.seed,
    iterations: options.iterations,
    mostMoved,
    shouldStop: options.shouldStop ?? (() => false),
    pause: options.pause ?? (() => Promise.resolve()),
    onProgress: reporter(phase, options),
  };
}

/** Tells of a phase what its reports say together: they say the bound once. */
function reporter(
  phase: PhaseNumber,
  { onProgress }: Pick<PlanningOptions, 'onProgress'>,
): SearchControl['onProgress'] {
  let bound: number | null = null;
  return ({ stage, done, total, lowerBound = bound, ...report }) => {
    bound = lowerBound;
    const objective = report.objective === undefined ? null : report.objective / 100;
    onProgress?.({
      ...{ phase, stage: `phase ${phase}: ${stage}`, done, total, objective, lowerBound, gap: null },
      iteration: stage === 'improve' ? done : null,
      ...(objective !== null && lowerBound !== null && provedGap(objective, lowerBound)),
    });
  };
}
