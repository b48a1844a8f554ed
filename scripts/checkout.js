import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** What the commands keep between runs; git ignores it, and other users cannot read it. */
export const stateDir = join(root, '.phaseout');

/** Data of the servers that `npm start` runs. */
export const devDataDir = join(stateDir, 'dev');

/** Data of the servers that `npm test` runs. */
export const testDataDir = join(stateDir, 'test');

/** Makes the state folder, if it is not there. */
export function makeStateDir() {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
}
