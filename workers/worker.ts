import { NestFactory } from '@nestjs/core';
import { Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { AuditChainer } from '../src/access/audit/audit-chainer.service.js';
import { actAs, systemCaller } from '../src/access/caller.js';
import { AppModule } from '../src/app.module.js';
import { ForecastDrawer } from '../src/forecast/drawing/forecast-drawer.service.js';
import { Claims } from '../src/plans/computing/claims.js';
import type { Configuration } from '../src/platform/configuration.js';
import { createLogger, describeError, type JsonLogger } from '../src/platform/logger.js';
import { QUEUE_NAMES, type QueueName } from '../src/platform/queue/jobs.js';
import { consumerConnection, openQueues } from '../src/platform/queue/queue.js';
import { Assessor } from '../src/policy/assessor.service.js';
import { WebhookDeliveries } from '../src/webhooks/webhook-deliveries.service.js';
import { WorkIssuing } from '../src/works/work-issuing.service.js';
import { createHandlers, handle } from './handlers.js';
import { faultsOfRedis } from './redis-settings.js';
import { relayOnce, sweepOutbox } from './relay.js';
import { repeat } from './repeat.js';

const RELAY_EVERY_MS = 250;
/** Until an entry of the audit is in the chain, nothing would show that it was changed. */
const CHAIN_EVERY_MS = 1_000;
const RECONCILE_EVERY_MS = 2_000;
/** Half the shortest wait after an attempt that failed, more or less. */
const RECONCILE_WEBHOOKS_EVERY_MS = 1_000;
/** Others' servers that are called at a time: each may take as long as the time-out. */
const CALLS_AT_ONCE = 8;
/** Rarely, because nobody waits for the orders of a plan as they wait for a plan. */
const RECONCILE_WORKS_EVERY_MS = 30_000;
const HOURLY_MS = 3_600_000;

export interface RunningWorker {
  /** Gives unfinished work back and closes every connection. */
  stop(): Promise<void>;
}

/**
 * Starts a worker: it takes jobs, relays the outbox to the queue, asks again for what was lost
 * and puts the audit into its chain.
 *
 * @throws {Error} in production, for a Redis that would lose jobs
 */
export async function startWorker(configuration: Configuration): Promise<RunningWorker> {
  const logger = createLogger(configuration.logLevel, 'worker');
  const context = await NestFactory.createApplicationContext(AppModule.on(configuration), {
    logger,
    abortOnError: false,
  });
  const handlers = createHandlers(context);
  await vouchForRedis(configuration, (sentence) => logger.pino.warn(sentence));

  const stopping = new AbortController();
  const work = ({ name, data }: Job) =>
    actAs(systemCaller('worker'), () => handle(handlers, name, data, stopping.signal));
  const concurrency: Record<QueueName, number> = {
    phaseout: configuration.workerConcurrency,
    'phaseout-calls': CALLS_AT_ONCE,
  };
  const workers = QUEUE_NAMES.map(
    (name) =>
      new Worker(name, work, {
        prefix: configuration.queuePrefix,
        connection: consumerConnection(configuration.redisUrl),
        concurrency: concurrency[name],
      }),
  );
  for (const worker of workers)
    worker.on('failed', (job, error) => {
      logger.pino.error({ job: job?.id, name: job?.name, error: describeError(error) }, 'a job failed');
    });
  const queues = openQueues(configuration);
  // Without a listener an outage of Redis would end the process; all connect again by themselves.
  for (const worker of workers) worker.on('error', sparsely(logger, 'taking jobs'));
  for (const queue of Object.values(queues)) queue.on('error', sparsely(logger, 'adding jobs'));

  const dataSource = context.get(DataSource);
  const claims = context.get(Claims);
  const issuing = context.get(WorkIssuing);
  const drawer = context.get(ForecastDrawer);
  const assessor = context.get(Assessor);
  const chainer = context.get(AuditChainer);
  const deliveries = context.get(WebhookDeliveries);
  // What repeats keeps acting for whom it began.
  const repeated = actAs(systemCaller('worker'), () => [
    repeat('relay', RELAY_EVERY_MS, logger, () => relayOnce(dataSource, queues)),
    repeat('chainer', CHAIN_EVERY_MS, logger, () => chainer.link()),
    repeat('reconciler', RECONCILE_EVERY_MS, logger, () => claims.askAgain()),
    repeat('webhook reconciler', RECONCILE_WEBHOOKS_EVERY_MS, logger, () => deliveries.askAgain()),
    repeat('works reconciler', RECONCILE_WORKS_EVERY_MS, logger, () => issuing.askAgain()),
    repeat('forecasts reconciler', RECONCILE_WORKS_EVERY_MS, logger, () => drawer.askAgain()),
    // Hourly, because which day it is depends on nothing that happens here.
    repeat('assessor', HOURLY_MS, logger, async () => {
      await assessor.assessWhatCameIntoForce();
      return false;
    }),
    repeat('sweeper', HOURLY_MS, logger, async () => {
      await sweepOutbox(dataSource);
      await deliveries.sweep();
      return false;
    }),
  ]);
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    async stop() {
      stopping.abort(new Error('the worker is stopping'));
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(repeated.map((each) => each.stop()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await context.close();
    },
  };
}

/** Logs an error at most once a minute: an outage repeats it many times a second. */
function sparsely(logger: JsonLogger, name: string): (error: Error) => void {
  let loggedAt = -Infinity;
  return (error) => {
    if (performance.now() - loggedAt < 60_000) return;
    loggedAt = performance.now();
    logger.pino.warn({ name, error: describeError(error) }, 'the queue reports an error');
  };
}

async function vouchForRedis(configuration: Configuration, warn: (sentence: string) => void): Promise<void> {
  const redis = new Redis(configuration.redisUrl, { maxRetriesPerRequest: 3, lazyConnect: true });
  redis.on('error', () => {});
  try {
    const faults = await faultsOfRedis(redis);
    if (faults.length > 0 && configuration.isProduction) throw new Error(faults.join(' '));
    faults.forEach(warn);
  } finally {
    redis.disconnect();
  }
}
