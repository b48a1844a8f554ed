import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomBytes } from 'node:crypto';
import { DataSource, type MigrationInterface } from 'typeorm';
import { grantApplication } from '../../src/platform/database/application-account.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { projectRoot } from '../../src/platform/project-root.js';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own with every migration run. */
export async function createDatabase(): Promise<MigratedDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = await new DataSource({
    ...dataSourceOptions(database.url),
    migrations: await readMigrations(),
  }).initialize();
  await dataSource.runMigrations();
  const account = await createAccount();
  await grantApplication(dataSource, account.of(database.url));
  await dataSource.destroy();
  return {
    url: account.of(database.url),
    ownerUrl: database.url,
    async asOwner(statement) {
      const owner = await new DataSource(dataSourceOptions(database.url)).initialize();
      await owner.query(statement).finally(() => owner.destroy());
    },
    async drop() {
      await account.drop();
      await database.drop();
    },
  };
}

interface TestAccount {
  /** The address of a database for this account. */
  of(databaseUrl: string): string;
  drop(): Promise<void>;
}

/** An account without any rights. Its name, of at most 32 characters, is one that goes with the run's database. */
export async function createAccount(): Promise<TestAccount> {
  const admin = await new DataSource(dataSourceOptions(serverUrl())).initialize();
  const name = `phaseout_test_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(16).toString('hex');
  await admin.query(`CREATE USER '${name}'@'%' IDENTIFIED BY '${password}'`);
  return {
    of(databaseUrl) {
      const url = new URL(databaseUrl);
      [url.username, url.password] = [name, password];
      return url.href;
    },
    async drop() {
      await admin.query(`DROP USER '${name}'@'%'`);
      await admin.destroy();
    },
  };
}

/** A database with all tables. Its `url` is of the account that the program uses, which may touch rows alone. */
export interface MigratedDatabase extends TestDatabase {
  /** Of an account that may do everything. */
  ownerUrl: string;
  /** Does a statement as that account. */
  asOwner(this: void, statement: string): Promise<void>;
}

/**
 * A database of its own beside the one that DATABASE_URL names. It is called after that one, because what a killed
 * Jest leaves goes with the database of its run.
 */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const admin = await new DataSource(dataSourceOptions(serverUrl())).initialize();
  const name = `${new URL(serverUrl()).pathname.slice(1)}_${randomBytes(6).toString('hex')}`;
  await admin.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`DROP DATABASE \`${name}\``);
      await admin.destroy();
    },
  };
}

/** Of an account that may make databases and accounts. */
export function serverUrl(): string {
  const url = process.env['MIGRATION_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: run the tests with `npm test`');
  return url;
}

/** In their order. */
export async function readMigrations(): Promise<(new () => MigrationInterface)[]> {
  const folder = join(projectRoot, 'migrations');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const modules: Record<string, new () => MigrationInterface>[] = [];
  // One after the other: Jest loads no two modules at once that share a third.
  for (const name of files)
    modules.push(
      (await import(pathToFileURL(join(folder, name)).href)) as Record<string, new () => MigrationInterface>,
    );
  return modules.flatMap((module) => Object.values(module));
}
