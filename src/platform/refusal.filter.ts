import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from './errors.js';

const STATUSES: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  IN_USE: 409,
  IMPORT_TOO_LARGE: 413,
  RATE_LIMITED: 429,
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
export function statusOf({ code }: Refusal): number {
  return STATUSES[code] ?? 400;
}
