import { Injectable } from '@nestjs/common';
import type { PlanningProgress } from '../../planning/index.js';
import { runThread } from '../../platform/thread.js';
import { PlanFailed } from '../plans.errors.js';
import type { EngineAnswer, EngineProgress, EngineTask } from './engine-thread.js';

export interface EngineRun extends EngineTask {
  onProgress: (progress: PlanningProgress) => void;
  /** Ends the thread: the run rejects with the signal's reason. */
  signal: AbortSignal;
}

const ENGINE_THREAD = new URL('./engine-thread.js', import.meta.url);
const FAILURE = 'The planning engine failed on this problem, and would again: please report it.';

/** Runs the planning engine beside the event loop. */
@Injectable()
export class EngineRunner {
  /** @throws {PlanFailed} where the engine itself breaks */
  async run({ onProgress, signal, ...task }: EngineRun): Promise<EngineAnswer> {
    try {
      return await runThread<EngineProgress, EngineAnswer>(ENGINE_THREAD, {
        task: task satisfies EngineTask,
        onProgress: ({ progress }) => onProgress(progress),
        signal,
      });
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw new PlanFailed('PLAN_ENGINE_FAILED', FAILURE, error);
    }
  }
}
