/**
 * `npm start`: everything from an empty checkout to a plan of the sample estate, then the API and a worker until
 * Ctrl-C. With --once (`npm run demo`) it ends after the plan. With --empty or SAMPLE_ESTATE=no it neither loads the
 * sample nor plans; nor where OIDC_ISSUER names a provider, because it has no token of that one.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { runGuarded } from './child.js';
import { devDataDir, distDir, openCheckout, root } from './checkout.js';
import { onSignal, runMain } from './lifetime.js';
import { installPackages } from './packages.js';
import { sealingKeys } from './servers/sealing-keys.js';
import { startServers } from './servers/start-servers.js';
import { showEstate } from './start/estate.js';
import { ownProvider, startLocalIdentity, tokensInWords } from './start/identity.js';
import { showOwnProvider } from './start/own-estate.js';
import { startApi, startWorker } from './start/processes.js';
import { createSteps, StepError } from './steps.js';

runMain(async () => {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, empty: { type: 'boolean', default: false } },
  });
  const isSample = isSampleWanted() && !values.empty;
  const provider = ownProvider();
  openCheckout();
  const logDir = join(devDataDir, 'log');
  const apiLog = join(logDir, 'api.log');
  const workerLog = join(logDir, 'worker.log');
  const issuerLog = join(logDir, 'issuer.log');
  const steps = createSteps();
  await installPackages(steps);
  const servers = await steps.run('Servers', async (step) => {
    const started = await startServers({ dataDir: devDataDir, log: step.progress });
    step.note(
      started.arePrivate ? 'MariaDB and Redis of this checkout' : 'those of DATABASE_URL and REDIS_URL',
    );
    return started;
  });
  await build(steps);
  // What runs has no use for the account that owns the tables.
  const env = {
    ...process.env,
    MIGRATION_DATABASE_URL: undefined,
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    ...sealingKeys(devDataDir),
    EVIDENCE_DIR: process.env['EVIDENCE_DIR'] ?? join(devDataDir, 'evidence'),
  };
  const ownerEnv = { ...env, MIGRATION_DATABASE_URL: servers.ownerDatabaseUrl };
  await steps.run('Database schema', (step) => migrate(ownerEnv, logDir).then(step.note));
  const identity = provider
    ? undefined
    : await steps.run('Token issuer', () => startLocalIdentity(env, issuerLog));
  const programEnv = identity?.env ?? env;
  const api = await steps.run('API', () => startApi({ env: programEnv, logFile: apiLog }));
  const worker = await steps.run('Worker', () => startWorker({ env: programEnv, logFile: workerLog }));

  const showAndStay = async () => {
    if (identity) await showEstate(steps, { apiUrl: api.url, logDir, identity, isSample });
    else showOwnProvider(steps, process.env['DATABASE_URL']);
    if (values.once) return 0;
    const tokens = identity ? [tokensInWords(identity.url, isSample)] : [];
    return stay(steps, api.url, tokens);
  };
  return Promise.race([
    servers.ended,
    endedByItself('The API', api.exited, apiLog),
    endedByItself('The worker', worker.exited, workerLog),
    ...(identity ? [endedByItself('The token issuer', identity.exited, issuerLog)] : []),
    showAndStay(),
  ]);
});

/** @returns {boolean} what the setting SAMPLE_ESTATE says */
function isSampleWanted() {
  const setting = process.env['SAMPLE_ESTATE'] ?? 'yes';
  if (setting === 'yes' || setting === 'no') return setting === 'yes';
  throw new StepError(`SAMPLE_ESTATE is ${JSON.stringify(setting)}: set it to yes or no, or leave it unset.`);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} logDir
 */
function migrate(env, logDir) {
  return runGuarded({
    program: process.execPath,
    args: ['--enable-source-maps', join(distDir, 'src/platform/database/migrate.js'), 'up'],
    cwd: root,
    env,
    logFile: join(logDir, 'migrate.log'),
    failure:
      'The database could not be brought up to date: see the words above; are DATABASE_URL and MIGRATION_DATABASE_URL right?',
  });
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

/**
 * @param {string} name
 * @param {Promise<number>} exited
 * @param {string} log
 * @returns {Promise<never>}
 */
async function endedByItself(name, exited, log) {
  const code = await exited;
  throw new StepError(`${name} ended by itself (code ${code}): see ${log} for why, then start again.`);
}
