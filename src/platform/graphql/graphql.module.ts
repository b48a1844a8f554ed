import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { createLogger } from '../logger.js';
import { projectRoot } from '../project-root.js';
import { Deadlines } from '../database/deadlines.js';
import { boundQueries, type QueryBounds } from './bound-queries.js';
import { ClientBudget } from '../rates/client-budget.service.js';
import { RatesModule } from '../rates/rates.module.js';
import { createErrorFormatter } from './error-formatter.js';
import { FreshLoaders } from './fresh-loaders.interceptor.js';
import { overHttp, underDeadline } from './over-http.js';
import { Loaders, type RequestContext } from './loaders.js';
import { DateScalar, DateTimeScalar, PenceScalar } from './scalars.js';
import { trustDocuments } from './trusted-documents.js';

/** Documents that are kept read and compiled; the largest take half a megabyte each. */
const KEPT_DOCUMENTS = 256;

/** What of the contract the edge has to know. */
export type Served = Pick<QueryBounds, 'costs' | 'guard' | 'clientOf' | 'wholeFiles'>;

/** @throws where something could not be done: the client then gets an error and no data */
async function finishBeforeAnswer(_execution: unknown, context: unknown): Promise<void> {
  // A request that was refused before it was executed has nothing to finish.
  for (const finish of (context as Partial<RequestContext>).beforeAnswer ?? []) await finish();
}

/** The GraphQL API: the contract of graphql/, executed by Mercurius with JIT on Fastify. */
@Module({})
export class ApiModule {
  static serve(served: Served): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          imports: [RatesModule],
          inject: [CONFIGURATION, ClientBudget, Deadlines],
          useFactory: (
            configuration: Configuration,
            budget: ClientBudget,
            deadlines: Deadlines,
          ): MercuriusDriverConfig => ({
            typeDefs: readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'),
            path: '/graphql',
            jit: 1,
            csrfPrevention: true,
            additionalRouteOptions: { ...overHttp, preHandler: underDeadline(deadlines) },
            persistedQueryProvider: trustDocuments(
              join(projectRoot, 'graphql/operations'),
              configuration.takesTrustedDocumentsOnly,
            ),
            validationRules: configuration.isProduction ? [NoSchemaIntrospectionCustomRule] : [],
            cache: KEPT_DOCUMENTS,
            hooks: {
              ...boundQueries({
                ...served,
                ...configuration,
                budget,
              }),
              onResolution: finishBeforeAnswer,
            },
            // A fresh object each time: a shared one would let one request see another's loaders.
            context: (): RequestContext => ({ loaders: new Loaders(), beforeAnswer: [] }),
            errorFormatter: createErrorFormatter(
              createLogger(configuration.logLevel, 'api'),
              configuration.isProduction,
            ),
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
