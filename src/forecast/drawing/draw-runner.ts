import { Injectable } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ForecastModel } from '../monte-carlo/model.js';
import { joinBlocks, type DrawBlock } from '../monte-carlo/simulate.js';
import type { DrawMessage, DrawTask } from './draw-thread.js';

const MOST_THREADS = 4;

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
    const count = (more: number) => onProgress((done += more));
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const parts = Array.from({ length: threads }, (_, part) => {
      const [from, to] = [part, part + 1].map((at) => Math.floor((at * draws) / threads)) as [number, number];
      return runThread({ model, seed, from, to }, count, either);
    });
    try {
      return joinBlocks(await Promise.all(parts));
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled(parts);
      throw error;
    }
  }
}

function runThread(
  task: DrawTask,
  onProgress: (more: number) => void,
  signal: AbortSignal,
): Promise<DrawBlock> {
  const thread = new Worker(new URL('./draw-thread.js', import.meta.url), { workerData: task });
  const abort = () => void thread.terminate();
  return new Promise<DrawBlock>((resolve, reject) => {
    signal.addEventListener('abort', abort);
    thread.on('message', (message: DrawMessage) => {
      if (message.kind === 'PROGRESS') onProgress(message.more);
      else resolve(message.block);
    });
    thread.on('error', reject);
    thread.on('exit', () =>
      reject(signal.aborted ? (signal.reason as Error) : new Error('a thread of draws ended early')),
    );
    if (signal.aborted) abort();
  }).finally(() => {
    signal.removeEventListener('abort', abort);
    return thread.terminate();
  });
}
