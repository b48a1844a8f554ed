import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import type { TestApi } from './api.js';
import { sendRegister } from './registers.js';

const folder = join(projectRoot, 'src/programme/sample');

/** Loads the sample estate as a user would: the programme file, then the two registers. */
export async function loadSampleEstate(api: TestApi): Promise<void> {
  await api.query('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', {
    yaml: readFileSync(join(folder, 'programme.yaml'), 'utf8'),
  });
  await sendRegister(api, readFileSync(join(folder, 'sites.csv')));
  await sendRegister(api, readFileSync(join(folder, 'devices.csv')));
}
