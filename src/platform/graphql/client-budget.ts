/** What each client may ask for in a minute, measured by what its operations cost. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CONFIGURATION, type Configuration } from '../configuration.js';

const SECONDS = 60;
/** A Redis that is slow must not make every request slow. */
const REDIS_ANSWERS_WITHIN_MS = 250;

/**
 * Counts in Redis, so that all processes count together, in windows of a minute. While Redis cannot be reached each
 * process counts for itself: clients are served, and what they may ask for is bounded still.
 */
@Injectable()
export class ClientBudget implements OnModuleDestroy {
  private readonly redis: Redis;
  private readonly limiter: RateLimiterRedis;

  constructor(@Inject(CONFIGURATION) { redisUrl, queuePrefix, rateLimitCost: points }: Configuration) {
    this.redis = new Redis(redisUrl, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 5_000,
      commandTimeout: REDIS_ANSWERS_WITHIN_MS,
    });
    // The process's own count stands in, and health tells of Redis.
    this.redis.on('error', () => undefined);
    this.limiter = new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: `${queuePrefix}:cost`,
      points,
      duration: SECONDS,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: 'cost', points, duration: SECONDS }),
    });
  }

  /**
   * Charges a client.
   *
   * @param client names it; what Redis gets is a hash
   * @returns the seconds after which it may come again; 0 where it has what it asks for
   */
  async charge(client: string, cost: number): Promise<number> {
    const key = createHash('sha256').update(client).digest('base64url').slice(0, 22);
    try {
      await this.limiter.consume(key, cost);
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1_000);
      throw refusal;
    }
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }
}
