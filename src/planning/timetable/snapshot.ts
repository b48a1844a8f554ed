import type { Draft, Score } from './draft.js';
import { UNPLACED } from './timetable.js';

/** Where some packages of a draft stand at one moment, and the draft's score then. */
export class Snapshot implements Score {
  private constructor(
    readonly lateHundredths: number,
    readonly objective: number,
    readonly moved: number,
    private readonly packages: Int32Array,
    private readonly option: Int32Array,
    private readonly crew: Int32Array,
    private readonly start: Int32Array,
    private readonly finish: Int32Array,
    private readonly budget: Int32Array,
    private readonly costPence: Float64Array,
    private readonly awaiting: Uint8Array,
  ) {}

  static of(draft: Draft, packages: Int32Array): Snapshot {
    const { option, crew, start, finish, budget, costPence } = draft.timetable;
    const pick = (column: Int32Array) => packages.map((workPackage) => column[workPackage] as number);
    return new Snapshot(
      draft.lateHundredths,
      draft.objective,
      draft.moved,
      packages,
      pick(option),
      pick(crew),
      pick(start),
      pick(finish),
      pick(budget),
      Float64Array.from(packages, (workPackage) => costPence[workPackage] as number),
      Uint8Array.from(packages, (workPackage) => draft.awaiting[workPackage] as number),
    );
  }

  /** Puts the packages back to where they stood; all others must stand as they did then. */
  restore(draft: Draft): void {
    for (const workPackage of this.packages) draft.clear(workPackage);
    this.packages.forEach((workPackage, at) => {
      const option = this.option[at] as number;
      if (option !== UNPLACED) {
        draft.place({
          workPackage,
          option,
          crew: this.crew[at] as number,
          start: this.start[at] as number,
          finish: this.finish[at] as number,
          costPence: this.costPence[at] as number,
          budget: this.budget[at] as number,
        });
      } else if (this.awaiting[at] === 1) draft.await(workPackage);
    });
    draft.begin();
  }
}
