import type { INestApplicationContext } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { ForecastDrawer } from '../src/forecast/drawing/forecast-drawer.service.js';
import { PlanComputer } from '../src/plans/computing/plan-computer.service.js';
import { describeError } from '../src/platform/logger.js';
import { JOB_OPTIONS, type JobName, type JobPayloads } from '../src/platform/queue/jobs.js';
import { WebhookDeliveries } from '../src/webhooks/webhook-deliveries.service.js';
import { WorkIssuing } from '../src/works/work-issuing.service.js';
import { computePlan } from './processors/compute-plan.js';
import { drawForecast } from './processors/draw-forecast.js';
import { deliverWebhook } from './processors/deliver-webhook.js';
import { issueWorks } from './processors/issue-works.js';

/** Does one job; a rejection is tried again. */
export type Processor<Name extends JobName> = (
  payload: JobPayloads[Name],
  signal: AbortSignal,
) => Promise<void>;

export type Handlers = { [Name in JobName]: Processor<Name> };

/** Every job name with what does it: a name that is left out does not compile. */
export function createHandlers(context: INestApplicationContext): Handlers {
  return {
    'plan.compute': computePlan(context.get(PlanComputer)),
    'webhook.deliver': deliverWebhook(context.get(WebhookDeliveries)),
    'works.issue': issueWorks(context.get(WorkIssuing)),
    'forecast.draw': drawForecast(context.get(ForecastDrawer)),
  };
}

/**
 * Finds the processor of a job that came out of the queue, where anything may be.
 *
 * @throws {UnrecoverableError} for a name that this version does not know
 */
export async function handle(
  handlers: Handlers,
  name: string,
  payload: unknown,
  signal: AbortSignal,
): Promise<void> {
  if (!isJobName(name)) throw new UnrecoverableError('a job of a name that this version does not know');
  try {
    await process(handlers, name, payload, signal);
  } catch (error) {
    // The queue keeps what a job failed with, and a database's words may hold a row.
    throw new Error(describeError(error).message);
  }
}

function process<Name extends JobName>(
  handlers: Handlers,
  name: Name,
  payload: unknown,
  signal: AbortSignal,
): Promise<void> {
  return handlers[name](payload as JobPayloads[Name], signal);
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOB_OPTIONS, name);
}
