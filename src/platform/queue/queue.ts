/** The connections to Redis, each for its purpose: a lost server must delay work, never lose it or hang. */
import { Queue, type ConnectionOptions } from 'bullmq';
import type { Configuration } from '../configuration.js';
import { QUEUE_NAMES, type QueueName } from './jobs.js';

/** For whoever adds jobs: fails at once while Redis is away, because the outbox keeps what could not be added. */
export function producerConnection(redisUrl: string): ConnectionOptions {
  return {
    url: redisUrl,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
  };
}

/** For whoever takes jobs: waits as long as it takes, and notices a connection that is dead but not closed. */
export function consumerConnection(redisUrl: string): ConnectionOptions {
  return { url: redisUrl, maxRetriesPerRequest: null, keepAlive: 10_000 };
}

export type Queues = Record<QueueName, Queue>;

export function openQueues({ redisUrl, queuePrefix }: Configuration): Queues {
  const open = (name: QueueName) =>
    new Queue(name, { prefix: queuePrefix, connection: producerConnection(redisUrl) });
  return Object.fromEntries(QUEUE_NAMES.map((name) => [name, open(name)])) as Queues;
}
