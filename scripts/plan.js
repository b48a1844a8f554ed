/** `npm run plan -- problem.json --out plan.json --seed 1`: the engine alone, without database or Redis. */
import { runBuilt } from './run-built.js';

runBuilt('src/planning/command-line.js', process.argv.slice(2));
