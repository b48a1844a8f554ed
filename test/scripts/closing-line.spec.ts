import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';

const PASSED = {
  success: true,
  numPassedTests: 412,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('the closing line of continuous integration', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'phaseout-closing-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function close(summary?: object) {
    const file = join(folder, summary ? 'jest.json' : 'missing.json');
    if (summary) writeFileSync(file, JSON.stringify(summary));
    const program = join(projectRoot, 'scripts/closing-line.js');
    const { status, stdout } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    return { status, stdout };
  }

  it('counts what passed', () => {
    expect(close(PASSED)).toEqual({ status: 0, stdout: '412 passed, 0 failed\n' });
  });

  it('counts failures and files that could not be loaded, and fails', () => {
    const summary = {
      ...PASSED,
      success: false,
      numFailedTests: 2,
      numRuntimeErrorTestSuites: 1,
      numPendingTests: 4,
    };
    expect(close(summary)).toEqual({ status: 1, stdout: '412 passed, 3 failed, 4 skipped\n' });
  });

  it('gives no numbers where no test ran, and fails', () => {
    expect(close()).toEqual({ status: 1, stdout: '' });
  });
});
