import type { Day } from '../calendar.js';
import { costOf, daysOf, monthOf, type Model, type ModelCrew, type Placement } from '../model.js';
import type { PhaseNumber } from '../problem.js';
import { ExactSum } from './exact-sum.js';

/** Bounds count in thousandths of a penny. */
export const MILLIPENCE_PER_PENNY = 1000;
/** Exposure in models is in hundredths of a penny. */
const MILLIPENCE_PER_HUNDREDTH = 10;

/** Fixed work that may choose which of its budgets pays. */
export interface FixedCharge {
  workPackage: number;
  finish: Day;
  costPence: number;
}

/** What a phase may plan, and what fixed work leaves for it. */
export interface PhaseRoom {
  model: Model;
  phase: PhaseNumber;
  /** The first day on which work that is not pinned may start. */
  firstStart: Day;
  /** Packages that are free to be planned. */
  packages: Int32Array;
  /** Days taken by fixed work, 1 by working-day rank; undefined for a crew that has none. */
  taken: (Uint8Array | undefined)[];
  /** By vendor: units that become available in each month, what fixed work takes being less; undefined = unlimited. */
  unitsLeft: (Float64Array | undefined)[];
  penceLeft: Float64Array;
  charges: FixedCharge[];
  /** Exposure and cost of the phase's own pins, in millipence. */
  fixedMillipence: bigint;
}

/**
 * Of the other phase's work, `given` is in place with its budgets: for phase 2 all of phase 1, pins included.
 *
 * Pins are in every plan, so they take their room first. Pins of phase 2 hold theirs in phase 1 too under
 * STRICT_PHASES; under FILL_IDLE_CAPACITY phase 1 is planned as if phase 2 did not exist, and a bound for it may
 * not count on them.
 */
export function roomOf(model: Model, phase: PhaseNumber, given: readonly Placement[]): PhaseRoom {
  const isStrict = model.problem.rule === 'STRICT_PHASES';
  const { packages } = model;
  const room: PhaseRoom = {
    model,
    phase,
    firstStart: phase === 2 && isStrict ? given.reduce((day, { finish }) => Math.max(day, finish + 1), 0) : 0,
    packages: new Int32Array(0),
    taken: model.crews.map(() => undefined),
    unitsLeft: model.vendors.map(({ cumulativeSupply }) => cumulativeSupply && increments(cumulativeSupply)),
    penceLeft: Float64Array.from(model.budgets.map(({ pence }) => pence)),
    charges: [],
    fixedMillipence: 0n,
  };
  for (const placement of given) {
    takeRoom(room, placement.option, placement.crew, placement.start);
    room.penceLeft[placement.budget] = (room.penceLeft[placement.budget] as number) - placement.costPence;
  }
  const fixed = new ExactSum();
  const isPinned = new Uint8Array(packages.count);
  for (const { workPackage, option, crew, start } of model.pins) {
    const isOwn = packages.phase[workPackage] === phase;
    isPinned[workPackage] = 1;
    if (!isOwn && (phase === 2 || !isStrict)) continue;
    const finish = takeRoom(room, option, crew, start);
    const costPence = costOf(model, option, model.crews[crew] as ModelCrew);
    room.charges.push({ workPackage, finish, costPence });
    if (!isOwn) continue;
    fixed.addProduct(weightOf(model, workPackage), finish + 1);
    fixed.addProduct(MILLIPENCE_PER_PENNY, costPence);
  }
  room.fixedMillipence = fixed.total();
  room.packages = model.packagesOfPhase[phase].filter((workPackage) => isPinned[workPackage] === 0);
  return room;
}

/** What one day of exposure of a package costs, in millipence. */
export function weightOf(model: Model, workPackage: number): number {
  const riskHundredths = model.packages.riskHundredths[workPackage] as number;
  return model.penceForRiskDay * riskHundredths * MILLIPENCE_PER_HUNDREDTH;
}

/** Takes the crew's days and the vendor's units; returns the finish day. */
function takeRoom(room: PhaseRoom, option: number, crew: number, start: Day): Day {
  const { model, taken, unitsLeft } = room;
  const { calendar, pace } = model.crews[crew] as ModelCrew;
  const first = calendar.rankFrom(start);
  const days = daysOf(model, option, pace);
  const takenDays = (taken[crew] ??= new Uint8Array(calendar.days.length));
  takenDays.fill(1, first, first + days);
  const units = unitsLeft[model.options.vendor[option] as number];
  if (units) {
    const month = monthOf(model, start);
    units[month] = (units[month] as number) - (model.options.units[option] as number);
  }
  return calendar.days[first + days - 1] as Day;
}

function increments(cumulative: Float64Array): Float64Array {
  return cumulative.map((units, month) => units - (month > 0 ? (cumulative[month - 1] as number) : 0));
}
