import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type JsonLogger } from '../src/platform/logger.js';

export interface Repeated {
  stop(): Promise<void>;
}

/**
 * Does something again and again until it is stopped. An outage is logged once when it begins and once when it
 * is over, and never ends the repetition.
 *
 * @param work its answer true asks for the next round at once
 */
export function repeat(
  name: string,
  everyMs: number,
  logger: JsonLogger,
  work: () => Promise<boolean>,
): Repeated {
  const stopping = new AbortController();
  const running = (async () => {
    let isFailing = false;
    while (!stopping.signal.aborted) {
      let isMoreWaiting = false;
      try {
        isMoreWaiting = await work();
        if (isFailing) logger.pino.info({ name }, 'works again');
        isFailing = false;
      } catch (error) {
        if (!isFailing) logger.pino.warn({ name, error: describeError(error) }, 'does not work at present');
        isFailing = true;
      }
      if (!isMoreWaiting) await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
