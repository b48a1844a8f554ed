import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { RateLimits, type RateLimit } from './rate-limits.service.js';

/** What each client may ask for in a minute, by what it costs, whichever way in it takes. */
@Injectable()
export class ClientBudget implements RateLimit {
  private readonly limit: RateLimit;

  constructor(limits: RateLimits, @Inject(CONFIGURATION) { rateLimitCost }: Configuration) {
    this.limit = limits.limit('cost', rateLimitCost);
  }

  /** As {@link RateLimit} says. */
  spend(client: string, cost: number): Promise<number> {
    return this.limit.spend(client, cost);
  }
}

/** What a client is told that has spent its budget. */
export function spentSentence(seconds: number): string {
  return `You have asked for as much as one client may in a minute. Come again in ${seconds} seconds, or ask for less at a time.`;
}
