/** The settings of a process, read once from the environment and refused whole when one of them is wrong. */
import { z } from 'zod';

const settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^(mysql|mariadb)$/, error: 'expected mysql://user:password@host:port/database' })
    .describe('The MySQL or MariaDB database.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'expected redis://[:password@]host:port' })
    .describe('The Redis server of the job queue.'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'expected letters, digits, `.`, `_` or `-`')
    .default('phaseout')
    .describe('What the keys in Redis begin with: one for each installation that shares the server.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the API listens on.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('The port that the API listens on.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  NODE_ENV: z.string().default('development').describe('`production` turns GraphiQL off.'),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('Plans computed at a time by one worker.'),
  PLAN_SILENT_SECONDS: z.coerce
    .number()
    .min(1)
    .max(3600)
    .default(30)
    .describe('A worker that shows no sign of life for so long has its plan taken over.'),
  IMPORT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(268_435_456)
    .describe('The largest register that is read, in bytes.'),
});

export interface Configuration {
  databaseUrl: string;
  redisUrl: string;
  queuePrefix: string;
  host: string;
  port: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  isProduction: boolean;
  workerConcurrency: number;
  planSilentSeconds: number;
  importMaxBytes: number;
}

/** Injection token of the {@link Configuration}. */
export const CONFIGURATION = Symbol('Configuration');

/**
 * Reads the settings of the environment.
 *
 * @throws {Error} naming every setting that is missing or wrong, never its value: a URL holds a password
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const result = settings.safeParse(environment);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `Settings that are missing or wrong:\n  ${faults.join('\n  ')}\nSet them and start again.`,
    );
  }
  const read = result.data;
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    queuePrefix: read.QUEUE_PREFIX,
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    isProduction: read.NODE_ENV === 'production',
    workerConcurrency: read.WORKER_CONCURRENCY,
    planSilentSeconds: read.PLAN_SILENT_SECONDS,
    importMaxBytes: read.IMPORT_MAX_BYTES,
  };
}
