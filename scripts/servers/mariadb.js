/** A MariaDB server of this checkout's own: made once, started and stopped with the command. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGuarded, startGuarded } from '../child.js';
import { StepError } from '../steps.js';
import { endOrphan } from './ownership.js';
import { freePort } from './ports.js';
import { startOnFreePort } from './readiness.js';

/** Makes the tables, and whatever a test or a developer asks for. */
const OWNER = 'phaseout';
/** Has no rights but those that the migrations give it. */
const APPLICATION = 'phaseout_app';
const DATABASE = 'phaseout';
/** The longest path that every supported system takes for a socket (macOS: 104 bytes with the final zero). */
const LONGEST_SOCKET_PATH = 103;

/**
 * Starts the server, making its data first if there is none.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} options.logDir
 * @param {import('./binaries.js').MariadbBinaries} options.binaries
 * @param {string} options.password of the account that owns everything
 * @param {string} options.applicationPassword of the account that the program uses
 * @param {boolean} options.isDisposable true: may lose its last second at a power cut, for tests
 * @param {(text: string) => void} options.log
 * @returns {Promise<{ url: string, applicationUrl: string, exited: Promise<number> }>} `url` is the owner's
 */
export async function startMariadb(options) {
  const { dataDir, logDir, binaries, password, applicationPassword, isDisposable, log } = options;
  const serverDir = join(dataDir, 'mariadb');
  const pidFile = join(dataDir, 'mariadb.pid');
  if (existsSync(serverDir)) await endOrphan({ pidFile, serverDir });
  if (!existsSync(serverDir)) {
    log('making the MariaDB data folder');
    await makeDataFolder(options, serverDir);
  } else if (!hasAccounts(options)) {
    await writeAccounts(options, serverDir);
  }
  writeFileSync(accountsFile(dataDir), digestOfAccounts(options), { mode: 0o600 });

  const socket = socketPath(dataDir);
  rmSync(socket, { force: true });
  log('starting MariaDB');
  const { url, exited } = await startOnFreePort({
    name: 'MariaDB',
    freePort,
    mend: `if its data is damaged, delete ${serverDir} to start afresh`,
    start: (port) =>
      startGuarded({
        program: binaries.mariadbd,
        args: [
          ...ownFolder(serverDir),
          `--socket=${socket}`,
          // The guard keeps the process id; the server's own file would only be one more thing to go stale.
          `--pid-file=${join(serverDir, 'mariadbd.pid')}`,
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          '--skip-name-resolve',
          '--default-time-zone=+00:00',
          '--max-allowed-packet=64M',
          '--innodb-buffer-pool-size=256M',
          ...(isDisposable ? ['--innodb-flush-log-at-trx-commit=2', '--sync-binlog=0'] : []),
        ],
        logFile: join(logDir, 'mariadb.log'),
        pidFile,
        graceMs: 30_000,
      }),
    // Asked over its own socket, so that no other server on the same port can answer for it.
    isReady: () => greets(socket),
    url: (port) => `mysql://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`,
  });
  const application = new URL(url);
  application.username = APPLICATION;
  application.password = applicationPassword;
  return { url, applicationUrl: application.href, exited };
}

/**
 * A folder exists under its final name only when it is complete, so an interrupted run leaves nothing to repair.
 *
 * @param {Parameters<typeof startMariadb>[0]} options
 * @param {string} serverDir
 */
async function makeDataFolder(options, serverDir) {
  const draft = `${serverDir}.new`;
  if (isRoot() && /\s/.test(draft)) {
    throw new StepError(
      `MariaDB cannot be set up by root in ${draft}, because of the blank in its path: move the checkout, or run this as another user.`,
    );
  }
  rmSync(draft, { recursive: true, force: true });
  await runGuarded({
    program: options.binaries.installDb,
    args: [...ownFolder(draft), '--auth-root-authentication-method=normal', '--skip-test-db'],
    logFile: join(options.logDir, 'mariadb-install.log'),
    failure: `MariaDB could not make its data in ${draft}: see its output above; is there room on the disk?`,
  });
  await writeAccounts(options, draft);
  renameSync(draft, serverDir);
}

