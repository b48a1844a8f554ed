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
