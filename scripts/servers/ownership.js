/**
 * Who may use a data folder: one command at a time, and no server that an earlier command left behind. Every
 * answer is checked against the processes that really live, so that a leftover file never blocks a start.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onStop, throwIfStopping } from '../lifetime.js';
import { isAlive, startedAt, workingFolder } from '../processes.js';

const ORPHAN_STOP_MS = 30_000;
const ORPHAN_KILL_MS = 5_000;

/**
 * Takes the folder's lock for this process, until its end.
 *
 * @param {string} dataDir
 * @param {string} [name]
 * @returns {Promise<{ holder: number } | { release: () => void }>} `holder`: the live process that has it
 */
export async function takeLock(dataDir, name = 'lock') {
  const lock = join(dataDir, name);
  const mine = `${process.pid} ${startedAt(process.pid)} ${randomUUID()}`;
  const draft = `${lock}.${process.pid}`;
  for (;;) {
    writeFileSync(draft, mine, { mode: 0o600 });
    try {
      linkSync(draft, lock);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const held = readIfThere(lock);
      const holder = held && liveHolder(held);
      if (holder) {
        rmSync(draft, { force: true });
        return { holder };
      }
      if (held !== undefined) removeStale(lock, held);
      continue;
    } finally {
      rmSync(draft, { force: true });
    }
    // Whoever judged an older lock stale may just be moving this one aside: give it time to put it back.
    await sleep(20);
    if (readIfThere(lock) !== mine) continue;
    const release = () => {
      forget();
      if (readIfThere(lock) === mine) rmSync(lock, { force: true });
    };
    const forget = onStop(release);
    return { release };
  }
}

/**
 * Does a piece of work that only one process may do at a time, after waiting for those that do it already.
 *
 * @template T
 * @param {string} dataDir
 * @param {string} name
 * @param {(text: string) => void} log
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileLocked(dataDir, name, log, work) {
  for (;;) {
    const lock = await takeLock(dataDir, name);
    if ('release' in lock) return work().finally(lock.release);
    log(`waiting for process ${lock.holder}, which is at it`);
    await sleep(200);
    throwIfStopping();
  }
}

/**
 * Stops a server of this folder that outlived its command, or is still being stopped by its guard.
 *
 * @param {{ pidFile: string, serverDir: string }} server `serverDir`: the folder that the server works in
 */
export async function endOrphan({ pidFile, serverDir }) {
  const pid = Number(readIfThere(pidFile)?.trim());
  if (Number.isInteger(pid) && pid > 1) {
    const isOurs = () => workingFolder(pid) === realpathSync(serverDir);
    if (isOurs()) signal(pid, 'SIGTERM');
    await waitUntil(() => !isOurs(), ORPHAN_STOP_MS);
    if (isOurs()) signal(pid, 'SIGKILL');
    await waitUntil(() => !isOurs(), ORPHAN_KILL_MS);
  }
  rmSync(pidFile, { force: true });
}

/**
 * Moves aside exactly the lock that was judged; another process may have put a fresh one there since.
 *
 * @param {string} lock
 * @param {string} judged
 */
function removeStale(lock, judged) {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readIfThere(aside) !== judged) linkSync(aside, lock);
  } catch {
    // Another process moved it first, or took the lock meanwhile: the next round of the loop sees which.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} held the lock's text
 * @returns {number | undefined}
 */
function liveHolder(held) {
  const [pidText, started] = held.split(' ');
  const pid = Number(pidText);
  // The start time tells a process from a later one that was given the same number.
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && startedAt(pid) === started ? pid : undefined;
}

/**
 * @param {() => boolean} isDone
 * @param {number} limitMs
 */
async function waitUntil(isDone, limitMs) {
  for (let waited = 0; waited < limitMs && !isDone(); waited += 50) await sleep(50);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
