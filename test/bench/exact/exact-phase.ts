import type { Assignment } from '../../../src/planning/plan.js';
import type { PhaseNumber, Problem } from '../../../src/planning/problem.js';
import { readDay, type Day } from '../../../src/planning/check/days.js';
import { lastPhase1Finish, type ReadPackage, type Reading } from '../../../src/planning/check/reading.js';
import { choicesOf, packagesOf, readProblem, type Choice } from './choices.js';
import { Ledger, type Limit, type Taking } from './ledger.js';
import { BinaryProgram, type Term } from './program.js';

export interface ExactPhase {
  isOptimal: boolean;
  assignments: Assignment[];
  awaiting: string[];
  unscheduled: string[];
}

interface ChoiceColumn {
  choice: Choice;
  column: number;
  takings: Taking[];
}

interface PackageColumns {
  subject: ReadPackage;
  choices: ChoiceColumn[];
  /** Undefined where the package may not await an upgrade. */
  awaiting: number | undefined;
  /** Undefined for pins. */
  unscheduled: number | undefined;
}

/** Sums of pence are kept near 1 so that the solver's tolerances are far below a penny. */
const PENCE_PER_UNIT = 1000;
const MAX_ROUNDS = 60;

/**
 * The best plan of one phase by the planning model, as a time-indexed binary program: a column for each package,
 * option, crew, start and budget, one for awaiting and one for unscheduled. `given` is what is fixed before the
 * phase: all assignments of phase 1 where the phase is 2. Undefined where nothing was found within `seconds` for
 * each solver run.
 *
 * lateRisk is minimised first, then the objective at that lateRisk. Rule 9 is not in the program at first: while
 * the best plan leaves out a package that could be added, rows are put in that allow it to be left out only where
 * something takes what each such choice needs, and the program is solved again. Every row holds for every plan, so
 * the last plan is the best of all that keep the nine rules. Phase 1 is judged as if it were finished by itself.
 */
export async function solvePhaseExactly(
  problem: Problem,
  phase: PhaseNumber,
  given: Assignment[],
  seconds: number,
): Promise<ExactPhase | undefined> {
  const model = new PhaseProgram(problem, phase, given);
  model.minimise('lateRisk');
  const onTime = await model.solve(seconds);
  if (!onTime) return undefined;
  model.keepLateRisk(onTime.chosen);
  model.minimise('objective');
  const best = await model.solve(seconds);
  if (!best) return undefined;
  return { ...model.answer(best.chosen), isOptimal: onTime.isOptimal && best.isOptimal };
}

type Chosen = (column: number | undefined) => boolean;

class PhaseProgram {
  private readonly reading: Reading;
  private readonly program = new BinaryProgram();
  private readonly packages: PackageColumns[];
  private readonly users = new Map<Limit, { own: PackageColumns; term: Term }[]>();
  /** Columns that are 1 only where a limit has less left than an amount. */
  private readonly shortages = new Map<string, number>();

  constructor(
    problem: Problem,
    private readonly phase: PhaseNumber,
    given: Assignment[],
  ) {
    this.reading = readProblem(problem, given);
    const isGiven = new Set(given.map(({ workPackageId }) => workPackageId));
    const subjects = packagesOf(this.reading, phase).filter(({ work }) => !isGiven.has(work.id));
    const afterPhase1 = phase === 1 ? -Infinity : lastPhase1Finish(this.reading.placed);
    const choices = subjects.map((subject) => choicesOf(this.reading, subject, afterPhase1));
    const months = choices.flat().map(({ assignment }) => assignment.start.slice(0, 7));
    const ledger = new Ledger(this.reading, [...new Set(months)]);
    this.packages = subjects.map((subject, index) =>
      this.addPackage(subject, choices[index] as Choice[], ledger),
    );
    for (const [{ limit }, users] of this.users) {
      const terms = users.map(({ term }) => term);
      if (terms.reduce((sum, { value }) => sum + value, 0) > limit) this.addScaled(-Infinity, terms, limit);
    }
  }

  minimise(aim: 'lateRisk' | 'objective'): void {
    for (const { column, lateHundredths, pence } of this.outcomes()) {
      this.program.setCost(column, aim === 'lateRisk' ? lateHundredths / 100 : pence / PENCE_PER_UNIT);
    }
  }

  keepLateRisk(chosen: Chosen): void {
    const late = [...this.outcomes()].filter(({ lateHundredths }) => lateHundredths > 0);
    const most = late.reduce(
      (sum, { column, lateHundredths }) => sum + (chosen(column) ? lateHundredths : 0),
      0,
    );
    const terms = late.map(({ column, lateHundredths }) => ({ column, value: lateHundredths }));
    if (terms.length > 0) this.program.addRow(-Infinity, terms, most);
  }

