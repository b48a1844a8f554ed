/** Lets nobody in whom the identity provider does not vouch for, whatever the route. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../platform/errors.js';
import { statusOf } from '../platform/refusal.filter.js';
import type { Authentication } from './authentication.service.js';
import { actAs, type Caller } from './caller.js';
import { ROUTE_RULES } from './field-rules.js';
import { demand } from './may.js';

/**
 * Guards all routes of a server: the caller is found before the body is read, and what follows runs on their
 * behalf.
 *
 * @param authentication of the application, which is there by the time that requests come
 * @throws {Error} as soon as a route is added that has no rule
 */
export function guardRequests(server: FastifyInstance, authentication: () => Authentication): void {
  const callers = new WeakMap<FastifyRequest, Caller>();

  server.addHook('onRoute', ({ url, method }) => {
    const isAsking = method === 'HEAD' || method === 'OPTIONS';
    if (!isAsking && !(url in ROUTE_RULES)) throw new Error(`the route ${url} has no rule in field-rules.ts`);
  });

  server.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url;
    const rule = route === undefined ? 'CALLER' : ROUTE_RULES[route];
    if (rule === 'OPEN') return;
    try {
      const caller = await authentication().callerOf(request.headers.authorization, String(request.id));
      callers.set(request, caller);
      if (rule !== 'CALLER') demand(caller, rule, `${request.method} ${route}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message, fields } = error;
      // What is still coming is not read, so the connection cannot serve another request.
      void reply.header('connection', 'close');
      if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
      await reply
        .status(statusOf(error))
        .send(
          route === '/graphql'
            ? { data: null, errors: [{ message, extensions: { code, fields } }] }
            : { error: { code, message, fields } },
        );
    }
  });

  // Not sooner: what reads the body runs on behalf of the connection.
  server.addHook('preHandler', (request, _reply, done) => {
    const caller = callers.get(request);
    if (caller) actAs(caller, done);
    else done();
  });
}
