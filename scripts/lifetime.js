/**
 * How a command ends: whatever it started is stopped in the reverse order of starting, once, on success, on
 * failure and on a signal alike.
 */
import { constants } from 'node:os';
import { commandLine, isAlive, parentOf } from './processes.js';
import { redact } from './redact.js';

/** @type {Array<() => Promise<void> | void>} */
const cleanups = [];
/** @type {Promise<never> | undefined} */
let ending;
/** @type {(() => Promise<number>) | undefined} */
let endOnSignal;

/** Thrown at whoever tries to start something after the end has begun; never shown. */
export class Stopped extends Error {}

/** True from the first signal, failure or success on. */
export function isStopping() {
  return ending !== undefined;
}

/** Keeps work that is still going on from starting anything that nobody would stop. */
export function throwIfStopping() {
  if (ending) throw new Stopped('stopping');
}

/**
 * Registers what is to be stopped at the end; the last registered goes first.
 *
 * @param {() => Promise<void> | void} cleanup
 * @returns {() => void} forgets it again, for what ended by itself
 */
export function onStop(cleanup) {
  cleanups.push(cleanup);
  return () => {
    const index = cleanups.indexOf(cleanup);
    if (index >= 0) cleanups.splice(index, 1);
  };
}

/**
 * How the first signal from now on ends the command; without it, everything is stopped and the exit code is 128 +
 * the signal's number.
 *
 * @param {() => Promise<number>} end what is to be done first, and the exit code
 */
export function onSignal(end) {
  endOnSignal = end;
}

/**
 * Stops everything registered and exits. Later calls join the first one.
 *
 * @param {number} code
 * @returns {Promise<never>}
 */
export function shutDown(code) {
  return endWith(async () => code);
}

/**
 * @param {() => Promise<number>} decide
 * @returns {Promise<never>}
 */
function endWith(decide) {
  ending ??= (async () => {
    const code = await decide().catch(() => 1);
    // A cleanup may be registered while another one is awaited, so the list is read anew each time.
    for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
      try {
        await cleanup();
      } catch (error) {
        console.error(redact(String(error)));
      }
    }
    return process.exit(code);
  })();
  return ending;
}

/**
 * Runs a command to its end: its result is the exit code, a failure prints its sentence and exits with 1.
 *
 * @param {() => Promise<number>} main
 */
export function runMain(main) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (isStopping()) return;
      console.error('\nStopping …');
      void endWith(endOnSignal ?? (async () => 128 + constants.signals[signal]));
    });
  }
  // A closed terminal or pipe must not keep the servers from being stopped in order.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => void shutDown(1));
  }
  process.on('uncaughtException', fail);
  endWithNpm();
  main().then((code) => shutDown(code), fail);
}

/** @param {unknown} error */
function fail(error) {
  if (isStopping()) return;
  console.error(`\n${redact(describe(error))}`);
  void shutDown(1);
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.name !== 'StepError') return error.stack ?? error.message;
  const details = /** @type {{ details?: string }} */ (error).details;
  return details ? `${details}\n\n${error.message}` : error.message;
}

/** When npm is killed outright nobody tells its child, which would stay up with all its servers. */
function endWithNpm() {
  if (!process.env['npm_lifecycle_event']) return;
  // Most systems have a shell in between.
  const npm = [process.ppid, parentOf(process.ppid)].find((pid) => /(^|\/)npm\b/.test(commandLine(pid)));
  if (!npm) return;
  setInterval(() => {
    if (!isAlive(npm) && !isStopping()) void shutDown(1);
  }, 1_000).unref();
}
