/**
 * `npm run bench:engine [-- words of the case's name] [--seeds n]`: what the engine reaches, as one table and one
 * JSON line. With `--seeds`, at most so many instances of each case. Each case runs in a process of its own.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES } from './engine/cases.js';
import type { CaseResult } from './engine/run-case.js';
import { growthOf, tableOf, type TableResult } from './engine/table.js';

const RUN_CASE = fileURLToPath(new URL('./engine/run-case.js', import.meta.url));

async function runInChild(name: string, seeds: string, what: 'FIRST_PLAN' | 'WHOLE'): Promise<unknown> {
  const child = spawn(process.execPath, [RUN_CASE, name, seeds, what], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`case "${name}" ended with code ${String(code)}`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '1000' } },
});
const chosen = CASES.filter(({ name }) => words.every((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`no such case; there are:\n${CASES.map(({ name }) => `  ${name}\n`).join('')}`);
  process.exit(2);
}
const results: TableResult[] = [];
for (const { name, target } of chosen) {
  process.stderr.write(`${name} …\n`);
  try {
    const firstPlanSeconds = (await runInChild(name, values.seeds, 'FIRST_PLAN')) as number;
    const result = (await runInChild(name, values.seeds, 'WHOLE')) as CaseResult;
    results.push({ ...result, firstPlanSeconds, target });
  } catch (error) {
    // The other cases still have something to say.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
const growth = growthOf(results);
process.stdout.write(`${tableOf(results)}\n${growth}${growth && '\n'}${JSON.stringify(results)}\n`);
