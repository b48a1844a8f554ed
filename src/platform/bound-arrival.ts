import type { FastifyInstance } from 'fastify';

/**
 * Hangs up on requests that take too long to come in, so that nobody can hold connections open for nothing. The
 * HTTP server's own limit is the same for every route.
 *
 * @param unbounded routes that the server's own limit is enough for
 */
export function boundArrival(
  server: FastifyInstance,
  milliseconds: number,
  unbounded: readonly string[],
): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { raw, routeOptions } = request;
    if (!raw.complete && !unbounded.includes(routeOptions.url ?? '')) {
      const timer = setTimeout(() => {
        if (!raw.complete) raw.destroy();
      }, milliseconds);
      timer.unref();
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
}
