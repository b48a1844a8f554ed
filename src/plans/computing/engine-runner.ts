import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import type { PlanningProgress } from '../../planning/index.js';
import { PlanFailed } from '../plans.errors.js';
import type { EngineAnswer, EngineMessage, EngineTask } from './engine-thread.js';

export interface EngineRun extends EngineTask {
  onProgress: (progress: PlanningProgress) => void;
  /** Ends the thread: the run rejects with the signal's reason. */
  signal: AbortSignal;
}

const FAILURE = 'The planning engine failed on this problem, and would again: please report it.';

/** Runs the planning engine beside the event loop. */
@Injectable()
export class EngineRunner {
  /** @throws {PlanFailed} where the engine itself breaks */
  run({ onProgress, signal, ...task }: EngineRun): Promise<EngineAnswer> {
    const thread = new Worker(new URL('./engine-thread.js', import.meta.url), {
      workerData: task satisfies EngineTask,
    });
    const abort = () => void thread.terminate();
    return new Promise<EngineAnswer>((resolve, reject) => {
      signal.addEventListener('abort', abort);
      thread.on('message', (message: EngineMessage) => {
        if (message.kind === 'PROGRESS') onProgress(message.progress);
        else resolve(message);
      });
      thread.on('error', (error) => reject(new PlanFailed('PLAN_ENGINE_FAILED', FAILURE, error)));
      thread.on('exit', () => {
        reject(signal.aborted ? (signal.reason as Error) : new PlanFailed('PLAN_ENGINE_FAILED', FAILURE));
      });
      if (signal.aborted) abort();
    }).finally(() => {
      signal.removeEventListener('abort', abort);
      return thread.terminate();
    });
  }
}
