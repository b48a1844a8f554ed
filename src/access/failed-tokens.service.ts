import { Inject, Injectable } from '@nestjs/common';
import { isIPv6 } from 'node:net';
import { Clock } from '../platform/clock.js';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { RateLimits, type RateLimit } from '../platform/rates/rate-limits.service.js';
import { TooManyFailures } from './access.errors.js';

/** Addresses that are kept out; one that is forgotten has one more token checked. */
const MOST_KEPT = 10_000;

/**
 * Counts by address the requests that come without a good token. An address with too many in a minute is kept out
 * by this process until it may come again, whatever it sends, and no token of it is checked meanwhile.
 */
@Injectable()
export class FailedTokens {
  private readonly failures: RateLimit;
  /** Until when, in milliseconds since 1970, by network; whom was met longest ago first. */
  private readonly keptOut = new Map<string, number>();

  constructor(
    limits: RateLimits,
    private readonly clock: Clock,
    @Inject(CONFIGURATION) { rateLimitFailures }: Configuration,
  ) {
    this.failures = limits.limit('failed-tokens', rateLimitFailures);
  }

  /** @throws {TooManyFailures} where nothing of the address is looked at for now */
  refuseKeptOut(address: string): void {
    const network = networkOf(address);
    const until = this.keptOut.get(network);
    if (until === undefined) return;
    const seconds = Math.ceil((until - this.clock.now().getTime()) / 1_000);
    if (seconds > 0) throw new TooManyFailures(seconds);
    this.keptOut.delete(network);
  }

  /**
   * Counts a failure.
   *
   * @throws {TooManyFailures} where there were too many before
   */
  async count(address: string): Promise<void> {
    const network = networkOf(address);
    const seconds = await this.failures.spend(network, 1);
    if (seconds === 0) return;
    this.keptOut.delete(network);
    this.keptOut.set(network, this.clock.now().getTime() + seconds * 1_000);
    for (const [oldest] of this.keptOut) {
      if (this.keptOut.size <= MOST_KEPT) break;
      this.keptOut.delete(oldest);
    }
    throw new TooManyFailures(seconds);
  }
}

/** What is counted as one: an IPv4 address, or the network of an IPv6 address, whose owner has 2^64 of them. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = [], tail = []] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
