import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfStopping } from '../lifetime.js';
import { StepError } from '../steps.js';

const READY_LIMIT_MS = 60_000;
const ATTEMPTS = 5;
const PORT_TAKEN = /address already in use|could not create server tcp|can't start server: bind/i;

/**
 * Waits until a server that was started answers, and stops it where it does not.
 *
 * @param {object} options
 * @param {string} options.name for messages
 * @param {import('../child.js').Guarded} options.server
 * @param {() => Promise<boolean>} options.isReady
 * @param {string} options.mend what to try when it ends while starting
 * @throws {StepError} with the server's last lines, when it ends or stays silent
 */
export async function untilReady({ name, server, isReady, mend }) {
  const limit = performance.now() + READY_LIMIT_MS;
  while (server.isRunning() && performance.now() < limit) {
    if (await isReady()) return;
    await sleep(25);
    throwIfStopping();
  }
  const isSilent = server.isRunning();
  await server.stop();
  throwIfStopping();
  throw new StepError(
    isSilent
      ? `${name} did not answer within ${READY_LIMIT_MS / 1000} s: see its last lines above, then start again.`
      : `${name} ended while starting: see its last lines above; ${mend}.`,
    { details: server.lastLines() },
  );
}

/**
 * Starts a server on a free port and waits until it answers. The port may be taken by another process between
 * the asking and the listening: then it is tried with another one.
 *
 * @param {object} options
 * @param {string} options.name for messages
 * @param {() => Promise<number>} options.freePort
 * @param {(port: number) => import('../child.js').Guarded} options.start
 * @param {(port: number) => Promise<boolean>} options.isReady
 * @param {(port: number) => string} options.url
 * @param {string} options.mend what to try when it ends while starting
 * @returns {Promise<{ url: string, exited: Promise<number> }>}
 * @throws {StepError} with the server's last lines, when it ends or stays silent
 */
export async function startOnFreePort({ name, freePort, start, isReady, url, mend }) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = start(port);
    try {
      await untilReady({ name, server, isReady: () => isReady(port), mend });
      return { url: url(port), exited: server.exited };
    } catch (error) {
      const isPortTaken = error instanceof StepError && PORT_TAKEN.test(error.details);
      if (!isPortTaken || attempt === ATTEMPTS) throw error;
    }
  }
}
