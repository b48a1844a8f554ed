/** The planning engine in a thread of its own: a search of a minute must not keep a worker from its heartbeat. */
import { parentPort, workerData } from 'node:worker_threads';
import { planProblem, type PlanningResult, type Problem } from '../../planning/index.js';

export interface EngineTask {
  problem: Problem;
  seed: number;
  iterations: number | null;
}

export type EngineMessage =
  { kind: 'progress'; done: number; total: number } | { kind: 'result'; result: PlanningResult };

const port = parentPort;
if (!port) throw new Error('engine-thread runs as a worker thread only');
const task = workerData as EngineTask;

const result = await planProblem(task.problem, {
  seed: task.seed,
  ...(task.iterations === null ? {} : { iterations: task.iterations }),
  onProgress: ({ done, total }) =>
    port.postMessage({ kind: 'progress', done, total } satisfies EngineMessage),
});
port.postMessage({ kind: 'result', result } satisfies EngineMessage);
