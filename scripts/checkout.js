import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepError } from './steps.js';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** What the commands keep between runs; git ignores it, and other users cannot read it. */
export const stateDir = join(root, '.phaseout');

/** What the programs that are run on the way had to say. */
export const commandLogDir = join(stateDir, 'log');

/** The program as JavaScript. */
export const distDir = join(root, 'dist');

/** Data of the servers that `npm start` runs. */
export const devDataDir = join(stateDir, 'dev');

/**
 * Makes the state folder, if it is not there.
 *
 * @throws {StepError} where this version of Node is too old
 */
export function openCheckout() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new StepError(
      `Phaseout needs Node 20.19 or newer and this is ${process.versions.node}: install a newer one, then run this again.`,
    );
  }
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
}
