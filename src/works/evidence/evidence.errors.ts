import { Refusal } from '../../platform/errors.js';
import { MEDIA_TYPES } from './media-types.js';

/** A file that is larger than what this installation keeps. */
export class EvidenceTooLarge extends Refusal {
  constructor(mostBytes: number) {
    super(
      'EVIDENCE_TOO_LARGE',
      `The file is larger than ${mostBytes} bytes: make it smaller, or raise EVIDENCE_MAX_BYTES.`,
    );
  }
}

/** A file that is not what it has to be, whatever it is called. */
export class EvidenceUnfit extends Refusal {
  constructor(message: string) {
    super('EVIDENCE_UNFIT', `${message}: evidence is ${MEDIA_TYPES.join(', ')}.`, [
      { path: 'body', message },
    ]);
  }
}

/** An order has as many files as it may have. */
export class EvidenceFull extends Refusal {
  constructor(most: number) {
    super('EVIDENCE_FULL', `The work order has ${most} files already: put several photographs into one PDF.`);
  }
}

/** The installation has nowhere to keep files. */
export class NoEvidenceFolder extends Refusal {
  constructor() {
    super('EVIDENCE_OFF', 'This installation keeps no files: its operator has to set EVIDENCE_DIR.');
  }
}
