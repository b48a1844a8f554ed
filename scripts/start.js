/**
 * `npm start`: everything from an empty checkout to a plan of the sample estate, then the API and a worker until
 * Ctrl-C. With --once (`npm run demo`) it ends after the plan. With --empty or SAMPLE_ESTATE=no it neither loads the
 * sample nor plans; nor where OIDC_ISSUER names a provider, because it has no token of that one.
 */
import { parseArgs } from 'node:util';
import { devDataDir } from './checkout.js';
import { onSignal, runMain } from './lifetime.js';
import { showEstate } from './start/estate.js';
import { ownProvider, tokensInWords } from './start/identity.js';
import { showOwnProvider } from './start/own-estate.js';
import { startProgram } from './start/program.js';
import { createSteps, StepError } from './steps.js';

runMain(async () => {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, empty: { type: 'boolean', default: false } },
  });
  const isSample = isSampleWanted() && !values.empty;
  const provider = ownProvider();
  const steps = createSteps();
  const { apiUrl, logDir, identity, broken } = await startProgram(steps, {
    dataDir: devDataDir,
    hasOwnProvider: provider !== undefined,
  });
  const showAndStay = async () => {
    if (identity)
      await showEstate(steps, {
        ...{ apiUrl, logDir, identity, isSample },
        databaseUrl: process.env['DATABASE_URL'],
      });
    else showOwnProvider(steps, process.env['DATABASE_URL']);
    if (values.once) return 0;
    const tokens = identity ? [tokensInWords(identity.url, isSample)] : [];
    return stay(steps, apiUrl, tokens);
  };
  return Promise.race([broken, showAndStay()]);
});

/** @returns {boolean} what the setting SAMPLE_ESTATE says */
function isSampleWanted() {
  const setting = process.env['SAMPLE_ESTATE'] ?? 'yes';
  if (setting === 'yes' || setting === 'no') return setting === 'yes';
  throw new StepError(`SAMPLE_ESTATE is ${JSON.stringify(setting)}: set it to yes or no, or leave it unset.`);
}

/**
 * @param {import('./steps.js').Steps} steps
 * @param {string} apiUrl
 * @param {string[]} more what there is to know besides
 * @returns {Promise<never>}
 */
function stay(steps, apiUrl, more) {
  const addresses = `GraphQL API  ${apiUrl}/graphql`;
  steps.say([addresses, ...more, 'Ctrl-C stops everything.'].join('\n\n'));
  onSignal(async () => 0);
  return new Promise(() => {});
}
