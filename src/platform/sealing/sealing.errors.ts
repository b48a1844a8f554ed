/** Keys that no program should run with; the message never has any part of a key. */
export class UnfitKeys extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitKeys';
  }
}

/** A value that does not open. The message names the column, and nothing of the row. */
export class SealBroken extends Error {
  readonly code = 'SEAL_BROKEN';

  constructor(column: string, why: string) {
    super(`A sealed value of ${column} does not open: ${why}.`);
    this.name = 'SealBroken';
  }
}
