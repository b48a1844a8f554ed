/**
 * `npm start`: everything from an empty checkout to a plan of the sample estate, then the API and a worker until
 * Ctrl-C. With --once (`npm run demo`) it ends after the plan; with --empty, or SAMPLE_ESTATE=no, it neither loads
 * the sample nor plans.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { runGuarded } from './child.js';
import { devDataDir, distDir, openCheckout, root } from './checkout.js';
import { onSignal, runMain } from './lifetime.js';
import { installPackages } from './packages.js';
import { startServers } from './servers/start-servers.js';
import { createApiClient } from './start/api-client.js';
import { showOwnEstate } from './start/own-estate.js';
import { planEstate } from './start/plan-estate.js';
import { formatPlan } from './start/plan-table.js';
import { startApi, startWorker } from './start/processes.js';
import { loadSampleEstate } from './start/sample-estate.js';
import { createSteps, StepError } from './steps.js';

runMain(async () => {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, empty: { type: 'boolean', default: false } },
  });
  const isSample = isSampleWanted() && !values.empty;
  openCheckout();
  const logDir = join(devDataDir, 'log');
  const apiLog = join(logDir, 'api.log');
  const workerLog = join(logDir, 'worker.log');
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
  const env = { ...process.env, DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl };
  await steps.run('Database schema', (step) => migrate(env, logDir).then(step.note));
  const api = await steps.run('API', () => startApi({ env, logFile: apiLog }));
  const worker = await steps.run('Worker', () => startWorker({ env, logFile: workerLog }));

  return Promise.race([
    servers.ended,
    endedByItself('The API', api.exited, apiLog),
    endedByItself('The worker', worker.exited, workerLog),
    showAndStay(steps, createApiClient(api.url, apiLog), { isSample, isOnce: values.once }),
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
    failure: 'The database could not be brought up to date: see the words above; is DATABASE_URL right?',
  });
}

/**
 * @param {import('./steps.js').Steps} steps
 * @param {import('./start/api-client.js').ApiClient} api
 * @param {{ isSample: boolean, isOnce: boolean }} how
 * @returns {Promise<number>}
 */
async function showAndStay(steps, api, { isSample, isOnce }) {
  const databaseUrl = process.env['DATABASE_URL'];
  if (isSample) {
    await loadSampleEstate(steps, api, databaseUrl);
    const plan = await planEstate(steps, api);
    steps.say(`\n${formatPlan(plan)}\n`);
  } else {
    await showOwnEstate(steps, api, databaseUrl);
  }
  if (isOnce) return 0;
  steps.say(`GraphQL API  ${api.url}/graphql\nIn a browser ${api.url}/graphiql\n\nCtrl-C stops everything.`);
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
