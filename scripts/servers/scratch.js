/**
 * Servers for one run of tests or checks, with a database of the run's own: nothing that was there is touched,
 * nothing that the run made is left.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { stateDir } from '../checkout.js';
import { onStop } from '../lifetime.js';
import { StepError } from '../steps.js';
import { FolderInUse, startServers } from './start-servers.js';

/** So many runs can be under way in one checkout, each with private servers of its own. */
const FOLDERS = 8;
const PREFIX = 'phaseout_test_';

/**
 * @param {object} [options]
 * @param {(text: string) => void} [options.log]
 * @returns {Promise<{ servers: import('./start-servers.js').Servers, env: NodeJS.ProcessEnv }>} `env` has a
 *   DATABASE_URL of an empty database and an account that may make more, a REDIS_URL, and a QUEUE_PREFIX under which the run's keys stand. Further
 *   databases whose names begin with that database's name go with it, and accounts with rights in them.
 */
export async function startScratchServers({ log = () => {} } = {}) {
  const servers = await startInFreeFolder(log);
  const ownerUrl = servers.ownerDatabaseUrl ?? servers.databaseUrl;
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const isPrivateDatabase = !process.env['DATABASE_URL'];
  // What a killed run left in a private server is nobody's; elsewhere it may be another run's.
  if (isPrivateDatabase) await dropDatabases(ownerUrl, PREFIX);
  await createDatabase(ownerUrl, name);
  onStop(() => dropDatabases(ownerUrl, name));
  if (process.env['REDIS_URL']) onStop(() => dropKeys(servers.redisUrl, name));
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return {
    servers,
    env: {
      ...process.env,
      DATABASE_URL: url.href,
      MIGRATION_DATABASE_URL: undefined,
      REDIS_URL: servers.redisUrl,
      QUEUE_PREFIX: name,
    },
  };
}

/** @param {(text: string) => void} log */
async function startInFreeFolder(log) {
  for (let number = 1; ; number++) {
    const dataDir = join(stateDir, number === 1 ? 'test' : `test-${number}`);
    try {
      return await startServers({ dataDir, log, isDisposable: true });
    } catch (error) {
      if (!(error instanceof FolderInUse) || number === FOLDERS) throw error;
    }
  }
}

/**
 * @param {string} serverUrl
 * @param {string} name
 */
async function createDatabase(serverUrl, name) {
  try {
    await withConnection(serverUrl, (connection) =>
      connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
    );
  } catch (cause) {
    throw new StepError(
      `The tests could not make a database of their own: check that DATABASE_URL can be reached and that its ` +
        `account may create and drop databases and accounts named ${PREFIX}*, or leave it unset.`,
      { details: /** @type {Error} */ (cause).message, cause },
    );
  }
}

/**
 * @param {string} serverUrl
 * @param {string} prefix
 */
function dropDatabases(serverUrl, prefix) {
  return withConnection(serverUrl, async (connection) => {
    const [rows] = await connection.query(
      'SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, CHAR_LENGTH(?)) = ?',
      [prefix, prefix],
    );
    for (const { name } of /** @type {{ name: string }[]} */ (rows)) {
      await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    }
    const [accounts] = await connection.query(
      `SELECT DISTINCT grantee AS name FROM information_schema.table_privileges
        WHERE LEFT(table_schema, CHAR_LENGTH(?)) = ? AND grantee LIKE ?`,
      [prefix, prefix, `'${PREFIX}%`],
    );
    for (const { name } of /** @type {{ name: string }[]} */ (accounts)) {
      await connection.query(`DROP USER IF EXISTS ${name}`);
    }
  });
}

/**
 * @template T
 * @param {string} serverUrl
 * @param {(connection: import('mysql2/promise').Connection) => Promise<T>} work
 */
async function withConnection(serverUrl, work) {
  // Loaded here, because it is one of the packages that a command installs first.
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: serverUrl.replace(/^mariadb:/, 'mysql:') });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/**
 * @param {string} serverUrl
 * @param {string} prefix
 */
async function dropKeys(serverUrl, prefix) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(serverUrl);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  } finally {
    redis.disconnect();
  }
}
