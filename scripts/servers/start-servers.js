/**
 * The database and the queue that a command works with: the ones that `DATABASE_URL` and `REDIS_URL` name, or,
 * for each that is unset, a private server of this checkout.
 *
 * @typedef {object} Servers
 * @property {string} databaseUrl of the account that the program uses
 * @property {string | undefined} ownerDatabaseUrl of the account that migrates, where it is another one
 * @property {string} redisUrl
 * @property {boolean} arePrivate true when at least one was started here
 * @property {Promise<never>} ended rejects with a StepError when a private server ends by itself
 */
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { onStop } from '../lifetime.js';
import { StepError } from '../steps.js';
import { findMariadb, findRedis, installServers } from './binaries.js';
import { startMariadb } from './mariadb.js';
import { takeLock } from './ownership.js';
import { startRedis } from './redis.js';
import { sealingKeys } from './sealing-keys.js';

/** In a data folder, while its servers run: `export` lines for a shell. */
export const URLS_FILE = 'urls.env';

/** Another command has the data folder. */
export class FolderInUse extends StepError {
  /**
   * @param {string} folder
   * @param {number} holder its process id
   */
  constructor(folder, holder) {
    const urls = join(folder, URLS_FILE);
    const orUse = existsSync(urls) ? `, or use its servers in this terminal: \`. ${urls}\`` : '';
    super(
      `Another command (process ${holder}) is running with the servers in ${folder}: stop it first${orUse}.`,
    );
  }
}

/** @type {Promise<never>} */
const never = new Promise(() => {});

/**
 * Starts what is not named by the environment. Whatever was started is stopped when the command ends.
 *
 * @param {object} options
 * @param {string} options.dataDir made if missing, closed to other users
 * @param {(text: string) => void} [options.log] told what is being done
 * @param {boolean} [options.isDisposable] true: for tests; nothing is kept in Redis, and
 *   speed comes before safety against power cuts
 * @returns {Promise<Servers>}
 * @throws {StepError} when another command is using the folder, or a server cannot be had
 */
export async function startServers({ dataDir, log = () => {}, isDisposable = false }) {
  const given = {
    databaseUrl: process.env['DATABASE_URL'],
    ownerDatabaseUrl: process.env['MIGRATION_DATABASE_URL'],
    redisUrl: process.env['REDIS_URL'],
  };
  if (given.ownerDatabaseUrl && !given.databaseUrl)
    throw new StepError('MIGRATION_DATABASE_URL is set and DATABASE_URL is not: set both, or neither.');
  if (given.databaseUrl && given.redisUrl) {
    const { databaseUrl, redisUrl, ownerDatabaseUrl } = given;
    return { databaseUrl, redisUrl, ownerDatabaseUrl, arePrivate: false, ended: never };
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // Servers report the folder that they work in without symbolic links.
  const folder = realpathSync(dataDir);
  const lock = await takeLock(folder);
  if ('holder' in lock) throw new FolderInUse(folder, lock.holder);

  const logDir = join(folder, 'log');
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const binaries = await findOrInstall({
    needsMariadb: !given.databaseUrl,
    needsRedis: !given.redisUrl,
    logDir,
    log,
  });
  const base = { dataDir: folder, logDir, password: ownPassword(folder, 'password'), log };
  const mariadb = binaries.mariadb
    ? await startMariadb({
        ...base,
        binaries: binaries.mariadb,
        applicationPassword: ownPassword(folder, 'application-password'),
        isDisposable,
      })
    : undefined;
  const redis = binaries.redis
    ? await startRedis({ ...base, binary: binaries.redis, isDisposable })
    : undefined;
  const urls = {
    databaseUrl: given.databaseUrl ?? mariadb?.applicationUrl ?? '',
    ownerDatabaseUrl: given.ownerDatabaseUrl ?? mariadb?.url,
    redisUrl: given.redisUrl ?? redis?.url ?? '',
  };
  const { SEALING_KEYS_FILE } = sealingKeys(folder);
  writeUrls(join(folder, URLS_FILE), {
    DATABASE_URL: urls.databaseUrl,
    ...(urls.ownerDatabaseUrl && { MIGRATION_DATABASE_URL: urls.ownerDatabaseUrl }),
    REDIS_URL: urls.redisUrl,
    ...(SEALING_KEYS_FILE && { SEALING_KEYS_FILE }),
  });
  return {
    ...urls,
    arePrivate: true,
    ended: rejectWhenEnded({ MariaDB: mariadb?.exited, Redis: redis?.exited }, logDir),
  };
}

/**
 * @param {Record<string, Promise<number> | undefined>} servers
 * @param {string} logDir
 * @returns {Promise<never>}
 */
function rejectWhenEnded(servers, logDir) {
  const ended = Promise.race(
    Object.entries(servers).map(async ([name, exited = never]) => {
      const code = await exited;
      throw new StepError(`${name} ended by itself (code ${code}): see ${logDir} for why, then start again.`);
    }),
  );
  // Whoever waits for it learns of it; nobody has to.
  ended.catch(() => {});
  return ended;
}

/**
 * @param {Parameters<typeof installServers>[0]} wanted
 * @returns {Promise<{ mariadb: import('./binaries.js').MariadbBinaries | undefined, redis: string | undefined }>}
 */
async function findOrInstall(wanted) {
  const find = () => ({
    mariadb: wanted.needsMariadb ? findMariadb() : undefined,
    redis: wanted.needsRedis ? findRedis() : undefined,
  });
  const found = find();
  const needsMariadb = wanted.needsMariadb && !found.mariadb;
  const needsRedis = wanted.needsRedis && !found.redis;
  if (!needsMariadb && !needsRedis) return found;
  await installServers({ ...wanted, needsMariadb, needsRedis });
  const installed = find();
  if ((wanted.needsMariadb && !installed.mariadb) || (wanted.needsRedis && !installed.redis)) {
    throw new StepError(
      'apt-get installed the packages, yet mariadbd, mariadb-install-db or redis-server is not to be found: ' +
        'put them on PATH, or set DATABASE_URL and REDIS_URL to servers that run.',
    );
  }
  return installed;
}

/**
 * A random password of a folder's own, so that no other user of the machine gets in over loopback.
 *
 * @param {string} folder
 * @param {string} name
 */
function ownPassword(folder, name) {
  const file = join(folder, name);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString('hex'), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * The passwords stand in a file for its owner alone, not on the screen.
 *
 * @param {string} file
 * @param {Record<string, string>} settings
 */
function writeUrls(file, settings) {
  const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`);
  rmSync(file, { force: true });
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  onStop(() => rmSync(file, { force: true }));
}
