import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { createLogger } from '../logger.js';
import { projectRoot } from '../project-root.js';
import { boundQueries } from './bound-queries.js';
import { createErrorFormatter } from './error-formatter.js';
import { FreshLoaders } from './fresh-loaders.interceptor.js';
import { overHttp } from './over-http.js';
import { Loaders, type RequestContext } from './loaders.js';
import type { FieldCosts } from './query-cost.js';
import { DateScalar, DateTimeScalar, PenceScalar } from './scalars.js';

/** Documents that are kept read and compiled; the largest take half a megabyte each. */
const KEPT_DOCUMENTS = 256;

/** The GraphQL API: the contract of graphql/, executed by Mercurius with JIT on Fastify. */
@Module({})
export class ApiModule {
  static serve(costs: FieldCosts): DynamicModule {
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
            csrfPrevention: true,
            additionalRouteOptions: overHttp,
            cache: KEPT_DOCUMENTS,
            hooks: boundQueries(costs),
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
