import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { projectRoot } from '../../src/platform/project-root.js';
import type { TestApi } from './api.js';
import { TEST_KEYS } from './keys.js';

/**
 * A suite that runs out of time does not come to stopping its worker, whose input closes then. (Threads of the worker
 * load this too, and have an input of their own, which is closed from the start.)
 */
const ENDS_WITH_ITS_SUITE =
  "data:text/javascript,import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGKILL'))";

export interface TestWorker {
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Everything that it wrote. */
  log(): string;
}

/**
 * The prefix of this suite's own keys: other suites and users of the server keep their jobs, and no worker that a killed
 * run left behind takes this one's.
 */
const QUEUE_PREFIX = `${process.env['QUEUE_PREFIX'] ?? 'phaseout'}-${randomBytes(6).toString('hex')}`;

function ownKeys(redis: Redis): AsyncIterable<string[]> {
  return redis.scanStream({ match: `${QUEUE_PREFIX}:*`, count: 1_000 });
}

/** Makes the queue forget everything, and touches no key but its own. */
export async function emptyQueue(): Promise<void> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  try {
    for await (const keys of ownKeys(redis)) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  } finally {
    redis.disconnect();
  }
}

/** All that the queue holds, as text. */
export async function dumpQueue(): Promise<string> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  let text = '';
  try {
    for await (const keys of ownKeys(redis)) {
      for (const key of keys) {
        const isHash = (await redis.type(key)) === 'hash';
        text += key + (isHash ? JSON.stringify(await redis.hgetall(key)) : '');
      }
    }
  } finally {
    redis.disconnect();
  }
  return text;
}

/** Runs the built worker in a process of its own on the API's database. */
export async function startWorker(api: TestApi, settings: NodeJS.ProcessEnv = {}): Promise<TestWorker> {
  const { SEALING_KEYS_FILE: _, ...environment } = process.env;
  const program = join(projectRoot, 'dist/workers/main.js');
  const worker = spawn(process.execPath, ['--import', ENDS_WITH_ITS_SUITE, program], {
    env: {
      ...environment,
      SEALING_KEYS: TEST_KEYS,
      LOG_LEVEL: 'info',
      ...settings,
      DATABASE_URL: api.configuration.databaseUrl,
      QUEUE_PREFIX,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It does not keep Jest from ending, and ends with it.
  const pipes = [worker.stdin, worker.stdout, worker.stderr] as Socket[];
  for (const handle of [worker, ...pipes]) handle.unref();
  let written = '';
  const ended = once(worker, 'exit');
  const isReady = new Promise<void>((resolve, reject) => {
    const collect = (chunk: Buffer) => {
      written += chunk.toString();
      if (written.includes('worker ready')) resolve();
    };
    worker.stdout.on('data', collect);
    worker.stderr.on('data', collect);
    void ended.then(() => reject(new Error(`the worker ended before it was ready:\n${written}`)));
  });
  await isReady;
  return {
    async kill(signal) {
      worker.kill(signal);
      await ended;
    },
    log: () => written,
  };
}

/** Asks until the answer is there; the test's own time limit is the last resort. */
export async function until<T>(ask: () => Promise<T | undefined>, limitMs = 45_000): Promise<T> {
  for (let waited = 0; waited < limitMs; waited += 100) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`no answer within ${limitMs} ms`);
}
