import type { Day } from '../calendar.js';
import { NO_DAY, type Model, type Placement } from '../model.js';
import type { FormerPlaces } from './former-places.js';
import type { Timetable } from './timetable.js';

/** What a phase is judged by: lateRisk first, then the objective, and last what moved. All are exact integers. */
export interface Score {
  lateHundredths: number;
  /** Hundredths of a penny: `penceForRiskDay` × exposure in risk-hundredths + cost. */
  objective: number;
  /** Packages that stand elsewhere than in the plan before; 0 where there is none. */
  moved: number;
}

/** Below zero where `a` is better. */
export function compareScores(a: Score, b: Score): number {
  return a.lateHundredths - b.lateHundredths || a.objective - b.objective || a.moved - b.moved;
}

/** A score as it is now, of something that goes on changing. */
export function scoreOf({ lateHundredths, objective, moved }: Score): Score {
  return { lateHundredths, objective, moved };
}

interface Saved {
  workPackage: number;
  placement: Placement | undefined;
  isAwaiting: boolean;
}

/**
 * The plan of one phase while it is being made: what is placed, what awaits, and its score, kept up with every
 * change. Changes since `begin` can be taken back.
 */
export class Draft implements Score {
  lateHundredths = 0;
  exposureHundredths = 0;
  costPence = 0;
  moved = 0;
  /** By work package: 1 where it awaits its upgrade. */
  readonly awaiting: Uint8Array;
  private saved: Saved[] = [];
  private readonly savedIn: Int32Array;
  private attempt = 0;

  /** `packages` are those of the phase; those already placed in the timetable count as placed. */
  constructor(
    readonly timetable: Timetable,
    readonly packages: Int32Array,
    readonly former?: FormerPlaces,
  ) {
    const { count } = timetable.model.packages;
    this.awaiting = new Uint8Array(count);
    this.savedIn = new Int32Array(count);
    for (const workPackage of packages) this.count(workPackage, 1);
  }

  get model(): Model {
    return this.timetable.model;
  }

  get objective(): number {
    return this.model.penceForRiskDay * this.exposureHundredths + 100 * this.costPence;
  }

  place(placement: Placement): void {
    const { workPackage } = placement;
    this.save(workPackage);
    this.count(workPackage, -1);
    this.awaiting[workPackage] = 0;
    this.timetable.place(placement);
    this.count(workPackage, 1);
  }

  /** Leaves a package neither placed nor awaiting. */
  clear(workPackage: number): void {
    this.save(workPackage);
    this.count(workPackage, -1);
    this.awaiting[workPackage] = 0;
    if (this.timetable.isPlaced(workPackage)) this.timetable.remove(workPackage);
    this.count(workPackage, 1);
  }

  /** Has a package that is not placed await its upgrade. */
  await(workPackage: number): void {
    this.save(workPackage);
    this.count(workPackage, -1);
    this.awaiting[workPackage] = 1;
    this.count(workPackage, 1);
  }

  isOpen(workPackage: number): boolean {
    return !this.timetable.isPlaced(workPackage) && this.awaiting[workPackage] === 0;
  }

  /** From here on, changes can be taken back; those before can no longer. */
  begin(): void {
    this.attempt += 1;
    this.saved.length = 0;
  }

  /** Packages changed since `begin`, once each. */
  changed(): number[] {
    return this.saved.map(({ workPackage }) => workPackage);
  }

  /** Takes back all changes since `begin`. */
  rollBack(): void {
    for (const { workPackage } of this.saved) {
      this.count(workPackage, -1);
      if (this.timetable.isPlaced(workPackage)) this.timetable.remove(workPackage);
    }
    for (const { workPackage, placement, isAwaiting } of this.saved) {
      if (placement) this.timetable.place(placement);
      this.awaiting[workPackage] = isAwaiting ? 1 : 0;
      this.count(workPackage, 1);
    }
    this.begin();
  }

  /** The day up to which a package is exposed as things stand. */
  exposedUntil(workPackage: number): Day {
    if (this.timetable.isPlaced(workPackage)) return this.timetable.finish[workPackage] as number;
    if (this.awaiting[workPackage] === 1) return this.model.packages.awaitDay[workPackage] as number;
    return this.model.horizon - 1;
  }

  private save(workPackage: number): void {
    if (this.savedIn[workPackage] === this.attempt) return;
    this.savedIn[workPackage] = this.attempt;
    this.saved.push({
      workPackage,
      placement: this.timetable.isPlaced(workPackage) ? this.timetable.placementOf(workPackage) : undefined,
      isAwaiting: this.awaiting[workPackage] === 1,
    });
  }

  private count(workPackage: number, sign: 1 | -1): void {
    const { riskHundredths, deadline } = this.model.packages;
    const risk = (riskHundredths[workPackage] as number) * sign;
    if (this.former?.isMoved(this.timetable, workPackage)) this.moved += sign;
    const until = this.exposedUntil(workPackage);
    this.exposureHundredths += risk * (until + 1);
    const due = deadline[workPackage] as number;
    if (this.timetable.isPlaced(workPackage)) {
      this.costPence += (this.timetable.costPence[workPackage] as number) * sign;
      if (until > due) this.lateHundredths += risk;
    } else if (due !== NO_DAY && this.awaiting[workPackage] === 0) {
      this.lateHundredths += risk;
    }
  }
}
