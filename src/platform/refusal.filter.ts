import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from './errors.js';

const STATUSES: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  IN_USE: 409,
  EVIDENCE_TOO_LARGE: 413,
  EVIDENCE_UNFIT: 415,
  EVIDENCE_FULL: 409,
  EVIDENCE_OFF: 503,
  IMPORT_TOO_LARGE: 413,
  IMPORT_TOO_MANY_ROWS: 413,
  RATE_LIMITED: 429,
  TOO_MANY_STREAMS: 429,
  INTERNAL: 500,
  IMPORT_INTERRUPTED: 500,
  IMPORT_OUT_OF_TIME: 503,
};

/** Answers a refusal outside GraphQL as GraphQL's errors read: code, sentence, fields. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { code, message, fields } = refusal;
    void reply.status(statusOf(refusal)).send({ error: { code, message, fields } });
  }
}

/** The HTTP status with which a refusal is answered. */
export function statusOf({ code }: { code: string }): number {
  return STATUSES[code] ?? 400;
}
