/**
 * The planning engine in a thread of its own, with the judges of what goes in and comes out: a search of a minute
 * must not keep a worker from its heartbeat.
 */
import { parentPort, workerData } from 'node:worker_threads';
import {
  TooManyMoves,
  checkPlan,
  parseProblem,
  planProblem,
  whyMoved,
  type Assignment,
  type Fault,
  type Move,
  type PlanningProgress,
  type PlanningResult,
  type Problem,
  type Violation,
} from '../../planning/index.js';

export interface EngineTask {
  problem: Problem;
  seed: number;
  iterations: number | null;
  /** The plan before, of what is planned anew: no more of it moves than must, or may. */
  replan: { former: readonly Assignment[]; mostMoved: number | null } | null;
}

/** What became of a problem. The planner's word is not taken for it: a plan with violations is no plan. */
export type EngineAnswer =
  | { kind: 'FAULTY'; faults: Fault[] }
  | { kind: 'UNSOUND'; violations: Violation[] }
  | { kind: 'TOO_MANY_MOVES'; needed: number }
  | { kind: 'PLANNED'; result: PlanningResult; moves: Move[] };

export interface EngineProgress {
  kind: 'PROGRESS';
  progress: PlanningProgress;
}

const port = parentPort;
if (!port) throw new Error('engine-thread runs as a worker thread only');
const task = workerData as EngineTask;
const send = (message: EngineProgress | EngineAnswer) => port.postMessage(message);

const parsed = parseProblem(task.problem);
send(parsed.ok ? await plan(parsed.problem, task) : { kind: 'FAULTY', faults: parsed.faults });

async function plan(problem: Problem, { seed, iterations, replan }: EngineTask): Promise<EngineAnswer> {
  try {
    const result = await planProblem(problem, {
      seed,
      ...(iterations === null ? {} : { iterations }),
      ...(replan && { former: replan.former, mostMoved: replan.mostMoved ?? Infinity }),
      onProgress: (progress) => send({ kind: 'PROGRESS', progress }),
    });
    const violations = checkPlan(problem, result.plan, result.certificate);
    if (violations.length > 0) return { kind: 'UNSOUND', violations };
    return { kind: 'PLANNED', result, moves: replan ? whyMoved(problem, result.plan, replan.former) : [] };
  } catch (error) {
    if (error instanceof TooManyMoves) return { kind: 'TOO_MANY_MOVES', needed: error.needed };
    throw error;
  }
}
