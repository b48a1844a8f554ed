import { Refusal } from '../platform/errors.js';
import { spentSentence } from '../platform/rates/client-budget.service.js';

/** Nobody that this installation knows how to trust is asking. */
export class Unauthenticated extends Refusal {
  constructor(why: string) {
    super('UNAUTHENTICATED', `${why} Send a token of the identity provider: \`authorization: Bearer …\`.`);
  }
}

/** Asked for too much lately: to come again later. */
export abstract class TooMuch extends Refusal {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super('RATE_LIMITED', message);
  }
}

/** Too many requests without a good token came from one address. */
export class TooManyFailures extends TooMuch {
  constructor(seconds: number) {
    super(
      `Too many requests without a good token came from this address. Come again in ${seconds} seconds, with one.`,
      seconds,
    );
  }
}

/** A client has spent its budget of the minute. */
export class BudgetSpent extends TooMuch {
  constructor(seconds: number) {
    super(spentSentence(seconds), seconds);
  }
}

/** Somebody known asks for what their roles do not give. */
export class Forbidden extends Refusal {
  constructor(what: string, why: string) {
    super('FORBIDDEN', `You may not use ${what}. ${why}`);
  }
}

/** Each part of a request is the caller's somewhere, but no organisation has them all. */
export class NowhereTogether extends Refusal {
  constructor(permissions: readonly string[]) {
    super(
      'FORBIDDEN',
      `You hold ${[...permissions].sort().join(', ')} in different organisations: ask for these in separate requests.`,
    );
  }
}
