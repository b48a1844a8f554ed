import type { DataSourceOptions } from 'typeorm';
import { ReadableNames } from './naming.js';

/** How every process talks to the database; entities and migrations are the caller's to add. */
export function dataSourceOptions(databaseUrl: string) {
  return {
    type: 'mysql',
    // MariaDB takes the same driver; the URL's scheme would choose another one in TypeORM.
    url: databaseUrl.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: true,
    // A misspelt or missing condition must never widen a query to the whole table.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    namingStrategy: new ReadableNames(),
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    logging: false,
    extra: { connectionLimit: 10 },
  } satisfies DataSourceOptions;
}

/** The address of the database that a command line is to work on. @throws {Error} where it is not set */
export function databaseUrlOf({ DATABASE_URL: url }: NodeJS.ProcessEnv): string {
  if (!url)
    throw new Error('DATABASE_URL is not set: name the database, mysql://user:password@host:port/name');
  return url;
}
