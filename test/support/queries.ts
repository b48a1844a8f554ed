import type { Logger } from 'typeorm';
import type { TestApi } from './api.js';

/** What each request begins with, whatever it asks. */
const WHO_ASKS = /FROM `(people|held_roles)`/;

/**
 * How many statements the API sends to its database while the work runs, those aside that find out who asks: what
 * a missing batch would multiply.
 */
export async function countQueries(api: TestApi, work: () => Promise<unknown>): Promise<number> {
  const { logger } = api.dataSource;
  let count = 0;
  const counting: Logger = {
    logQuery: (query) => {
      if (!WHO_ASKS.test(query)) count += 1;
    },
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  api.dataSource.logger = counting;
  try {
    await work();
  } finally {
    api.dataSource.logger = logger;
  }
  return count;
}