  async solve(seconds: number): Promise<{ chosen: Chosen; isOptimal: boolean } | undefined> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const solved = await this.program.solve(seconds);
      if (!solved) return undefined;
      const chosen: Chosen = (column) => column !== undefined && solved.values[column] === true;
      const addable = this.addable(chosen);
      if (addable.length === 0) return { chosen, isOptimal: solved.isOptimal };
      for (const { own, choice } of addable) this.demandObstacle(own, choice);
    }
    return undefined;
  }

  answer(chosen: Chosen): Omit<ExactPhase, 'isOptimal'> {
    const own = this.packages.filter(({ subject }) => subject.phase === this.phase);
    const ids = (list: PackageColumns[]) => list.map(({ subject }) => subject.work.id);
    return {
      assignments: this.packages.flatMap(({ choices }) =>
        choices.filter(({ column }) => chosen(column)).map(({ choice }) => choice.assignment),
      ),
      awaiting: ids(own.filter(({ awaiting }) => chosen(awaiting))),
      unscheduled: ids(own.filter(({ unscheduled }) => chosen(unscheduled))),
    };
  }

  private addPackage(subject: ReadPackage, choices: Choice[], ledger: Ledger): PackageColumns {
    const { pinned, awaitUpgradeOn } = subject.work;
    const own: PackageColumns = {
      subject,
      choices: [],
      awaiting: !pinned && awaitUpgradeOn !== undefined ? this.program.addColumn() : undefined,
      unscheduled: pinned ? undefined : this.program.addColumn(),
    };
    for (const choice of choices) {
      const takings = ledger.takingsOf(choice);
      if (takings.some(({ limit, amount }) => amount > limit.limit)) continue;
      const column = this.program.addColumn();
      own.choices.push({ choice, column, takings });
      for (const { limit, amount } of takings) {
        const users = this.users.get(limit) ?? [];
        users.push({ own, term: { column, value: amount } });
        this.users.set(limit, users);
      }
    }
    const columns = [own.awaiting, own.unscheduled, ...own.choices.map(({ column }) => column)];
    const terms = columns.flatMap((column) => (column === undefined ? [] : [{ column, value: 1 }]));
    this.program.addRow(1, terms, 1);
    return own;
  }

  /** What each column adds to lateRisk and objective. */
  private *outcomes(): Iterable<{ column: number; lateHundredths: number; pence: number }> {
    const { horizon, problem } = this.reading;
    for (const { subject, choices, awaiting, unscheduled } of this.packages) {
      if (subject.phase !== this.phase) continue;
      const { deadline, awaitUpgradeOn } = subject.work;
      const hundredths = Math.round(subject.work.risk * 100);
      const exposedPence = (until: Day) =>
        (problem.penceForRiskDay * hundredths * (until - horizon.from + 1)) / 100;
      const due = deadline === undefined ? Infinity : readDay(deadline);
      for (const { choice, column } of choices) {
        const pence = exposedPence(choice.finish) + choice.assignment.costPence;
        yield { column, lateHundredths: choice.finish > due ? hundredths : 0, pence };
      }
      if (awaiting !== undefined && awaitUpgradeOn !== undefined) {
        yield { column: awaiting, lateHundredths: 0, pence: exposedPence(readDay(awaitUpgradeOn)) };
      }
      if (unscheduled !== undefined) {
        const lateHundredths = deadline === undefined ? 0 : hundredths;
        yield { column: unscheduled, lateHundredths, pence: exposedPence(horizon.to) };
      }
    }
  }

  /** Choices of unscheduled packages for which everything that they take is left. */
  private addable(chosen: Chosen): { own: PackageColumns; choice: ChoiceColumn }[] {
    const left = new Map<Limit, number>();
    for (const [limit, users] of this.users) {
      const taken = users.reduce((sum, { term }) => sum + (chosen(term.column) ? term.value : 0), 0);
      left.set(limit, limit.limit - taken);
    }
    return this.packages
      .filter(({ unscheduled }) => chosen(unscheduled))
      .flatMap((own) =>
        own.choices
          .filter(({ takings }) => takings.every(({ limit, amount }) => (left.get(limit) ?? 0) >= amount))
          .map((choice) => ({ own, choice })),
      );
  }

  /** Unscheduled only if one of the limits that the choice needs is short. */
  private demandObstacle(own: PackageColumns, { takings }: ChoiceColumn): void {
    if (own.unscheduled === undefined) return;
    const obstacles = takings.map(({ limit, amount }) => this.shortageOf(own, limit, amount));
    const terms = [...new Set(obstacles)].flatMap((column) =>
      column === undefined ? [] : [{ column, value: 1 }],
    );
    this.program.addRow(0, [...terms, { column: own.unscheduled, value: -1 }], Infinity);
  }

  /** A column that can be 1 only where others leave less than `amount` of a limit. */
  private shortageOf(own: PackageColumns, limit: Limit, amount: number): number | undefined {
    const others = (this.users.get(limit) ?? []).filter((user) => user.own !== own).map(({ term }) => term);
    if (others.length === 0) return undefined;
    const key = `${own.subject.work.id} ${limit.name} ${amount}`;
    const known = this.shortages.get(key);
    if (known !== undefined) return known;
    const column = this.program.addColumn();
    this.shortages.set(key, column);
    this.addScaled(0, [...others, { column, value: -(limit.limit - amount + 1) }], Infinity);
    return column;
  }

  private addScaled(lower: number, terms: Term[], upper: number): void {
    const scale = Math.max(1, Math.max(...terms.map(({ value }) => Math.abs(value))) / PENCE_PER_UNIT);
    this.program.addRow(
      lower / scale,
      terms.map(({ column, value }) => ({ column, value: value / scale })),
      upper / scale,
    );
  }
}
