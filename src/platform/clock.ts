import { Injectable } from '@nestjs/common';

/** The present, asked of one place, so that a rule which depends on it can be given another. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today's calendar date in UTC, `YYYY-MM-DD`. */
  today(): string {
    return this.now().toISOString().slice(0, 10);
  }
}
