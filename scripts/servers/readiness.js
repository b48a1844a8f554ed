import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfStopping } from '../lifetime.js';
import { StepError } from '../steps.js';

const READY_LIMIT_MS = 60_000;
const ATTEMPTS = 5;

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
 * @returns {Promise<{ url: string, stop: () => Promise<void>, exited: Promise<number> }>}
 * @throws {StepError} with the server's last lines, when it ends or stays silent
 */
export async function startOnFreePort({ name, freePort, start, isReady, url }) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const server = start(port);
    const limit = performance.now() + READY_LIMIT_MS;
    while (server.isRunning() && performance.now() < limit) {
      if (await isReady(port)) return { url: url(port), stop: server.stop, exited: server.exited };
      await sleep(25);
      throwIfStopping();
    }
    const isSilent = server.isRunning();
    await server.stop();
    throwIfStopping();
    const output = server.lastLines();
    const isPortTaken = /address already in use|could not create server tcp|can't start server: bind/i.test(
      output,
    );
    if (isPortTaken && attempt < ATTEMPTS) continue;
    throw new StepError(
      isSilent
        ? `${name} did not answer within ${READY_LIMIT_MS / 1000} s: see its last lines above, then start again.`
        : `${name} ended while starting: see its last lines above; if its data is damaged, delete its folder to start afresh.`,
      { details: output },
    );
  }
}
