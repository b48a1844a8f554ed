/** `npm run audit:verify`: says whether the audit is what it was; `-- --help` tells its options. */
import { runBuilt } from './run-built.js';

runBuilt('src/access/audit/verify.command-line.js', process.argv.slice(2));
