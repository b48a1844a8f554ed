import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { Refusal } from './errors.js';

/** Lets Nest and the program write one log, a JSON object a line on standard error. */
export class JsonLogger implements LoggerService {
  constructor(readonly pino: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.pino.info({ context: context.at(-1) }, String(message));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.pino.warn({ context: context.at(-1) }, String(message));
  }

  error(message: unknown, ...context: unknown[]): void {
    // What a client did wrong is told to the client; its words may hold details of the estate.
    if (message instanceof Refusal) return;
    const error = message instanceof Error ? describeError(message) : undefined;
    this.pino.error({ error, context: context.at(-1) }, error ? error.message : String(message));
  }

  debug(message: unknown, ...context: unknown[]): void {
    this.pino.debug({ context: context.at(-1) }, String(message));
  }
}

export function createLogger(level: string, name: string): JsonLogger {
  return new JsonLogger(pino({ level, name }, pino.destination({ fd: 2, sync: true })));
}

/** What a log may say of an error: a database error's parameters and SQL hold rows of the estate. */
export function describeError(error: unknown): {
  name: string;
  message: string;
  code?: string;
  stack?: string;
} {
  if (!(error instanceof Error)) return { name: 'Error', message: 'a thrown value that is no error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isDatabaseError = 'sqlMessage' in error || 'query' in error;
  return {
    name: error.name,
    message: isDatabaseError ? `database error ${code ?? ''}`.trim() : error.message,
    ...(code === undefined ? {} : { code }),
    ...(isDatabaseError ? {} : { stack: error.stack ?? '' }),
  };
}
