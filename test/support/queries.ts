import type { Logger } from 'typeorm';
import type { TestApi } from './api.js';

/** How many statements the API sends to its database while the work runs: what a missing batch would multiply. */
export async function countQueries(api: TestApi, work: () => Promise<unknown>): Promise<number> {
  const { logger } = api.dataSource;
  let count = 0;
  const counting: Logger = {
    logQuery: () => {
      count += 1;
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
