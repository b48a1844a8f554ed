/** Runs one program of dist/ as if it were the command itself: its output, its exit code, its answer to Ctrl-C. */
import { join } from 'node:path';
import { build } from './build.js';
import { startGuarded } from './child.js';
import { distDir, openCheckout } from './checkout.js';
import { onSignal, runMain } from './lifetime.js';
import { installPackages } from './packages.js';
import { createSteps } from './steps.js';

/** A search that is asked to end still writes what it found. */
const GRACE_MS = 60_000;

/**
 * Installs and builds where that is needed, then runs the program.
 *
 * @param {string} entry under dist/
 * @param {string[]} args
 */
export function runBuilt(entry, args) {
  runMain(async () => {
    openCheckout();
    const steps = createSteps({ stream: process.stderr, quiet: true });
    await installPackages(steps);
    await build(steps);
    const child = startGuarded({
      program: process.execPath,
      args: ['--enable-source-maps', join(distDir, entry), ...args],
      // npm changes to the checkout; paths are meant from where the command was given.
      cwd: process.env['INIT_CWD'] ?? process.cwd(),
      stopSignal: 'SIGINT',
      graceMs: GRACE_MS,
    });
    onSignal(async () => {
      await child.stop();
      return child.exited;
    });
    return child.exited;
  });
}
