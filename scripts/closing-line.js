/**
 * Prints one line that counts the tests of a run, from the summary that Jest wrote: `N passed, N failed`, and how
 * many were skipped, where some were. Argument: the file.
 */
import { existsSync, readFileSync } from 'node:fs';

const [, , file = ''] = process.argv;

if (existsSync(file)) {
  const summary = JSON.parse(readFileSync(file, 'utf8'));
  // A file of tests that could not be loaded holds tests that did not pass, of which Jest knows none.
  const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites;
  const skipped = summary.numPendingTests + summary.numTodoTests;
  console.log(
    `${summary.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  if (!summary.success) process.exitCode = 1;
} else {
  console.error('The tests did not run: see above for why.');
  process.exitCode = 1;
}
