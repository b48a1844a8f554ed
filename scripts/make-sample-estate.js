/**
 * `node scripts/make-sample-estate.js` writes the sample estate into src/programme/sample/; with `--check` it writes
 * nothing and fails where a file there is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { toCsv } from './sample-estate/csv.js';
import { DEVICE_COLUMNS, refusedDevices, sampleDevices } from './sample-estate/devices.js';
import { programmeYaml } from './sample-estate/programme.js';
import { Draws } from './sample-estate/random.js';
import { REFUSED_SITE, SITE_COLUMNS, siteRow } from './sample-estate/site-rows.js';
import { sampleSites } from './sample-estate/sites.js';

const SEED = 20221124;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'src', 'programme', 'sample');

/** @returns {Promise<Record<string, string>>} contents by file name */
async function makeFiles() {
  const sites = sampleSites();
  const devices = sampleDevices(sites, new Draws(SEED));
  return {
    'sites.csv': toCsv(SITE_COLUMNS, [...sites.map(siteRow), REFUSED_SITE]),
    'devices.csv': toCsv(DEVICE_COLUMNS, [...devices, ...refusedDevices(devices)]),
    'programme.yaml': await format(programmeYaml(), { ...(await resolveConfig(folder)), parser: 'yaml' }),
  };
}

/** @param {string} path */
function contentsOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const files = Object.entries(await makeFiles()).map(([name, contents]) => ({
  path: join(folder, name),
  contents,
}));
if (process.argv.includes('--check')) {
  const stale = files.filter(({ path, contents }) => contentsOf(path) !== contents);
  for (const { path } of stale)
    console.error(
      `${relative(root, path)} is not what the script makes: run node scripts/make-sample-estate.js`,
    );
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, contents } of files) {
    writeFileSync(path, contents);
    console.log(`wrote ${relative(root, path)}`);
  }
}
