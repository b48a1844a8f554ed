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