/**
 * Leaves two accounts with passwords and takes away those that the installation made without.
 *
 * @param {Parameters<typeof startMariadb>[0]} options
 * @param {string} serverDir
 */
async function writeAccounts({ binaries, password, applicationPassword, logDir, dataDir }, serverDir) {
  const file = join(dataDir, 'mariadb-accounts.sql');
  // A start-up file, because a command line can be read by every user of the machine. One statement a line.
  const statements = [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    'FLUSH PRIVILEGES',
    `CREATE OR REPLACE USER '${OWNER}'@'%' IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON *.* TO '${OWNER}'@'%' WITH GRANT OPTION`,
    // The server may run as root: no SQL may write files in its name.
    `REVOKE FILE ON *.* FROM '${OWNER}'@'%'`,
    `CREATE OR REPLACE USER '${APPLICATION}'@'%' IDENTIFIED BY '${applicationPassword}'`,
    `DELETE FROM mysql.global_priv WHERE User NOT IN ('mariadb.sys', '${OWNER}', '${APPLICATION}')`,
    'DELETE FROM mysql.proxies_priv',
    'FLUSH PRIVILEGES',
    'SHUTDOWN',
  ];
  writeFileSync(file, statements.map((statement) => `${statement};\n`).join(''), { mode: 0o600 });
  try {
    await runGuarded({
      program: binaries.mariadbd,
      args: [
        ...ownFolder(serverDir),
        `--socket=${socketPath(dataDir)}`,
        `--pid-file=${join(serverDir, 'mariadbd.pid')}`,
        '--skip-networking',
        `--init-file=${file}`,
      ],
      logFile: join(logDir, 'mariadb-accounts.log'),
      failure: `MariaDB could not write its accounts in ${serverDir}: see its output above; deleting that folder starts afresh.`,
    });
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Whether the accounts were written with these passwords.
 *
 * @param {Parameters<typeof startMariadb>[0]} options
 */
function hasAccounts(options) {
  const file = accountsFile(options.dataDir);
  return existsSync(file) && readFileSync(file, 'utf8') === digestOfAccounts(options);
}

/** @param {string} dataDir */
function accountsFile(dataDir) {
  return join(dataDir, 'mariadb-accounts');
}

/** @param {Parameters<typeof startMariadb>[0]} options */
function digestOfAccounts({ password, applicationPassword }) {
  return createHash('sha256').update(`${password} ${applicationPassword}`).digest('hex');
}

/** @param {string} serverDir */
function ownFolder(serverDir) {
  return [
    '--no-defaults',
    ...(isRoot() ? ['--user=root'] : []),
    `--datadir=${serverDir}`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
  ];
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {string} dataDir
 * @returns {string} in the data folder, or where its path is too long, in a private one under the system's
 *   temporary folder that is the same at every start
 */
function socketPath(dataDir) {
  const inside = join(dataDir, 'mariadb.sock');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside;
  const uid = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `phaseout-${uid}-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = lstatSync(folder);
  if (!state.isDirectory() || state.uid !== uid || (state.mode & 0o077) !== 0) {
    throw new StepError(
      `${folder} should be a folder that only you can open, and is not: remove it, or move the checkout to a shorter path.`,
    );
  }
  return join(folder, 'mariadb.sock');
}

/**
 * @param {string} socket
 * @returns {Promise<boolean>} true once the server sends its greeting
 */
function greets(socket) {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    /** @param {boolean} isReady */
    const settle = (isReady) => {
      connection.destroy();
      resolve(isReady);
    };
    connection.setTimeout(2_000, () => settle(false));
    connection.once('error', () => settle(false));
    connection.once('close', () => settle(false));
    connection.once('data', (packet) => settle(packet[4] === 10));
  });
}
