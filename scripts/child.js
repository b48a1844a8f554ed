/**
 * Child processes that never outlive the command that started them (see guard.js), with their output in a log.
 *
 * @typedef {object} GuardedOptions
 * @property {string} program
 * @property {string[]} args
 * @property {string} [logFile] rewritten at each start, readable by its owner alone; without it the program writes
 *   where this command does
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] default: this process's
 * @property {string} [pidFile] where the guard leaves the program's process id while it runs
 * @property {number} [graceMs] time between SIGTERM and SIGKILL; default 10 s
 * @property {NodeJS.Signals} [stopSignal] how it is asked to end; default SIGTERM
 * @property {boolean} [waits] true: at the end it is waited for and not stopped, for what must not be cut short
 *
 * @typedef {object} Guarded
 * @property {Promise<number>} exited the exit code, 128 + the signal's number for a signal
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop
 * @property {(count?: number) => string} lastLines the end of the log, without passwords
 */
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onStop, throwIfStopping } from './lifetime.js';
import { redact } from './redact.js';
import { StepError } from './steps.js';

const GUARD = fileURLToPath(new URL('./guard.js', import.meta.url));

/**
 * Starts a program under a guard; it is stopped with everything else when the command ends.
 *
 * @param {GuardedOptions} options
 * @returns {Guarded}
 */
export function startGuarded(options) {
  throwIfStopping();
  const { program, args, logFile, cwd, env = process.env, pidFile } = options;
  const { graceMs = 10_000, waits = false, stopSignal = 'SIGTERM' } = options;
  const log = logFile ? openLog(logFile) : undefined;
  const output = log ?? /** @type {const} */ ('inherit');
  const guardOptions = JSON.stringify({ pidFile, graceMs, waits, stopSignal });
  const guard = spawn(process.execPath, [GUARD, guardOptions, program, ...args], {
    cwd,
    env,
    stdio: ['pipe', output, output],
    detached: true,
  });
  if (log !== undefined) closeSync(log);
  let isRunning = true;
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    guard.on('exit', (code) => resolve(code ?? 137));
    guard.on('error', () => resolve(127));
  });
  guard.stdin?.on('error', () => {});
  const stop = async () => {
    guard.stdin?.end();
    await exited;
  };
  const forget = onStop(stop);
  void exited.then(() => {
    isRunning = false;
    forget();
  });
  return {
    exited,
    stop,
    isRunning: () => isRunning,
    lastLines: (count = 20) => (logFile ? lastLines(logFile, count) : ''),
  };
}

/**
 * Runs a program to its end.
 *
 * @param {GuardedOptions & { failure: string, shownLines?: number }} options `failure`: the sentence for an exit code
 *   other than 0; `shownLines` of the program's output go before it, 30 by default
 * @returns {Promise<string>} the program's last line
 * @throws {StepError} `failure`
 */
export async function runGuarded({ failure, shownLines = 30, ...options }) {
  const child = startGuarded(options);
  const code = await child.exited;
  throwIfStopping();
  if (code !== 0) throw new StepError(failure, { details: child.lastLines(shownLines) });
  return child.lastLines(1);
}

/** @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  return openSync(file, 'a', 0o600);
}

/**
 * @param {string} file
 * @param {number} count
 */
function lastLines(file, count) {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, 65_536));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return redact(buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n'));
  } finally {
    closeSync(descriptor);
  }
}
