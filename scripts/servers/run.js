/**
 * `npm run servers`: private MariaDB and Redis for development, until Ctrl-C.
 *
 * Options: --data-dir <folder>, by default the one of `npm start`.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { devDataDir } from '../checkout.js';
import { exitOnSignalWith, onStop, runMain } from '../lifetime.js';
import { createSteps } from '../steps.js';
import { startServers, URLS_FILE } from './start-servers.js';

runMain(async () => {
  const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: devDataDir } } });
  const dataDir = resolve(values['data-dir']);
  const steps = createSteps();
  const servers = await steps.run('Servers', (step) => startServers({ dataDir, log: step.progress }));
  if (!servers.arePrivate) {
    steps.say('DATABASE_URL and REDIS_URL are both set, so there is no server to start.');
    return 0;
  }
  writeUrls(join(dataDir, URLS_FILE), servers);
  steps.say(`\nMariaDB  ${servers.databaseUrl}\nRedis    ${servers.redisUrl}`);
  steps.say(`\nIn another terminal:  . ${join(dataDir, URLS_FILE)}\nCtrl-C stops both.`);
  exitOnSignalWith(0);
  return servers.ended;
});

/**
 * The passwords stand in a file for its owner alone, not on the screen.
 *
 * @param {string} file
 * @param {import('./start-servers.js').Servers} servers
 */
function writeUrls(file, { databaseUrl, redisUrl }) {
  const text = `export DATABASE_URL='${databaseUrl}'\nexport REDIS_URL='${redisUrl}'\n`;
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  onStop(() => rmSync(file, { force: true }));
}
