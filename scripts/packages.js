/** The packages that package-lock.json names, in node_modules. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runGuarded } from './child.js';
import { commandLogDir, root, stateDir } from './checkout.js';
import { whileLocked } from './servers/ownership.js';

/**
 * Installs the packages, unless they are all there in their versions.
 *
 * @param {import('./steps.js').Steps} steps
 */
export function installPackages(steps) {
  return steps.run('Packages', async (step) => {
    if (areInstalled()) return step.note('up to date');
    await whileLocked(stateDir, 'packages.lock', step.progress, async () => {
      if (areInstalled()) return;
      step.progress('npm ci');
      await runGuarded({
        ...npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress']),
        cwd: root,
        logFile: join(commandLogDir, 'npm-ci.log'),
        failure:
          'npm could not install the packages: see its output above; check that the registry of ' +
          '`npm config get registry` can be reached, then run this again.',
      });
    });
  });
}

/** npm writes its own lock file last of all, so without one an installation was cut short. */
function areInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  /** @type {{ packages: Record<string, { version?: string, optional?: boolean, link?: boolean }> }} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages).every(
    ([folder, wanted]) =>
      // Optional packages are those of other systems, too.
      folder === '' || wanted.optional || wanted.link || installedVersion(folder) === wanted.version,
  );
}

/** @param {string} folder */
function installedVersion(folder) {
  try {
    return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/**
 * The npm that runs this command, or the one on PATH.
 *
 * @param {string[]} args
 */
function npm(args) {
  const running = process.env['npm_execpath'] ?? '';
  return basename(running) === 'npm-cli.js'
    ? { program: process.execPath, args: [running, ...args] }
    : { program: 'npm', args };
}
