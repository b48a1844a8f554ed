/** `npm run books:verify`: says whether the ledger holds to its rules. */
import { runBuilt } from './run-built.js';

runBuilt('src/finance/ledger/verify.command-line.js', process.argv.slice(2));
