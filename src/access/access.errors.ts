import { Refusal } from '../platform/errors.js';

/** Nobody that this installation knows how to trust is asking. */
export class Unauthenticated extends Refusal {
  constructor(why: string) {
    super('UNAUTHENTICATED', `${why} Send a token of the identity provider: \`authorization: Bearer …\`.`);
  }
}

/** Too many requests without a good token came from one address. */
export class TooManyFailures extends Refusal {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'RATE_LIMITED',
      `Too many requests without a good token came from this address. Come again in ${retryAfterSeconds} seconds, with one.`,
    );
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
