/** Failures that a client can act on. Everything else is a bug or an outage and is shown without its details. */

export interface FieldFault {
  /** Where in the input, such as `input.closures[0].to`. */
  path: string;
  message: string;
}

export type ErrorCode = `${Uppercase<string>}`;

/** A refusal with a stable code, a sentence that says what to do, and the fields at fault. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: FieldFault[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Input that breaks a rule; nothing was changed. */
export class BadInput extends Refusal {
  constructor(fields: FieldFault[]) {
    const sentences = fields.map(({ path, message }) => `${path}: ${message}`);
    super('BAD_INPUT', sentences.join('; ') || 'The input is not valid.', fields);
  }
}

/** Something that the input names and that is not there. */
export class NotFound extends Refusal {
  constructor(what: string, path: string) {
    super('NOT_FOUND', `There is no ${what}.`, [{ path, message: `there is no ${what}` }]);
  }
}

/** The row has moved on since the writer read it. */
export class Conflict extends Refusal {
  constructor(what: string, expected: number, found: number) {
    super(
      'CONFLICT',
      `${what} is at version ${found}, not ${expected}: somebody else changed it. Read it again and repeat your change.`,
      [{ path: 'input.expectedVersion', message: `expected ${expected}, found ${found}` }],
    );
  }
}

/** Something that cannot go while other things rest on it. */
export class InUse extends Refusal {
  constructor(what: string, by: string, path: string) {
    super('IN_USE', `${what} is in use by ${by}.`, [{ path, message: `in use by ${by}` }]);
  }
}
