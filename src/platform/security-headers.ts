import type { FastifyInstance } from 'fastify';

/** Answers are data for one client: nothing else may keep them, frame them, guess their type or load them. */
const HEADERS: Record<string, string> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
/** Nobody is to send a token in the clear again who once came over TLS, to the API or to a trusted proxy. */
const TWO_YEARS_OF_TLS = 'max-age=63072000; includeSubDomains';

/**
 * Sends the security headers with every answer, errors and unknown paths too. There is no CORS header: a page of
 * another origin can read nothing.
 */
export function sendSecurityHeaders(server: FastifyInstance, isProduction: boolean): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(HEADERS);
    if (isProduction && request.protocol === 'https')
      void reply.header('strict-transport-security', TWO_YEARS_OF_TLS);
    done();
  });
}
