import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authentication } from './access/authentication.service.js';
import { FailedTokens } from './access/failed-tokens.service.js';
import { introducer } from './access/introduce.js';
import { guardRequests } from './access/request-guard.js';
import { StreamPermits } from './access/stream-permits.service.js';
import { ServerModule } from './app.module.js';
import { FIELD_COSTS, ROUTE_COSTS } from './field-costs.js';
import type { Configuration } from './platform/configuration.js';
import { boundArrival } from './platform/bound-arrival.js';
import { createErrorFormatter } from './platform/graphql/error-formatter.js';
import { createSubscriptionServer } from './platform/graphql/subscription-server.js';
import { trustDocuments } from './platform/graphql/trusted-documents.js';
import { serveWebSockets } from './platform/live/websocket-route.js';
import { createLogger } from './platform/logger.js';
import { projectRoot } from './platform/project-root.js';
import { ClientBudget } from './platform/rates/client-budget.service.js';
import { sendSecurityHeaders } from './platform/security-headers.js';
import { readTls } from './platform/tls.js';

/** A GraphQL document is small; registers have a route and a limit of their own. */
const MAX_BODY_BYTES = 1_048_576;

/** Where registers come in. */
const REGISTERS_ROUTE = '/imports';
/** Where subscriptions come in, over WebSocket. */
const SUBSCRIPTIONS_ROUTE = '/subscriptions';
/** How long a request may take to come in. */
const LONGEST_ARRIVAL_MS = 60_000;
/** A register comes from wherever its keeper sits: one megabit a second. */
const SLOW_LINE_BYTES_A_MS = 125;

/**
 * Builds the API, ready to listen.
 *
 * @throws {Error} where it is not told whose tokens to believe, or cannot use the certificate that it is to have
 */
export async function createServer(configuration: Configuration): Promise<NestFastifyApplication> {
  if (!configuration.identity) {
    throw new Error('OIDC_ISSUER: the API needs it, to know who asks\nSet it and start again.');
  }
  const https = configuration.tls && readTls(configuration.tls);
  const adapter = new FastifyAdapter({
    ...(https && { https }),
    bodyLimit: MAX_BODY_BYTES,
    // The server has one limit for all, so it is that of the largest register.
    requestTimeout: LONGEST_ARRIVAL_MS + Math.ceil(configuration.importMaxBytes / SLOW_LINE_BYTES_A_MS),
    forceCloseConnections: true,
    // Unlike a counter, it is one request's among all processes: the audit keeps it for ever.
    genReqId: () => randomUUID(),
    // Whoever is not trusted could write any address into the header.
    trustProxy: configuration.trustedProxies.length > 0 ? configuration.trustedProxies : false,
  });
  sendSecurityHeaders(adapter.getInstance(), configuration.isProduction);
  boundArrival(adapter.getInstance(), LONGEST_ARRIVAL_MS, [REGISTERS_ROUTE]);
  // Routes are added while the application is made, so the guard comes first.
  const services = {
    authentication: () => app.get(Authentication),
    failedTokens: () => app.get(FailedTokens),
    budget: () => app.get(ClientBudget),
  };
  guardRequests(adapter.getInstance(), services, ROUTE_COSTS);
  const logger = createLogger(configuration.logLevel, 'api');
  serveWebSockets(
    adapter.getInstance(),
    SUBSCRIPTIONS_ROUTE,
    createSubscriptionServer<FastifyRequest>({
      schema: () => app.get(GraphQLSchemaHost).schema,
      costs: FIELD_COSTS,
      budget: { spend: (client, cost) => app.get(ClientBudget).spend(client, cost) },
      documents: trustDocuments(
        join(projectRoot, 'graphql/operations'),
        configuration.takesTrustedDocumentsOnly,
      ),
      hidesSchema: configuration.isProduction,
      connectionsOfClient: configuration.streamsOfCaller,
      introduce: introducer({ ...services, permits: () => app.get(StreamPermits) }),
      format: createErrorFormatter(logger, configuration.isProduction),
    }),
  );
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.on(configuration), adapter, {
    logger,
    abortOnError: false,
    // The adapter speaks TLS by itself; this makes the application say so in its own address.
    ...(https && { httpsOptions: https }),
  });
  app.enableShutdownHooks();
  return app;
}
