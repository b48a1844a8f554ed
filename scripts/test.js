/** `npm test`: everything that the tests need, then the tests. Arguments go to Jest: `npm test -- src/planning`. */
import { join } from 'node:path';
import { build } from './build.js';
import { startGuarded } from './child.js';
import { openCheckout, root } from './checkout.js';
import { runMain } from './lifetime.js';
import { installPackages } from './packages.js';
import { startScratchServers } from './servers/scratch.js';
import { createSteps } from './steps.js';

runMain(async () => {
  openCheckout();
  // Standard output is Jest's, whose --json is a document.
  const steps = createSteps({ stream: process.stderr });
  await installPackages(steps);
  const { servers, env } = await steps.run('Servers', (step) => startScratchServers({ log: step.progress }));
  await build(steps);
  const jest = startGuarded({
    program: process.execPath,
    args: [
      // Nest ships ES modules only, which Jest loads behind this flag.
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      ...process.argv.slice(2),
    ],
    cwd: root,
    env,
  });
  return Promise.race([servers.ended, jest.exited]);
});
