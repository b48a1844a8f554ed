import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { readConfiguration, type Configuration } from '../../src/platform/configuration.js';
import { createServer } from '../../src/server.js';
import { createDatabase } from './database.js';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; fields?: { path: string; message: string }[] };
}

export interface TestApi {
  url: string;
  configuration: Configuration;
  app: NestFastifyApplication;
  dataSource: DataSource;
  /** The data of an operation that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  query<Data = any>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** The errors of an operation that must fail. */
  refuse(document: string, variables?: Record<string, unknown>): Promise<GraphqlError[]>;
  close(): Promise<void>;
}

/** Boots the real API on a fresh database and a free port of this machine. */
export async function startApi(settings: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const database = await createDatabase();
  const configuration = readConfiguration({
    ...process.env,
    LOG_LEVEL: 'error',
    ...settings,
    DATABASE_URL: database.url,
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const app = await createServer(configuration);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const execute = async (query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data?: unknown; errors?: GraphqlError[] };
  };
  return {
    url,
    configuration,
    app,
    dataSource: app.get(DataSource),
    async query<Data>(document: string, variables?: Record<string, unknown>) {
      const { data, errors } = await execute(document, variables);
      if (errors) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
      return data as Data;
    },
    async refuse(document, variables) {
      const { data, errors } = await execute(document, variables);
      if (!errors) throw new Error(`the operation succeeded: ${JSON.stringify(data)}`);
      return errors;
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
