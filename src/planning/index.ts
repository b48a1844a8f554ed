/** The planning engine, as the rest of the house sees it. */
export * from './problem.js';
export * from './plan.js';
export { parseProblem, type ParsedProblem } from './parse/parse-problem.js';
