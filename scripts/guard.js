/**
 * Runs one program and makes sure that it ends with the command that wanted it. The command holds this
 * process's standard input; when that closes, for whatever reason (kill -9 included), the program is stopped.
 *
 * Arguments: a JSON object { pidFile?, graceMs, waits, stopSignal }, the program, its arguments.
 */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';

const [optionsText = '{}', program = '', ...args] = process.argv.slice(2);
/** @type {{ pidFile?: string, graceMs: number, waits: boolean, stopSignal: NodeJS.Signals }} */
const { pidFile, graceMs, waits, stopSignal } = JSON.parse(optionsText);

// Ctrl-C and a closed terminal reach the whole process group; the order of stopping is the command's to choose.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', stop);

const launcher = waits ? [] : deathSignalLauncher();
const [command = '', ...rest] = [...launcher, program, ...args];
const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
if (child.pid && pidFile) writeFileSync(pidFile, `${child.pid}\n`, { mode: 0o600 });
let isStopping = false;

child.on('error', (error) => {
  console.error(`cannot run ${program}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  signalGroup('SIGKILL');
  if (pidFile) rmSync(pidFile, { force: true });
  process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
});

process.stdin.on('end', stop);
process.stdin.on('close', stop);
process.stdin.on('error', stop);
process.stdin.resume();

function stop() {
  if (isStopping || waits) return;
  isStopping = true;
  child.kill(stopSignal);
  setTimeout(() => signalGroup('SIGKILL'), graceMs);
}

/** @param {NodeJS.Signals} signal */
function signalGroup(signal) {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}

/** On Linux the kernel can end the program should this guard be killed outright too. */
function deathSignalLauncher() {
  if (process.platform !== 'linux') return [];
  const launcher = ['setpriv', '--pdeathsig', 'TERM'];
  const isSupported =
    spawnSync(launcher[0] ?? '', [...launcher.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
  return isSupported ? launcher : [];
}
