/** What GraphQL over HTTP asks for beyond what Mercurius does: media types, and parameters of the right type. */
import type { FastifyReply, FastifyRequest, preHandlerHookHandler, RouteShorthandOptions } from 'fastify';
import type { Deadlines } from '../database/deadlines.js';
import { mediaTypeFor, RESPONSE_JSON } from './media-type.js';
import { RequestRefusal } from './request-refusal.js';

type RequestHooks = Required<Pick<RouteShorthandOptions, 'preParsing' | 'preValidation' | 'onSend'>>;

/** The hooks of the GraphQL route. */
export const overHttp: RequestHooks = {
  preParsing(request, _reply, payload, done) {
    const refusal =
      mediaTypeFor(request.headers.accept) === null
        ? new RequestRefusal('NOT_ACCEPTABLE', `Accept application/json or ${RESPONSE_JSON}.`, 406)
        : null;
    done(refusal, payload);
  },

  preValidation(request, _reply, done) {
    done(faultOf(request) ?? undefined);
  },

  onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown, done) {
    const type = String(reply.getHeader('content-type') ?? '');
    if (type.startsWith('application/json') && mediaTypeFor(request.headers.accept) === RESPONSE_JSON)
      void reply.header('content-type', `${RESPONSE_JSON}; charset=utf-8`);
    void reply.header('vary', 'accept');
    done(null, payload);
  },
};

/** Gives each request a deadline, which begins to run when its operation does. */
export function underDeadline(deadlines: Deadlines): preHandlerHookHandler {
  return (_request, reply, done) =>
    deadlines.run((deadline) => {
      reply.raw.once('close', () => deadline.stop());
      done();
    });
}

/** Fastify would turn 0 into "0" and take ["a"] for "a", and answer a question that nobody asked. */
function faultOf(request: FastifyRequest): RequestRefusal | null {
  if (request.method !== 'POST') return null;
  const body: unknown = request.body;
  if (!isMap(body)) return badRequest('Send one operation as a JSON object: batches are not taken.');
  const isRight: Record<string, (value: unknown) => boolean> = {
    query: (value) => typeof value === 'string',
    operationName: (value) => typeof value === 'string',
    variables: isMap,
    extensions: isMap,
  };
  for (const [name, isOfType] of Object.entries(isRight)) {
    if (body[name] === null || body[name] === undefined) delete body[name];
    else if (!isOfType(body[name]))
      return badRequest(`\`${name}\` is to be ${isOfType === isMap ? 'an object' : 'text'}.`);
  }
  return null;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRequest(message: string): RequestRefusal {
  return new RequestRefusal('BAD_REQUEST', message);
}
