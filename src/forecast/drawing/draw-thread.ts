/** Draws of a forecast in a thread of its own: seconds of arithmetic must not keep a worker from its heartbeat. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ForecastModel } from '../monte-carlo/model.js';
import { simulate, type DrawBlock } from '../monte-carlo/simulate.js';

export interface DrawTask {
  model: ForecastModel;
  seed: number;
  /** The numbers of the draws: from the first up to, not including, the last. */
  from: number;
  to: number;
}

export interface DrawProgress {
  kind: 'PROGRESS';
  /** Draws done since the last one. */
  more: number;
}

export interface DrawAnswer {
  kind: 'DRAWN';
  block: DrawBlock;
}

const port = parentPort;
if (!port) throw new Error('draw-thread runs as a worker thread only');
const { model, seed, from, to } = workerData as DrawTask;
const send = (message: DrawProgress | DrawAnswer) => port.postMessage(message);

send({ kind: 'DRAWN', block: simulate(model, seed, from, to, (more) => send({ kind: 'PROGRESS', more })) });
