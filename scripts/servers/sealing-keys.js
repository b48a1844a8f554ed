/** The keys under which the program stores details of the estate: those of the environment, or some for development. */
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepError } from '../steps.js';

/** In a data folder: without them nobody reads what its database holds. */
const KEYS_FILE = 'sealing-keys';

/**
 * Where nothing is set, keys are made once a folder, for its owner alone. The program refuses them in production, by
 * their ids.
 *
 * @param {string} folder
 * @returns {{ SEALING_KEYS?: string, SEALING_KEYS_FILE?: string }} the settings of the program
 * @throws {StepError} in production where nothing is set
 */
export function sealingKeys(folder) {
  const { SEALING_KEYS, SEALING_KEYS_FILE, NODE_ENV } = process.env;
  if (SEALING_KEYS || SEALING_KEYS_FILE) {
    return { ...(SEALING_KEYS && { SEALING_KEYS }), ...(SEALING_KEYS_FILE && { SEALING_KEYS_FILE }) };
  }
  if (NODE_ENV === 'production') {
    throw new StepError(
      'NODE_ENV is production, where keys are not made by the way: make some as docs/sealing.md says and set SEALING_KEYS_FILE, or leave NODE_ENV unset.',
    );
  }
  const file = join(folder, KEYS_FILE);
  if (!existsSync(file)) {
    const ids = [`dev-${randomBytes(4).toString('hex')}`, 'index'];
    const lines = ids.map((id) => `${id}:${randomBytes(32).toString('base64')}\n`);
    writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return { SEALING_KEYS_FILE: file };
}
