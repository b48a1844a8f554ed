/** `npm run plan`: a problem file in, a plan file out; the engine alone, without database or queue. */
import { readFileSync, realpathSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { USAGE, readArguments, type PlanArguments } from './command-line/arguments.js';
import { describePlan } from './command-line/describe-plan.js';
import { ensureWritable, writeWhole } from './command-line/write-file.js';
import { checkPlan, parseProblem, planProblem, type PlanningProgress, type Problem } from './index.js';

export const EXIT_DONE = 0;
/** The engine failed, or the checker refused its plan. */
export const EXIT_INTERNAL = 1;
/** The arguments, the files or the problem are at fault. */
export const EXIT_USAGE = 2;

/** Where the command line meets the world. */
export interface Surroundings {
  write: (text: string) => void;
  /** Messages, for people. */
  tell: (text: string) => void;
  /** Shown while it lasts, where somebody looks on. */
  showProgress?: (progress: PlanningProgress) => void;
  /** Aborted when the user has waited long enough. */
  signal: AbortSignal;
  /** Milliseconds on a clock that never goes back. */
  clockMs: () => number;
}

/** Something that the user can put right. */
class UserFault extends Error {}

/** Runs the command and answers its exit code. */
export async function runCommandLine(args: string[], around: Surroundings): Promise<number> {
  const read = readArguments(args);
  if (!read.ok) {
    around.tell(`${read.fault}\n\n${USAGE}`);
    return EXIT_USAGE;
  }
  if (read.arguments === 'HELP') {
    around.write(USAGE);
    return EXIT_DONE;
  }
  try {
    return await planFile(read.arguments, around);
  } catch (error) {
    const isUserFault = error instanceof UserFault;
    const text = error instanceof Error ? (isUserFault ? error.message : error.stack) : String(error);
    around.tell(`${text}\n`);
    return isUserFault ? EXIT_USAGE : EXIT_INTERNAL;
  }
}

async function planFile(given: PlanArguments, around: Surroundings): Promise<number> {
  const { out, certificate: certificateFile, seed, iterations, seconds } = given;
  const problem = readProblem(given.problemFile);
  for (const file of [out, certificateFile]) {
    if (file !== undefined) blameUser(`cannot write ${file}`, () => ensureWritable(file));
  }
  const end = seconds === undefined ? Infinity : around.clockMs() + 1000 * seconds;
  const { plan, certificate } = await planProblem(problem, {
    seed,
    iterations,
    onProgress: around.showProgress,
    shouldStop: () => around.signal.aborted || around.clockMs() >= end,
    // Without it no signal would be heard until the search is over.
    pause: () => nextTurn(),
  });
  if (given.check) {
    const violations = checkPlan(problem, plan, certificate);
    if (violations.length > 0) {
      around.tell(violations.map(({ rule, path, message }) => `${rule} ${path}: ${message}\n`).join(''));
      around.tell('the checker refuses this plan, so it is not written\n');
      return EXIT_INTERNAL;
    }
  }
  if (certificateFile !== undefined) writeDocument(certificateFile, certificate);
  if (out !== undefined) writeDocument(out, plan);
  else around.write(toText(plan));
  if (around.signal.aborted) around.tell('stopped: this is the best plan so far\n');
  around.tell(describePlan(problem, plan));
  return EXIT_DONE;
}

function readProblem(file: string): Problem {
  const text = blameUser(`cannot read ${file}`, () => readFileSync(file, 'utf8'));
  const document: unknown = blameUser(`${file} is not JSON`, () => JSON.parse(text) as unknown);
  const parsed = parseProblem(document);
  if (parsed.ok) return parsed.problem;
  throw new UserFault(parsed.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}

function writeDocument(file: string, document: unknown): void {
  blameUser(`cannot write ${file}`, () => writeWhole(file, toText(document)));
}

function toText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function blameUser<T>(what: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw new UserFault(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function runProcess(): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  // Whoever reads the plan may stop reading, `| head` for one.
  process.stdout.on('error', () => process.exit(EXIT_INTERNAL));
  const isWatched = process.stderr.isTTY;
  const clearLine = isWatched ? '\r\u001b[K' : '';
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    write: (text) => process.stdout.write(text),
    tell: (text) => process.stderr.write(clearLine + text),
    showProgress: isWatched
      ? ({ stage, done, total }) => process.stderr.write(`${clearLine}${stage} ${done} of ${total}`)
      : undefined,
    signal: stop.signal,
    clockMs: () => performance.now(),
  });
}

const [, started] = process.argv;
if (started !== undefined && import.meta.url === pathToFileURL(realpathSync(started)).href)
  await runProcess();
