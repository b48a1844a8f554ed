/** `npm run check`: all that should hold on every change beside the tests. Names choose: `npm run check -- lint`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.js';
import { runGuarded } from './child.js';
import { commandLogDir, distDir, openCheckout, root } from './checkout.js';
import { runMain } from './lifetime.js';
import { installPackages } from './packages.js';
import { startScratchServers } from './servers/scratch.js';
import { createSteps, StepError } from './steps.js';

/**
 * @typedef {object} Check
 * @property {string} label
 * @property {string[]} command a JavaScript file and its arguments
 * @property {string} mend
 * @property {true} [needsDatabase] and the built program
 * @property {true} [notesOutcome] its last line stands beside it when it holds
 */

/** @type {Record<string, Check>} */
const CHECKS = {
  types: {
    label: 'Types',
    command: [packageFile('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit', '--pretty', 'false'],
    mend: 'mend the types',
  },
  lint: {
    label: 'Lint',
    command: [packageFile('eslint/bin/eslint.js'), '.'],
    mend: 'mend what the rules name; `npx eslint --fix .` mends some of it',
  },
  format: {
    label: 'Format',
    command: [packageFile('prettier/bin/prettier.cjs'), '--check', '.'],
    mend: 'run `npm run format`',
  },
  boundaries: {
    label: 'Boundaries',
    command: [
      packageFile('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      ...['src', 'workers', 'migrations', 'test'],
    ],
    mend: '.dependency-cruiser.cjs says why each rule is there',
  },
  graphql: {
    label: 'GraphQL contract',
    command: [join(root, 'scripts/check-graphql.js')],
    mend: 'mend what the contract lacks',
  },
  advisories: {
    label: 'Advisories',
    command: [join(root, 'scripts/check-advisories.js')],
    mend: 'take the versions that `npm audit` names, or give a reason in scripts/check-advisories.js',
    notesOutcome: true,
  },
  migrations: {
    label: 'Migrations',
    command: [join(distDir, 'src/platform/database/migrate.js'), 'check'],
    mend: 'write the migration that the entities ask for: `node dist/src/platform/database/migrate.js draft`',
    needsDatabase: true,
  },
};

runMain(async () => {
  openCheckout();
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) {
    throw new StepError(
      `No check is named ${unknown.join(', ')}: there are ${Object.keys(CHECKS).join(', ')}.`,
    );
  }
  const steps = createSteps();
  await installPackages(steps);
  const chosen = Object.entries(CHECKS).filter(([name]) => names.length === 0 || names.includes(name));
  const failed = [];
  for (const [name, check] of chosen) {
    try {
      await run(steps, name, check);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      steps.say(`\n${error.details}\n`);
      failed.push(`${check.label}: ${error.message}`);
    }
  }
  const count = `${failed.length} of ${chosen.length}`;
  steps.say(
    failed.length === 0 ? '\nAll checks hold.' : `\n${count} checks failed:\n  ${failed.join('\n  ')}`,
  );
  return failed.length === 0 ? 0 : 1;
});

/**
 * @param {import('./steps.js').Steps} steps
 * @param {string} name
 * @param {Check} check
 */
async function run(steps, name, { label, command, mend, needsDatabase, notesOutcome }) {
  const env = needsDatabase ? await databaseEnv(steps) : process.env;
  const logFile = join(commandLogDir, `check-${name}.log`);
  await steps.run(label, async (step) => {
    await runGuarded({
      program: process.execPath,
      args: command,
      cwd: root,
      env,
      logFile,
      failure: `${mend}.`,
      shownLines: 500,
    });
    if (notesOutcome) step.note(readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? '');
  });
}

/** @param {import('./steps.js').Steps} steps */
async function databaseEnv(steps) {
  await build(steps);
  const { env } = await steps.run('Servers', (step) => startScratchServers({ log: step.progress }));
  return env;
}

/** @param {string} path */
function packageFile(path) {
  return join(root, 'node_modules', path);
}
