import { Refusal } from '../platform/errors.js';

export class TooManyWebhooks extends Refusal {
  constructor(most: number) {
    super(
      'TOO_MANY_WEBHOOKS',
      `There are ${most} webhooks there already, which is as many as there may be. Remove one first.`,
    );
  }
}

/** Only what is not tried any longer is sent again. */
export class NotDead extends Refusal {
  constructor() {
    super('NOT_DEAD', 'The message is delivered, or still being tried: only one that is DEAD is sent again.');
  }
}

export class WebhookOff extends Refusal {
  constructor() {
    super(
      'WEBHOOK_OFF',
      'The webhook is switched off: mend what its reason says, and call enableWebhook first.',
    );
  }
}
