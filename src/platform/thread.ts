import { Worker } from 'node:worker_threads';

export interface ThreadRun<Progress> {
  /** Copied to the thread as its `workerData`. */
  task: unknown;
  onProgress: (progress: Progress) => void;
  /** Ends the thread: the run rejects with the signal's reason. */
  signal: AbortSignal;
}

/**
 * Runs a file in a thread of its own until it has sent its answer: the first message whose kind is not PROGRESS.
 * Rejects with what the thread threw, and with an Error of its own where it ended without an answer.
 */
export function runThread<Progress extends { kind: 'PROGRESS' }, Answer extends { kind: string }>(
  file: URL,
  { task, onProgress, signal }: ThreadRun<Progress>,
): Promise<Answer> {
  const thread = new Worker(file, { workerData: task });
  const abort = () => void thread.terminate();
  return new Promise<Answer>((resolve, reject) => {
    signal.addEventListener('abort', abort);
    thread.on('message', (message: Progress | Answer) => {
      if (message.kind === 'PROGRESS') onProgress(message as Progress);
      else resolve(message as Answer);
    });
    thread.on('error', reject);
    thread.on('exit', () =>
      reject(signal.aborted ? (signal.reason as Error) : new Error('a thread ended without an answer')),
    );
    if (signal.aborted) abort();
  }).finally(() => {
    signal.removeEventListener('abort', abort);
    return thread.terminate();
  });
}
