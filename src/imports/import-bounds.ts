import type { CsvRecord } from './csv/records.js';
import { OutOfTime, TooManyRows } from './imports.errors.js';

/** What one import may take, watched between its batches. */
export class ImportBounds {
  private rowsLeft: number;
  private readonly end: number;

  constructor(
    private readonly most: { rows: number; seconds: number },
    private readonly now: () => Date,
  ) {
    this.rowsLeft = most.rows;
    this.end = now().getTime() + most.seconds * 1_000;
  }

  /** @throws {OutOfTime} */
  refuseLate(): void {
    if (this.now().getTime() > this.end) throw new OutOfTime(this.most.seconds);
  }

  /** Of rows that are read for the first time, those that the import may still take. */
  take(rows: readonly CsvRecord[]): readonly CsvRecord[] {
    const taken = rows.slice(0, this.rowsLeft);
    this.rowsLeft -= taken.length;
    return taken;
  }

  tooManyRows(): TooManyRows {
    return new TooManyRows(this.most.rows);
  }
}
