/** What `npm start` does through the API once everything is up, as people of the sample. */
import { join } from 'node:path';
import { createApiClient } from './api-client.js';
import { showOwnEstate } from './own-estate.js';
import { planEstate } from './plan-estate.js';
import { formatPlan } from './plan-table.js';
import { loadSampleEstate } from './sample-estate.js';
import {
  ADMINISTRATOR,
  admitSamplePeople,
  admitSamplePeopleOfBodies,
  APPROVER,
  ESTATES_MANAGER,
  letSampleSiteBeKnown,
  makeSampleAdministrator,
} from './sample-people.js';

/**
 * Lets the people of the sample in, then loads the sample and plans it, or says how an estate of one's own comes in.
 *
 * @param {import('../steps.js').Steps} steps
 * @param {object} running
 * @param {string} running.apiUrl
 * @param {string} running.logDir
 * @param {import('./identity.js').LocalIdentity} running.identity
 * @param {boolean} running.isSample
 * @param {string} [running.databaseUrl] undefined: the private database of this checkout
 */
export async function showEstate(steps, { apiUrl, logDir, identity, isSample, databaseUrl }) {
  /** @param {string} subject */
  const clientOf = (subject) =>
    createApiClient({ url: apiUrl, log: join(logDir, 'api.log'), token: identity.tokensOf(subject) });
  const administrator = clientOf(ADMINISTRATOR);
  const api = clientOf(ESTATES_MANAGER);
  await steps.run('Sample people', async (step) => {
    const admitted = await admitSamplePeople(administrator, () =>
      makeSampleAdministrator(identity.env, join(logDir, 'grant.log')),
    );
    step.note(admitted > 0 ? `${admitted} let in` : 'let in before');
  });
  if (!isSample) return showOwnEstate(steps, api, databaseUrl);
  await loadSampleEstate(steps, api, databaseUrl);
  await admitSamplePeopleOfBodies(administrator, api);
  await letSampleSiteBeKnown(clientOf(APPROVER));
  steps.say(`\n${formatPlan(await planEstate(steps, api))}\n`);
}
