/** Every job there is: its name, its payload, and how it is delivered. Payloads hold row ids, never details. */
import type { JobsOptions } from 'bullmq';

export interface JobPayloads {
  'plan.compute': { planId: number };
  'webhook.deliver': { deliveryId: number };
  'works.issue': { planId: number };
  'forecast.draw': { forecastId: number };
}

export type JobName = keyof JobPayloads;

/** One for work, one for calls of others' servers: neither a plan nor a slow server holds the other up. */
export const QUEUE_NAMES = ['phaseout', 'phaseout-calls'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

export const QUEUE_OF: Record<JobName, QueueName> = {
  'forecast.draw': 'phaseout',
  'plan.compute': 'phaseout',
  'webhook.deliver': 'phaseout-calls',
  'works.issue': 'phaseout',
};

/**
 * The database knows what is still to be done and the reconciler asks again, so that the queue need not keep
 * what is over. Attempts are for outages: a fault of the job itself is not tried again.
 */
const UNTIL_OVER: JobsOptions = { removeOnComplete: true, removeOnFail: true };

export const JOB_OPTIONS: Record<JobName, JobsOptions> = {
  'plan.compute': { ...UNTIL_OVER, attempts: 5, backoff: { type: 'exponential', delay: 1_000 } },
  'webhook.deliver': { ...UNTIL_OVER, attempts: 5, backoff: { type: 'exponential', delay: 1_000 } },
  'works.issue': { ...UNTIL_OVER, attempts: 5, backoff: { type: 'exponential', delay: 1_000 } },
  'forecast.draw': { ...UNTIL_OVER, attempts: 5, backoff: { type: 'exponential', delay: 1_000 } },
};
