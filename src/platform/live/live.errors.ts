import { Refusal } from '../errors.js';

/** A caller follows as many things at a time as one may. */
export class TooManyStreams extends Refusal {
  constructor(most: number) {
    super(
      'TOO_MANY_STREAMS',
      `You follow ${most} plans or works already, which is as many as one caller may at a time. Let go of one first.`,
    );
  }
}
