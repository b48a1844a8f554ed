/**
 * Where the server programs are, and how they come onto the machine when they are not.
 *
 * @typedef {{ mariadbd: string, installDb: string }} MariadbBinaries
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runGuarded } from '../child.js';
import { onStop } from '../lifetime.js';
import { StepError } from '../steps.js';

/** Server programs often stand outside a user's PATH: Debian's in /usr/sbin, Homebrew's in a folder of their own. */
const MORE_FOLDERS = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/libexec',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/redis/bin',
  '/usr/local/opt/mariadb/bin',
  '/usr/local/opt/redis/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/home/linuxbrew/.linuxbrew/opt/mariadb/bin',
];

const POLICY_FILE = '/usr/sbin/policy-rc.d';
const POLICY_TEXT =
  '#!/bin/sh\n# Put here by Phaseout while it installs packages; safe to delete.\nexit 101\n';

/** @returns {MariadbBinaries | undefined} */
export function findMariadb() {
  const mariadbd = findProgram('mariadbd') ?? mariadbNamedMysqld();
  if (!mariadbd) return undefined;
  const beside = [
    dirname(mariadbd),
    join(dirname(mariadbd), '../bin'),
    join(dirname(mariadbd), '../scripts'),
  ];
  const installDb = findProgram('mariadb-install-db', beside) ?? findProgram('mysql_install_db', beside);
  // The install program runs this one, which Debian keeps in another package.
  const isComplete = installDb && findProgram('my_print_defaults', beside);
  return isComplete ? { mariadbd, installDb } : undefined;
}

/** @returns {string | undefined} */
export function findRedis() {
  return findProgram('redis-server');
}

/**
 * Installs the missing programs with apt-get where that is possible: as root on a Debian-like system.
 *
 * @param {{ needsMariadb: boolean, needsRedis: boolean, logDir: string, log: (text: string) => void }} wanted
 * @throws {StepError} names the commands to run where it is not possible, or what apt-get said
 */
export async function installServers({ needsMariadb, needsRedis, logDir, log }) {
  const missing = [...(needsMariadb ? ['MariaDB'] : []), ...(needsRedis ? ['Redis'] : [])].join(' and ');
  const aptGet = findProgram('apt-get');
  if (!aptGet || process.getuid?.() !== 0) {
    throw new StepError(
      `${missing} not found on this machine. Install it and run this again: ` +
        '`sudo apt-get install mariadb-server redis-server` on Debian or Ubuntu, ' +
        '`brew install mariadb redis` on macOS; or use containers: `docker compose up -d --wait`, then ' +
        '`export DATABASE_URL=mysql://root:phaseout@127.0.0.1:13306/phaseout REDIS_URL=redis://127.0.0.1:16379`.',
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const failure =
    `apt-get could not install ${missing}: see its output above, put it right, or run ` +
    '`apt-get install mariadb-server redis-server` yourself and start again.';
  const apt = { program: aptGet, env, failure, logFile: join(logDir, 'apt-get.log') };
  const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120'];

  log('apt-get update');
  await runGuarded({ ...apt, args: [...waitForOthers, 'update'] });
  const packages = [...(needsMariadb ? ['mariadb-server'] : []), ...(needsRedis ? ['redis-server'] : [])];
  log(`apt-get install ${packages.join(' ')}`);
  const allowServices = forbidServices();
  try {
    // Cut short, dpkg would leave the machine to be repaired by hand: so it is waited for, whatever happens.
    // It must not remove anything either, such as the MySQL server of this machine.
    const args = [...waitForOthers, 'install', '-y', '--no-install-recommends', '--no-remove', ...packages];
    await runGuarded({ ...apt, args, waits: true });
  } finally {
    allowServices();
  }
}

/**
 * @param {string} name
 * @param {string[]} [folders] searched before PATH
 */
function findProgram(name, folders = []) {
  const path = (process.env['PATH'] ?? '').split(':').filter(Boolean);
  return [...folders, ...path, ...MORE_FOLDERS].map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** MariaDB before 10.4 and some builds call the server `mysqld`, as MySQL does, which has no install program. */
function mariadbNamedMysqld() {
  const mysqld = findProgram('mysqld');
  if (!mysqld) return undefined;
  const { stdout } = spawnSync(mysqld, ['--no-defaults', '--version'], { encoding: 'utf8' });
  return /mariadb/i.test(stdout ?? '') ? mysqld : undefined;
}

/**
 * Debian starts the services of what it installs, unless this file says no; one that is there already is the
 * machine's own and stays.
 *
 * @returns {() => void} takes the file away again
 */
function forbidServices() {
  if (existsSync(POLICY_FILE) && readFileSync(POLICY_FILE, 'utf8') !== POLICY_TEXT) return () => {};
  writeFileSync(POLICY_FILE, POLICY_TEXT, { mode: 0o755 });
  const remove = () => rmSync(POLICY_FILE, { force: true });
  const forget = onStop(remove);
  return () => {
    forget();
    remove();
  };
}
