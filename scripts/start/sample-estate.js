/** Loads the sample estate the way a user would: one programme file, then two registers. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { devDataDir, root } from '../checkout.js';
import { StepError } from '../steps.js';

const SAMPLE = join(root, 'src/programme/sample');
/** Stands while the sample is being loaded, so that an interrupted loading is taken up again. */
const UNFINISHED = join(devDataDir, 'sample-estate.unfinished');
const ASK_EVERY_MS = 200;

/**
 * Loads the sample into an estate without organisations; any other estate is left alone.
 *
 * @param {import('../steps.js').Steps} steps
 * @param {import('./api-client.js').ApiClient} api
 */
export async function loadSampleEstate(steps, api) {
  const { organisations } = await api.request('count-estate');
  if (organisations.totalCount > 0 && !existsSync(UNFINISHED)) return;
  mkdirSync(dirname(UNFINISHED), { recursive: true, mode: 0o700 });
  writeFileSync(UNFINISHED, '');
  await steps.run('Sample programme', async (step) => {
    const yaml = readFileSync(join(SAMPLE, 'programme.yaml'), 'utf8');
    const { loadProgramme } = await api.request('load-programme', { yaml });
    step.note(inWords(loadProgramme));
  });
  await steps.run('Sample sites', (step) => sendRegister(step, api, 'sites.csv'));
  await steps.run('Sample devices', (step) => sendRegister(step, api, 'devices.csv'));
  rmSync(UNFINISHED);
}

/**
 * @param {import('../steps.js').Step} step
 * @param {import('./api-client.js').ApiClient} api
 * @param {string} name
 */
async function sendRegister(step, api, name) {
  const { id } = await api.sendRegister(join(SAMPLE, name), (sent, total) =>
    step.progress(
      sent < total ? `sent ${Math.round((100 * sent) / total)} %` : 'sent, being read row by row',
    ),
  );
  const result = await finishedImport(step, api, id);
  if (result.status === 'FAILED') {
    throw new StepError(`The import of ${name} failed: ${result.failure} Mend the file, then start again.`);
  }
  const rejected =
    result.rejected > 0 ? `, ${count(result.rejected)} rejected: ${api.url}/imports/${id}/rejected.csv` : '';
  step.note(`${count(result.read)} rows${rejected}`);
}

/**
 * @param {import('../steps.js').Step} step
 * @param {import('./api-client.js').ApiClient} api
 * @param {string} id
 */
async function finishedImport(step, api, id) {
  for (;;) {
    const { import: result } = await api.request('import-result', { id });
    if (result.status !== 'RUNNING') return result;
    step.progress(`${count(result.read)} rows read`);
    await sleep(ASK_EVERY_MS);
  }
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
