/**
 * `npm run servers`: private MariaDB and Redis for development, until Ctrl-C.
 *
 * Options: --data-dir <folder>, by default the one of `npm start`.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { devDataDir } from '../checkout.js';
import { onSignal, runMain } from '../lifetime.js';
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
  steps.say(`\nMariaDB  ${servers.databaseUrl}\nRedis    ${servers.redisUrl}`);
  steps.say(`\nIn another terminal:  . ${join(dataDir, URLS_FILE)}\nCtrl-C stops both.`);
  onSignal(async () => 0);
  return servers.ended;
});
