import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { createLogger } from '../logger.js';
import { projectRoot } from '../project-root.js';
import { createErrorFormatter } from './error-formatter.js';
import { FreshLoaders } from './fresh-loaders.interceptor.js';
import { overHttp } from './over-http.js';
import { Loaders, type RequestContext } from './loaders.js';
import { DateScalar, DateTimeScalar, PenceScalar } from './scalars.js';

/** Deep enough for plan → assignments → nodes → work package → site → devices → nodes → assessment → demands. */
const DEEPEST_QUERY = 14;

/** The GraphQL API: the contract of graphql/, executed by Mercurius with JIT on Fastify. */
@Module({})
export class ApiModule {
  static serve(): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          inject: [CONFIGURATION],
          useFactory: (configuration: Configuration): MercuriusDriverConfig => ({
            typeDefs: readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'),
            path: '/graphql',
            jit: 1,
            graphiql: !configuration.isProduction,
            queryDepth: DEEPEST_QUERY,
            csrfPrevention: true,
            additionalRouteOptions: overHttp,
            // A fresh object each time: a shared one would let one request see another's loaders.
            context: (): RequestContext => ({ loaders: new Loaders() }),
            errorFormatter: createErrorFormatter(createLogger(configuration.logLevel, 'api')),
            resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
          }),
        }),
      ],
      providers: [
        DateScalar,
        DateTimeScalar,
        PenceScalar,
        { provide: APP_INTERCEPTOR, useClass: FreshLoaders },
      ],
    };
  }
}
