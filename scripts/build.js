/** The program as JavaScript, in dist/. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commandLogDir, distDir, root, stateDir } from './checkout.js';
import { runGuarded } from './child.js';
import { whileLocked } from './servers/ownership.js';

/** What a build is made of: the folders and files of tsconfig.build.json, and the compiler's version. */
const INPUTS = [
  'src',
  'workers',
  'migrations',
  'graphql/generated',
  'test/bench',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** Holds the digest of the inputs that the last complete build was made of. */
const STAMP = join(distDir, '.inputs');

/**
 * Compiles the program, unless nothing has changed since the last time.
 *
 * @param {import('./steps.js').Steps} steps
 */
export function build(steps) {
  return steps.run('Build', async (step) => {
    if (isBuilt(digestOfInputs())) return step.note('up to date');
    await whileLocked(stateDir, 'build.lock', step.progress, async () => {
      const digest = digestOfInputs();
      if (isBuilt(digest)) return;
      step.progress('compiling');
      rmSync(STAMP, { force: true });
      await runGuarded({
        program: process.execPath,
        args: [
          join(root, 'node_modules/typescript/bin/tsc'),
          '-p',
          'tsconfig.build.json',
          '--pretty',
          'false',
        ],
        cwd: root,
        logFile: join(commandLogDir, 'build.log'),
        failure: 'The build failed: mend what is listed above, then run this again.',
      });
      removeStaleOutputs();
      writeFileSync(STAMP, digest);
    });
  });
}

/** @param {string} digest */
function isBuilt(digest) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
}

function digestOfInputs() {
  const hash = createHash('sha256');
  for (const file of inputFiles()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** What was compiled from a file that is gone would still be found, such as a renamed migration. */
function removeStaleOutputs() {
  for (const file of filesUnder(distDir)) {
    const source = relative(distDir, file).replace(/\.js(\.map)?$/, '.ts');
    if (source.endsWith('.ts') && !existsSync(join(root, source))) rmSync(file);
  }
}

/** @returns {string[]} sorted */
function inputFiles() {
  return INPUTS.flatMap((input) => (existsSync(join(root, input)) ? filesUnder(join(root, input)) : []))
    .filter((file) => !file.endsWith('.spec.ts') && /\.(ts|json)$/.test(file))
    .sort();
}

/**
 * @param {string} path a folder or a file
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
