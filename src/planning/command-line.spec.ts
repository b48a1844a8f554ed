import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handMadeProblem } from '../../test/support/planning/hand-made.js';
import type { Certificate } from './certificate.js';
import { EXIT_DONE, EXIT_USAGE, runCommandLine, type Surroundings } from './command-line.js';
import { checkPlan, type Plan } from './index.js';
import { TOWN, generateInstance } from './instances/index.js';

let folder: string;
let problemFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phaseout-plan-'));
  problemFile = join(folder, 'problem.json');
  writeFileSync(problemFile, JSON.stringify(handMadeProblem()));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: string[], changed: Partial<Surroundings> = {}) {
  const written: string[] = [];
  const told: string[] = [];
  const code = await runCommandLine(args, {
    write: (text) => written.push(text),
    tell: (text) => told.push(text),
    signal: new AbortController().signal,
    clockMs: () => 0,
    ...changed,
  });
  return { code, written: written.join(''), told: told.join('') };
}

const readPlan = (text: string) => JSON.parse(text) as Plan;

describe('npm run plan', () => {
  it('writes the plan to the standard output and speaks to people elsewhere', async () => {
    const { code, written, told } = await run([problemFile, '--check']);
    expect(code).toBe(EXIT_DONE);
    expect(checkPlan(handMadeProblem(), readPlan(written))).toEqual([]);
    expect(told).toMatch(/^\d+ of 11 work packages scheduled, .*\nphase 1: .*\nphase 2: .*\n$/);
  });

  it('writes the plan to a file, the same again for the same seed and iterations', async () => {
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    const options = ['--seed', '7', '--iterations', '50'];
    expect(await run([problemFile, '--out', first, ...options])).toMatchObject({
      code: EXIT_DONE,
      written: '',
    });
    expect((await run([problemFile, '--out', second, ...options])).code).toBe(EXIT_DONE);
    expect(readFileSync(second)).toEqual(readFileSync(first));
    expect(readdirSync(folder).sort()).toEqual(['first.json', 'problem.json', 'second.json']);
  });

  it('writes the certificate that proves the bounds', async () => {
    const file = join(folder, 'certificate.json');
    const { code, written } = await run([problemFile, '--certificate', file]);
    expect(code).toBe(EXIT_DONE);
    const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
    expect(checkPlan(handMadeProblem(), readPlan(written), certificate)).toEqual([]);
  });

  it('lists every fault of a problem and writes nothing', async () => {
    const problem = handMadeProblem();
    problem.end = '2026-02-30';
    problem.workPackages[2]!.options[0]!.vendorId = 'V9';
    writeFileSync(problemFile, JSON.stringify(problem));
    const out = join(folder, 'plan.json');
    const { code, told } = await run([problemFile, '--out', out]);
    expect(code).toBe(EXIT_USAGE);
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^end: .*2026-02-30/),
      'workPackages[2].options[0].vendorId: no vendor "V9"',
      '',
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it.each<[string, () => string[], RegExp]>([
    ['a file that is not there', () => [join(folder, 'none.json')], /^cannot read .*none\.json/],
    ['a file that is not JSON', () => (writeFileSync(problemFile, '{'), [problemFile]), /is not JSON/],
    [
      'an output in no folder',
      () => [problemFile, '--out', join(folder, 'no', 'plan.json')],
      /^cannot write/,
    ],
    ['an output that is a folder', () => [problemFile, '--out', folder], /^cannot write .* is a directory/],
    ['no problem file', () => [], /expected one problem file, but got 0\n\nusage: /],
    ['two problem files', () => [problemFile, problemFile], /expected one problem file, but got 2/],
    ['an unknown option', () => [problemFile, '--fast'], /--fast/],
    ['a seed that is no number', () => [problemFile, '--seed', 'x'], /--seed: expected a whole number/],
    ['a seed too large', () => [problemFile, '--seed', '4294967296'], /--seed: expected a whole number/],
    ['no time', () => [problemFile, '--seconds', '-1'], /--seconds/],
  ])('refuses %s', async (_, args, expected) => {
    const { code, written, told } = await run(args());
    expect({ code, written }).toEqual({ code: EXIT_USAGE, written: '' });
    expect(told).toMatch(expected);
  });

  it('shows its usage when asked to', async () => {
    expect(await run(['--help'])).toMatchObject({ code: EXIT_DONE, told: '' });
  });

  it('leaves an older plan alone where it fails', async () => {
    const out = join(folder, 'plan.json');
    writeFileSync(out, 'old');
    writeFileSync(problemFile, '{}');
    expect((await run([problemFile, '--out', out])).code).toBe(EXIT_USAGE);
    expect(readFileSync(out, 'utf8')).toBe('old');
  });

  it.each<[string, (problem: string) => ReturnType<typeof run>]>([
    ['Ctrl-C', (file) => run([file, '--check'], { signal: AbortSignal.abort() })],
    ['the end of its time', (file) => run([file, '--check', '--seconds', '0'])],
  ])('still writes a whole plan after %s', async (_, stopped) => {
    const problem = generateInstance(1, TOWN);
    writeFileSync(problemFile, JSON.stringify(problem));
    const { code, written } = await stopped(problemFile);
    expect(code).toBe(EXIT_DONE);
    expect(checkPlan(problem, readPlan(written))).toEqual([]);
  });

  it('hears Ctrl-C in the middle of a long search', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const args = [problemFile, '--iterations', '1000000000'];
    const { code, told } = await run(args, { signal: stop.signal });
    expect(code).toBe(EXIT_DONE);
    expect(told).toMatch(/^stopped: this is the best plan so far\n/);
  });
});
