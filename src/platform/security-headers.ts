import type { FastifyInstance } from 'fastify';

/** GraphiQL, which development has, is a page with scripts of its own. */
const PAGES = /^\/graphiql(\/|$)/;

/** Answers are data for one client: nothing else may keep them, frame them, guess their type or load them. */
const HEADERS: Record<string, string> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";
/** Browsers heed it over TLS alone. */
const TWO_YEARS_OF_TLS = 'max-age=63072000; includeSubDomains';

/**
 * Sends the security headers with every answer, errors and unknown paths too. There is no CORS header: a page of
 * another origin can read nothing.
 */
export function sendSecurityHeaders(server: FastifyInstance, isProduction: boolean): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(HEADERS);
    if (isProduction || !PAGES.test(request.url)) void reply.header('content-security-policy', NO_CONTENT);
    if (isProduction) void reply.header('strict-transport-security', TWO_YEARS_OF_TLS);
    done();
  });
}
