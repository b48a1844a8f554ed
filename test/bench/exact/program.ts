import highsModule, { type Highs } from 'highs';

// The package's types describe its CommonJS twin, whose default export is one level deeper.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export interface Term {
  column: number;
  value: number;
}

export interface Solved {
  /** Every column's value, rounded: all columns are 0 or 1. */
  values: boolean[];
  /** The solver proved it optimal; otherwise its time ran out and this is the best that it found. */
  isOptimal: boolean;
}

let highs: Promise<Highs> | undefined;

/** A program over columns that are 0 or 1, solved by HiGHS. */
export class BinaryProgram {
  private readonly costs: number[] = [];
  private readonly rows: { lower: number; upper: number; terms: Term[] }[] = [];

  addColumn(cost = 0): number {
    return this.costs.push(cost) - 1;
  }

  addRow(lower: number, terms: Term[], upper: number): void {
    this.rows.push({ lower, upper, terms });
  }

  setCost(column: number, cost: number): void {
    this.costs[column] = cost;
  }

  /** The cheapest values; undefined where there are none, or none were found in time. */
  async solve(seconds: number): Promise<Solved | undefined> {
    if (this.costs.length === 0) return { values: [], isOptimal: true };
    highs ??= loadHighs();
    const solver = await highs;
    const count = this.costs.length;
    const starts = [0];
    for (const { terms } of this.rows) starts.push((starts.at(-1) as number) + terms.length);
    return solver.withModel(
      {
        numCols: count,
        numRows: this.rows.length,
        colCost: this.costs,
        colLower: new Float64Array(count),
        colUpper: new Float64Array(count).fill(1),
        rowLower: this.rows.map(({ lower }) => (lower === -Infinity ? -solver.infinity : lower)),
        rowUpper: this.rows.map(({ upper }) => (upper === Infinity ? solver.infinity : upper)),
        matrix: {
          format: 'csr',
          numRows: this.rows.length,
          numCols: count,
          starts,
          indices: this.rows.flatMap(({ terms }) => terms.map(({ column }) => column)),
          values: this.rows.flatMap(({ terms }) => terms.map(({ value }) => value)),
        },
        integrality: new Int32Array(count).fill(1),
      },
      (model) => {
        model.options.set({
          output_flag: false,
          time_limit: seconds,
          mip_rel_gap: 0,
          mip_abs_gap: 1e-6,
          mip_feasibility_tolerance: 1e-9,
          primal_feasibility_tolerance: 1e-9,
        });
        model.run();
        const { optimal, timeLimit } = solver.constants.modelStatus;
        const status = model.getModelStatus();
        const hasValues =
          model.info.get('primal_solution_status') === solver.constants.solutionStatus.feasible;
        if (!hasValues || (status !== optimal && status !== timeLimit)) return undefined;
        const values = Array.from(model.getSolution().colValue, (value) => value > 0.5);
        return { isOptimal: status === optimal, values };
      },
    );
  }
}
