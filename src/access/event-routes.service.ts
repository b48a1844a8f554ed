import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadInput, Refusal } from '../platform/errors.js';
import { readOptionalRowId } from '../platform/input.js';
import {
  eventStreamBody,
  type EndableStream,
  type ServerSentEvent,
} from '../platform/live/server-sent-events.js';
import { demand, scopeOf } from './may.js';
import type { Permission } from './permissions.js';
import { StreamPermits, type StreamPermit } from './stream-permits.service.js';

/** What a route tells to whoever asks it. */
export interface EventRoute<Event> {
  /** As whoever may not is told. */
  name: string;
  permission: Permission;
  /** @param after the last event that the client has; 0 for none */
  follow: (after: number, permit: StreamPermit) => Promise<EndableStream<Event>>;
  /** Runs for who asks. */
  toEvent: (event: Event) => Promise<ServerSentEvent>;
}

/** Answers requests with server-sent events, as long as their callers may see them. */
@Injectable()
export class EventRoutes {
  constructor(private readonly permits: StreamPermits) {}

  /** @throws {BadInput} and what following throws */
  async answer<Event>(
    request: FastifyRequest,
    reply: FastifyReply,
    { name, permission, follow, toEvent }: EventRoute<Event>,
  ): Promise<StreamableFile> {
    if (request.method === 'HEAD')
      throw new BadInput([{ path: 'method', message: 'expected GET: there is no head of what never ends' }]);
    const after = readAfter(request);
    const permit = this.permits.issue(request.headers.authorization, request.id, (caller) => {
      demand(caller, permission, name);
      return scopeOf(caller, [permission]);
    });
    const stream = await follow(after, permit);
    // Proxies that gather an answer before they pass it on would gather for ever.
    void reply.header('x-accel-buffering', 'no');
    const body = eventStreamBody(stream, (event) => permit.run(() => toEvent(event)), lastWords);
    return new StreamableFile(body, { type: 'text/event-stream; charset=utf-8' });
  }
}

/** A client that comes again says where it was in the header, whatever its address says. */
function readAfter({ headers, query }: FastifyRequest): number {
  const lastEventId = headers['last-event-id'];
  const { after } = query as { after?: string };
  const [given, path] = lastEventId === undefined ? [after, 'after'] : [String(lastEventId), 'Last-Event-ID'];
  return readOptionalRowId(given, path) ?? 0;
}

/** Why nothing more comes: the token or the roles are over, or something went wrong and it is to be tried again. */
function lastWords(error: unknown): ServerSentEvent {
  const { code, message } =
    error instanceof Refusal
      ? error
      : { code: 'INTERNAL', message: 'Something went wrong here. Come again with the id of the last event.' };
  return { id: null, event: 'END', data: { code, message } };
}
