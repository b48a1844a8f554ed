import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomBytes } from 'node:crypto';
import { DataSource, type MigrationInterface } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { projectRoot } from '../../src/platform/project-root.js';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own with every migration run. */
export async function createDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  const dataSource = await new DataSource({
    ...dataSourceOptions(database.url),
    migrations: await readMigrations(),
  }).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  return database;
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

function serverUrl(): string {
  const url = process.env['DATABASE_URL'];
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
