/**
 * The planning engine in a thread of its own, with the judges of what goes in and comes out: a search of a minute
 * must not keep a worker from its heartbeat.
 */
import { parentPort, workerData } from 'node:worker_threads';
import {
  checkPlan,
  parseProblem,
  planProblem,
  type Fault,
  type PlanningResult,
  type Problem,
  type Violation,
} from '../../planning/index.js';
import type { Progress } from './claims.js';

export interface EngineTask {
  problem: Problem;
  seed: number;
  iterations: number | null;
}

/** What became of a problem. The planner's word is not taken for it: a plan with violations is no plan. */
export type EngineAnswer =
  | { kind: 'FAULTY'; faults: Fault[] }
  | { kind: 'UNSOUND'; violations: Violation[] }
  | { kind: 'PLANNED'; result: PlanningResult };

export type EngineMessage = { kind: 'PROGRESS'; progress: Progress } | EngineAnswer;

const port = parentPort;
if (!port) throw new Error('engine-thread runs as a worker thread only');
const { problem, seed, iterations } = workerData as EngineTask;
const send = (message: EngineMessage) => port.postMessage(message);

const parsed = parseProblem(problem);
if (!parsed.ok) {
  send({ kind: 'FAULTY', faults: parsed.faults });
} else {
  const result = await planProblem(parsed.problem, {
    seed,
    ...(iterations === null ? {} : { iterations }),
    onProgress: (progress) => send({ kind: 'PROGRESS', progress }),
  });
  const violations = checkPlan(parsed.problem, result.plan, result.certificate);
  send(violations.length > 0 ? { kind: 'UNSOUND', violations } : { kind: 'PLANNED', result });
}
