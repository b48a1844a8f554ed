/** A worker process: it computes plans, until it is told to stop. */
import 'reflect-metadata';
import { readConfiguration } from '../src/platform/configuration.js';
import { startWorker } from './worker.js';

try {
  const worker = await startWorker(readConfiguration(process.env));
  console.log('worker ready');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void worker.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
