/** `npm run bench:engine`: runs test/bench/engine.ts; the name after `bench.js` chooses the bench. */
import { runBuilt } from './run-built.js';

const [, , name, ...args] = process.argv;
runBuilt(`test/bench/${name}.js`, args);
