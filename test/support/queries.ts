import type { Logger } from 'typeorm';
import type { TestApi } from './api.js';

/** What each request begins with, whatever it asks. */
const WHO_ASKS = /FROM `people` `person` LEFT JOIN `held_roles`/;
/** What the program does of its own accord every minute. */
const DEAD_IMPORTS = /heartbeat_at < UTC_TIMESTAMP|SELECT i.id FROM imports i WHERE i.status/;

/**
 * How many statements the API sends to its database while the work runs, those aside that find out who asks: what
 * a missing batch would multiply.
 */
export async function countQueries(api: TestApi, work: () => Promise<unknown>): Promise<number> {
  return (await recordStatements(api, work)).length;
}

/** The statements that the API sends to its database while the work runs, those aside that find out who asks. */
export async function recordStatements(api: TestApi, work: () => Promise<unknown>): Promise<string[]> {
  const { logger } = api.dataSource;
  const statements: string[] = [];
  const recording: Logger = {
    logQuery: (query) => {
      if (!WHO_ASKS.test(query) && !DEAD_IMPORTS.test(query)) statements.push(query);
    },
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  api.dataSource.logger = recording;
  try {
    await work();
  } finally {
    api.dataSource.logger = logger;
  }
  return statements;
}
