/** How much each client may have in a minute, counted by all processes together. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Redis, type Result } from 'ioredis';
import { createHash } from 'node:crypto';
import { Clock } from '../clock.js';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { SLICES, SLICE_SECONDS, SlidingMinute } from './sliding-minute.js';

/** A Redis that is slow must not make every request slow. */
const REDIS_ANSWERS_WITHIN_MS = 250;

/**
 * KEYS: a client's slices. ARGV: the amount, the limit. Answers with milliseconds to wait, by the clock of Redis, so
 * that processes whose clocks differ count alike. The arithmetic is that of {@link SlidingMinute}.
 */
const SPEND = `
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local amount, most = tonumber(ARGV[1]), tonumber(ARGV[2])
  local sliceMs = ${SLICE_SECONDS * 1_000}
  local slice = math.floor(now / sliceMs)
  local sum, slices = amount, {}
  local kept = redis.call('HGETALL', KEYS[1])
  for i = 1, #kept, 2 do
    local at = tonumber(kept[i])
    if at < slice - ${SLICES} then
      redis.call('HDEL', KEYS[1], kept[i])
    else
      sum = sum + tonumber(kept[i + 1])
      slices[#slices + 1] = { at, tonumber(kept[i + 1]) }
    end
  end
  if sum <= most then
    redis.call('HINCRBY', KEYS[1], slice, amount)
    redis.call('PEXPIRE', KEYS[1], ${(SLICES + 1) * SLICE_SECONDS * 1_000})
    return 0
  end
  table.sort(slices, function(one, other) return one[1] < other[1] end)
  local left = slice
  for _, part in ipairs(slices) do
    sum = sum - part[2]
    if sum <= most then
      left = part[1]
      break
    end
  end
  return (left + ${SLICES + 1}) * sliceMs - now
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    spend(key: string, amount: number, most: number): Result<number, Context>;
  }
}

/** One limit, for every client the same. */
export interface RateLimit {
  /**
   * Lets a client have an amount, where it has at most the limit within any minute then.
   *
   * @param client names it; what Redis gets is a hash
   * @returns the whole seconds after which it may come again; 0 where it has what it asks for
   */
  spend(client: string, amount: number): Promise<number>;
}

/**
 * Limits that all processes count in Redis together. While Redis cannot be reached each process counts for itself:
 * clients are served, and what they may have is bounded still.
 */
@Injectable()
export class RateLimits implements OnModuleDestroy {
  private readonly redis: Redis;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {
    this.redis = new Redis(configuration.redisUrl, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: 5_000,
      commandTimeout: REDIS_ANSWERS_WITHIN_MS,
    });
    // The process's own count stands in, and health tells of Redis.
    this.redis.on('error', () => undefined);
    this.redis.defineCommand('spend', { numberOfKeys: 1, lua: SPEND });
  }

  /** @param name what is limited, for telling its keys from others */
  limit(name: string, most: number): RateLimit {
    const ownCount = new SlidingMinute(most);
    return {
      spend: async (client, amount) => {
        const hash = createHash('sha256').update(client).digest('base64url').slice(0, 22);
        try {
          const key = `${this.configuration.queuePrefix}:rates:${name}:${hash}`;
          return Math.ceil((await this.redis.spend(key, amount, most)) / 1_000);
        } catch {
          return Math.ceil(ownCount.spend(hash, amount, this.clock.now().getTime() / 1_000));
        }
      },
    };
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }
}
