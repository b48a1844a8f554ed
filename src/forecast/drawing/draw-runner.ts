import { Injectable } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { runThread } from '../../platform/thread.js';
import type { ForecastModel } from '../monte-carlo/model.js';
import { joinBlocks, type DrawBlock } from '../monte-carlo/simulate.js';
import type { DrawAnswer, DrawProgress, DrawTask } from './draw-thread.js';

const MOST_THREADS = 4;
const DRAW_THREAD = new URL('./draw-thread.js', import.meta.url);

export interface DrawRun {
  model: ForecastModel;
  seed: number;
  draws: number;
  /** Told how many draws are done, of all. */
  onProgress: (done: number) => void;
  /** Ends the threads: the run rejects with the signal's reason. */
  signal: AbortSignal;
}

/** Makes draws beside the event loop, on as many threads as there are processors; the figures do not depend on how many. */
@Injectable()
export class DrawRunner {
  async run({ model, seed, draws, onProgress, signal }: DrawRun): Promise<DrawBlock> {
    const threads = Math.min(MOST_THREADS, availableParallelism(), draws);
    let done = 0;
    const count = ({ more }: DrawProgress) => onProgress((done += more));
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const parts = Array.from({ length: threads }, (_, part) => {
      const [from, to] = [part, part + 1].map((at) => Math.floor((at * draws) / threads)) as [number, number];
      return runThread<DrawProgress, DrawAnswer>(DRAW_THREAD, {
        task: { model, seed, from, to } satisfies DrawTask,
        onProgress: count,
        signal: either,
      });
    });
    try {
      return joinBlocks((await Promise.all(parts)).map(({ block }) => block));
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled(parts);
      throw error;
    }
  }
}
