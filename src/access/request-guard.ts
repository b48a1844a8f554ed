/** Lets nobody in whom the identity provider does not vouch for, whatever the route. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../platform/errors.js';
import { statusOf } from '../platform/refusal.filter.js';
import { BudgetSpent, TooManyFailures, TooMuch, Unauthenticated } from './access.errors.js';
import { REASON_HEADER, readReason } from './audit/reason-header.js';
import type { Authentication } from './authentication.service.js';
import type { RateLimit } from '../platform/rates/rate-limits.service.js';
import type { Scope } from '../platform/database/confinement/scope.js';
import { actAs, type Caller } from './caller.js';
import { networkOf, type FailedTokens } from './failed-tokens.service.js';
import { ROUTE_RULES } from './field-rules.js';
import { demand, scopeOf } from './may.js';

/** Who finds out who asks. */
export interface Gatekeepers {
  authentication: () => Authentication;
  failedTokens: () => FailedTokens;
}

/**
 * Whom a token vouches for, if nothing else from where it comes is kept out.
 *
 * @throws {Unauthenticated} {TooManyFailures}
 */
export async function findCaller(
  application: Gatekeepers,
  { authorization, ip, id }: { authorization: string | undefined; ip: string; id: string },
): Promise<Caller> {
  const failedTokens = application.failedTokens();
  failedTokens.refuseKeptOut(ip);
  try {
    return await application.authentication().callerOf(authorization, id);
  } catch (error) {
    if (error instanceof Unauthenticated) await failedTokens.count(ip);
    throw error;
  }
}

/**
 * Guards all routes of a server: the caller is found before the body is read, and what follows runs on their
 * behalf, confined to the rows that the route's rule reaches. Where a document says what is asked for, it is confined
 * with that.
 *
 * @param application its services, which are there by the time that requests come
 * @param routeCosts what a request to a route that takes a permission takes from its caller's budget
 * @throws {Error} as soon as a route is added that has no rule, or costs nothing although it should
 */
export function guardRequests(
  server: FastifyInstance,
  application: Gatekeepers & { budget: () => RateLimit },
  routeCosts: Record<string, number>,
): void {
  const callers = new WeakMap<FastifyRequest, { caller: Caller; scope: Scope | null }>();

  server.addHook('onRoute', ({ url, method }) => {
    const isAsking = method === 'HEAD' || method === 'OPTIONS';
    if (!isAsking && !(url in ROUTE_RULES)) throw new Error(`the route ${url} has no rule in field-rules.ts`);
    if (hasCost(url) && !routeCosts[url]) throw new Error(`the route ${url} costs nothing`);
  });

  const spend = async (client: string, route: string | undefined): Promise<void> => {
    const seconds = await application.budget().spend(client, routeCosts[route ?? ''] ?? 0);
    if (seconds > 0) throw new BudgetSpent(seconds);
  };

  server.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url;
    const rule = ruleOf(request);
    if (rule === 'OPEN') return;
    try {
      const { headers, ip, id } = request;
      if (rule === 'SECRET') {
        application.failedTokens().refuseKeptOut(ip);
        return await spend(`address ${networkOf(ip)}`, route);
      }
      const caller = await findCaller(application, { authorization: headers.authorization, ip, id });
      caller.reason = readReason(request.headers[REASON_HEADER]);
      let scope: Scope | null = null;
      if (rule !== 'CALLER') {
        const asked = [rule].flat();
        for (const permission of asked) demand(caller, permission, `${request.method} ${route}`);
        scope = scopeOf(
          caller,
          asked.filter((permission) => permission !== undefined),
        );
        await spend(caller.subject, route);
      }
      callers.set(request, { caller, scope });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await refuse(reply, error, route === '/graphql');
    }
  });

  server.addHook('onSend', async (request, reply) => {
    if (ruleOf(request) !== 'SECRET' || reply.statusCode !== 404) return;
    try {
      await application.failedTokens().count(request.ip);
    } catch (error) {
      // This one is answered; the next is refused.
      if (!(error instanceof TooManyFailures)) throw error;
    }
  });

  // Not sooner: what reads the body runs on behalf of the connection.
  server.addHook('preHandler', (request, _reply, done) => {
    const known = callers.get(request);
    if (known) actAs(known.caller, done, known.scope);
    else done();
  });
}

/** A path that there is not asks who comes, like most that there are. */
function ruleOf({ routeOptions: { url } }: FastifyRequest) {
  return url === undefined ? 'CALLER' : ROUTE_RULES[url];
}

/** False where the route asks for nothing, or a document says what for and what that costs. */
function hasCost(url: string): boolean {
  const rule = ROUTE_RULES[url];
  return rule !== undefined && rule !== 'OPEN' && rule !== 'CALLER';
}

/** Answers a refusal as GraphQL does or as the other routes do, and reads nothing more of the request. */
async function refuse(reply: FastifyReply, refusal: Refusal, isGraphql: boolean): Promise<void> {
  const { code, message, fields } = refusal;
  // What is still coming is not read, so the connection cannot serve another request.
  void reply.header('connection', 'close');
  if (refusal instanceof Unauthenticated) void reply.header('www-authenticate', 'Bearer');
  if (refusal instanceof TooMuch) void reply.header('retry-after', refusal.retryAfterSeconds);
  await reply
    .status(statusOf(refusal))
    .send(
      isGraphql
        ? { data: null, errors: [{ message, extensions: { code, fields } }] }
        : { error: { code, message, fields } },
    );
}
