/** Loads the sample estate the way a user would: one programme file, then two registers. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { devDataDir, root } from '../checkout.js';
import { StepError } from '../steps.js';

const SAMPLE = join(root, 'src/programme/sample');

/**
 * Loads the sample into an estate without organisations, or one in which an earlier loading was interrupted; any
 * other estate is left alone.
 *
 * @param {import('../steps.js').Steps} steps
 * @param {import('./api-client.js').ApiClient} api
 * @param {string | undefined} databaseUrl undefined for the private database
 */
export async function loadSampleEstate(steps, api, databaseUrl) {
  const unfinished = unfinishedMark(databaseUrl);
  const { organisations } = await api.request('count-estate');
  if (organisations.totalCount > 0 && !existsSync(unfinished)) return;
  mkdirSync(dirname(unfinished), { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, '');
  await steps.run('Sample programme', async (step) => {
    const yaml = readFileSync(join(SAMPLE, 'programme.yaml'), 'utf8');
    const { loadProgramme } = await api.request('load-programme', { yaml });
    step.note(inWords(loadProgramme));
  });
  await steps.run('Sample sites', (step) => sendRegister(step, api, 'sites.csv'));
  await steps.run('Sample devices', (step) => sendRegister(step, api, 'devices.csv'));
  rmSync(unfinished);
}

/**
 * An interrupted loading is not taken up again: the estate is to be another one.
 *
 * @param {string | undefined} databaseUrl undefined for the private database
 */
export function giveUpSampleEstate(databaseUrl) {
  rmSync(unfinishedMark(databaseUrl), { force: true });
}

/**
 * The file that stands while the sample is being loaded into one database: it says nothing of any other, which may
 * hold a real estate.
 *
 * @param {string | undefined} databaseUrl
 */
function unfinishedMark(databaseUrl) {
  return join(devDataDir, `sample-estate-${databaseUrl ? digestOf(databaseUrl) : 'private'}.unfinished`);
}

/** @param {string} databaseUrl the account and its password are no part of which database it is */
function digestOf(databaseUrl) {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return createHash('sha256')
    .update(`${hostname}:${port || '3306'}${pathname}`)
    .digest('hex')
    .slice(0, 16);
}

/**
 * @param {import('../steps.js').Step} step
 * @param {import('./api-client.js').ApiClient} api
 * @param {string} name
 */
async function sendRegister(step, api, name) {
  const { id, status, read, rejected, failure } = await api.sendRegister(join(SAMPLE, name), (sent, total) =>
    step.progress(
      sent < total ? `sent ${Math.round((100 * sent) / total)} %` : 'sent, being read row by row',
    ),
  );
  if (status === 'FAILED') {
    throw new StepError(`The import of ${name} failed: ${failure?.message} Mend the file, then start again.`);
  }
  const rejections =
    rejected > 0 ? `, ${count(rejected)} rejected: ${api.url}/imports/${id}/rejected.csv` : '';
  step.note(`${count(read)} rows${rejections}`);
}

/**
 * @param {Record<string, number>} counts
 * @returns {string} like `6 organisations, 4 vendors`: the names are those of the API
 */
function inWords(counts) {
  return Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([what, number]) => `${count(number)} ${what}`)
    .join(', ');
}

/** @param {number} number */
function count(number) {
  return number.toLocaleString('en-GB');
}
