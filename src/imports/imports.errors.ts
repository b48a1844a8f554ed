import { Refusal } from '../platform/errors.js';

/** A register that is larger than what this installation reads. */
export class RegisterTooLarge extends Refusal {
  constructor(mostBytes: number) {
    super(
      'IMPORT_TOO_LARGE',
      `The register is larger than ${mostBytes} bytes: split it, or raise IMPORT_MAX_BYTES.`,
    );
  }
}

/** An import that was stopped between two batches: what was loaded until then stays. */
export class ImportStopped extends Refusal {}

/** A register with more rows than this installation reads of one. */
export class TooManyRows extends ImportStopped {
  constructor(most: number) {
    super(
      'IMPORT_TOO_MANY_ROWS',
      `The register has more than ${most} rows: those were read, and what could be loaded of them stays. Split the register and send the parts, or raise IMPORT_ROWS and send it again.`,
    );
  }
}

/** An import that took longer than it may. */
export class OutOfTime extends ImportStopped {
  constructor(seconds: number) {
    super(
      'IMPORT_OUT_OF_TIME',
      `The import took longer than ${seconds} seconds and was stopped; what was loaded until then stays. Send the register again to load the rest. Where that does not end it either, split the register, or raise IMPORT_SECONDS.`,
    );
  }
}

/** A file whose header is that of no register. */
export class UnknownRegister extends Refusal {
  constructor(message: string) {
    super('IMPORT_UNKNOWN_REGISTER', message, [{ path: 'header', message }]);
  }
}

/** Somebody else sent the register whose rejected rows are asked for. */
export class NotTheirImport extends Refusal {
  constructor() {
    super(
      'FORBIDDEN',
      'Rejected rows go back to who sent the register, because they may tell of sensitive sites. Ask them, or send the register yourself.',
    );
  }
}
