/**
 * `npm run demo:year`: the first months of the sample programme, played through the API by its people: a plan is
 * approved, works go on with slips and failures, money is cut, the rest is planned anew twice, and in the end the
 * figures and the audit are held against each other. It has servers, a database and a calendar of its own, which go
 * when it ends.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { distDir, openCheckout, root, stateDir } from './checkout.js';
import { runGuarded } from './child.js';
import { playYear } from './demo-year/story.js';
import { FIRST_DAY } from './demo-year/calendar.js';
import { onStop, runMain } from './lifetime.js';
import { showEstate } from './start/estate.js';
import { startProgram } from './start/program.js';
import { createSteps, StepError } from './steps.js';

runMain(async () => {
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'OIDC_ISSUER']) {
    if (process.env[name]) {
      throw new StepError(
        `${name} is set, and this plays with made-up data alone: unset it, then start again.`,
      );
    }
  }
  openCheckout();
  const dataDir = mkdtempSync(join(stateDir, 'demo-year-'));
  onStop(() => rmSync(dataDir, { recursive: true, force: true }));
  const dateFile = join(dataDir, 'today');
  /** @param {string} date */
  const setToday = (date) => writeFileSync(dateFile, date);
  setToday(FIRST_DAY);
  const steps = createSteps();
  const { apiUrl, logDir, env, identity, broken } = await startProgram(steps, {
    dataDir,
    hasOwnProvider: false,
    // Months of work come in minutes.
    settings: { BUSINESS_DATE_FILE: dateFile, RATE_LIMIT_COST: '1000000000' },
  });
  const play = async () => {
    if (!identity) throw new Error('there is no issuer');
    await showEstate(steps, { apiUrl, logDir, identity, isSample: true, databaseUrl: env['DATABASE_URL'] });
    await playYear(steps, { apiUrl, tokensOf: identity.tokensOf, setToday });
    /**
     * @param {string} label
     * @param {string} file a program that ends with 0 where all is well
     * @param {string} failure
     */
    const verify = (label, file, failure) =>
      steps.run(label, () =>
        runGuarded({
          program: process.execPath,
          args: ['--enable-source-maps', join(distDir, file)],
          cwd: root,
          env,
          logFile: join(logDir, 'verify.log'),
          failure,
        }),
      );
    const words = 'see the words above.';
    await verify(
      'Audit chain',
      'src/access/audit/verify.command-line.js',
      `The audit is not what it was: ${words}`,
    );
    await verify('Books', 'src/finance/ledger/verify.command-line.js', `The books do not balance: ${words}`);
    return 0;
  };
  return Promise.race([broken, play()]);
});
