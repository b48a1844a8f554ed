/** `npm run keys:rotate`: seals all that is stored with the first key; `-- --help` tells its options. */
import { runBuilt } from './run-built.js';

runBuilt('src/rotate-keys.command-line.js', process.argv.slice(2));
