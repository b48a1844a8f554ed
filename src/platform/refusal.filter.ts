import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from './errors.js';

const STATUSES: Partial<Record<string, number>> = {
  NOT_FOUND: 404,
  CONFLICT: 409,
  IN_USE: 409,
  IMPORT_TOO_LARGE: 413,
};

/** Answers a refusal outside GraphQL as GraphQL's errors read: code, sentence, fields. */
@Catch(Refusal)
export class RefusalFilter implements ExceptionFilter<Refusal> {
  catch({ code, message, fields }: Refusal, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply.status(STATUSES[code] ?? 400).send({ error: { code, message, fields } });
  }
}
