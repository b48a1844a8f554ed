/**
 * Everything that the program needs, from packages to a worker, for whoever starts it.
 *
 * @typedef {object} RunningProgram
 * @property {string} apiUrl
 * @property {string} logDir
 * @property {NodeJS.ProcessEnv} env what its processes are given
 * @property {import('./identity.js').LocalIdentity | undefined} identity undefined: OIDC_ISSUER names a provider
 * @property {Promise<never>} broken rejects once something of it ends by itself
 */
import { join } from 'node:path';
import { build } from '../build.js';
import { distDir, openCheckout, root } from '../checkout.js';
import { runGuarded } from '../child.js';
import { installPackages } from '../packages.js';
import { sealingKeys } from '../servers/sealing-keys.js';
import { startServers } from '../servers/start-servers.js';
import { StepError } from '../steps.js';
import { startLocalIdentity } from './identity.js';
import { startApi, startWorker } from './processes.js';

/**
 * @param {import('../steps.js').Steps} steps
 * @param {object} options
 * @param {string} options.dataDir of the servers, the keys and the logs
 * @param {boolean} options.hasOwnProvider tokens are not given here
 * @param {NodeJS.ProcessEnv} [options.settings] besides those of the environment
 * @returns {Promise<RunningProgram>}
 */
export async function startProgram(steps, { dataDir, hasOwnProvider, settings = {} }) {
  openCheckout();
  const logDir = join(dataDir, 'log');
  const apiLog = join(logDir, 'api.log');
  const workerLog = join(logDir, 'worker.log');
  const issuerLog = join(logDir, 'issuer.log');
  await installPackages(steps);
  const servers = await steps.run('Servers', async (step) => {
    const started = await startServers({ dataDir, log: step.progress });
    step.note(
      started.arePrivate ? 'MariaDB and Redis of this checkout' : 'those of DATABASE_URL and REDIS_URL',
    );
    return started;
  });
  await build(steps);
  // What runs has no use for the account that owns the tables.
  const env = {
    ...process.env,
    ...settings,
    MIGRATION_DATABASE_URL: undefined,
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    ...sealingKeys(dataDir),
    EVIDENCE_DIR: process.env['EVIDENCE_DIR'] ?? join(dataDir, 'evidence'),
  };
  const ownerEnv = { ...env, MIGRATION_DATABASE_URL: servers.ownerDatabaseUrl };
  await steps.run('Database schema', (step) => migrate(ownerEnv, logDir).then(step.note));
  const identity = hasOwnProvider
    ? undefined
    : await steps.run('Token issuer', () => startLocalIdentity(env, dataDir, issuerLog));
  const programEnv = identity?.env ?? env;
  const api = await steps.run('API', () => startApi({ env: programEnv, logFile: apiLog }));
  const worker = await steps.run('Worker', () => startWorker({ env: programEnv, logFile: workerLog }));
  const broken = Promise.race([
    servers.ended,
    endedByItself('The API', api.exited, apiLog),
    endedByItself('The worker', worker.exited, workerLog),
    ...(identity ? [endedByItself('The token issuer', identity.exited, issuerLog)] : []),
  ]);
  return { apiUrl: api.url, logDir, env: programEnv, identity, broken };
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
 * @param {string} name
 * @param {Promise<number>} exited
 * @param {string} log
 * @returns {Promise<never>}
 */
async function endedByItself(name, exited, log) {
  const code = await exited;
  throw new StepError(`${name} ended by itself (code ${code}): see ${log} for why, then start again.`);
}
