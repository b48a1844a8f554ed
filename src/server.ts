import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServerModule } from './app.module.js';
import type { Configuration } from './platform/configuration.js';
import { createLogger } from './platform/logger.js';

/** A GraphQL document is small; registers have a route and a limit of their own. */
const MAX_BODY_BYTES = 1_048_576;

/** Builds the API, ready to listen. */
export async function createServer(configuration: Configuration): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ServerModule.on(configuration),
    new FastifyAdapter({ bodyLimit: MAX_BODY_BYTES, requestTimeout: 60_000, forceCloseConnections: true }),
    { logger: createLogger(configuration.logLevel, 'api'), abortOnError: false },
  );
  app.enableShutdownHooks();
  return app;
}
