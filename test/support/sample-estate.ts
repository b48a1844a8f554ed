import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import type { TestApi } from './api.js';

const folder = join(projectRoot, 'src/programme/sample');

/** Loads the sample estate as a user would: the programme file, then the two registers. */
export async function loadSampleEstate(api: TestApi): Promise<void> {
  await api.query('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', {
    yaml: readFileSync(join(folder, 'programme.yaml'), 'utf8'),
  });
  await importRegister(api, readFileSync(join(folder, 'sites.csv')));
  await importRegister(api, readFileSync(join(folder, 'devices.csv')));
}

/** Sends a register to the API and gives the import's JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export async function importRegister(api: TestApi, body: string | Buffer, query = ''): Promise<any> {
  const response = await fetch(`${api.url}/imports${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: new Uint8Array(Buffer.from(body)),
  });
  return response.json();
}
