/** For who brings an estate of their own: nothing is loaded and nothing is planned, only what to do next is said. */
import { giveUpSampleEstate } from './sample-estate.js';

const NEXT = `
Nothing was loaded and nothing is planned. An estate comes in three steps:

  1. mutation loadProgramme   bodies, makers, directives, vendors, crews and budgets, from one YAML file
  2. POST /imports            the register of the sites, then that of the devices, as CSV
  3. mutation createPlan      asks for a plan; plan(id) { status } follows it

README.md shows each as a command, under "Your own estate".
`;

const FIRST_ADMINISTRATOR = `
Nothing was loaded and nothing is planned: that takes a token of your provider. Nobody has a role but those who were
granted one. The first administrator comes in from the command line:

  . .phaseout/dev/urls.env   unless DATABASE_URL, REDIS_URL and SEALING_KEYS_FILE are set already
  node dist/src/access/grant.js --subject <sub of their tokens> --name <name> --role ADMIN

README.md says how to go on, under "Your own people".
`;

/**
 * @param {import('../steps.js').Steps} steps
 * @param {import('./api-client.js').ApiClient} api
 * @param {string | undefined} databaseUrl undefined for the private database
 */
export async function showOwnEstate(steps, api, databaseUrl) {
  giveUpSampleEstate(databaseUrl);
  await steps.run('Estate', async (step) => {
    const { organisations, sites, devices } = await api.request('count-estate');
    step.note(
      organisations.totalCount === 0
        ? 'empty'
        : `${organisations.totalCount} organisations, ${sites.totalCount} sites, ${devices.totalCount} devices`,
    );
  });
  steps.say(NEXT);
}

/**
 * Where tokens come from a provider of the user, this command has none and asks the API for nothing.
 *
 * @param {import('../steps.js').Steps} steps
 * @param {string | undefined} databaseUrl undefined for the private database
 */
export function showOwnProvider(steps, databaseUrl) {
  giveUpSampleEstate(databaseUrl);
  steps.say(FIRST_ADMINISTRATOR);
}
