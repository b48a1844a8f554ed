/** What the system knows of its processes: from /proc on Linux, from ps and lsof elsewhere. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

const isLinux = process.platform === 'linux';

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, but it is somebody else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @returns {string} the same for the whole life of a process; empty when it cannot be told
 */
export function startedAt(pid) {
  return isLinux ? (statistics(pid)[19] ?? '') : ps(pid, 'lstart=').replaceAll(' ', '_');
}

/**
 * @param {number} pid
 * @returns {number} 0 when it cannot be told
 */
export function parentOf(pid) {
  return Number(isLinux ? statistics(pid)[1] : ps(pid, 'ppid=')) || 0;
}

/**
 * @param {number} pid
 * @returns {string} empty when it cannot be told
 */
export function commandLine(pid) {
  return isLinux ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() : ps(pid, 'command=');
}

/**
 * @param {number} pid
 * @returns {string | undefined}
 */
export function workingFolder(pid) {
  if (!isLinux) return output('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']).match(/^n(.*)$/m)?.[1];
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/**
 * The fields of /proc/<pid>/stat after the name, which may hold anything.
 *
 * @param {number} pid
 */
function statistics(pid) {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/**
 * @param {number} pid
 * @param {string} field
 */
function ps(pid, field) {
  return output('ps', ['-o', field, '-p', String(pid)]);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
